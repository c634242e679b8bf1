import type { SaveMember, SaveOwnProfile } from "./accounts.schema.ts";
import { type BadField, checkLength, checkText } from "./form-rules.ts";
import { checkEmail, checkPhone } from "./webchat-rules.ts";

/** What people's forms may not be saved with (GEN-2): one list for screens and server. */

/** In characters; both names joined fit into `LIMITS.nameLength`. */
const PERSON_LIMITS = { firstNameLength: 59, lastNameLength: 60 } as const;

type Names = { firstName: string; lastName: string };

/** A name as everybody sees it. */
export const fullName = ({ firstName, lastName }: Names): string => `${firstName} ${lastName}`.trim();

const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;
const line = (text: string): string => text.replace(CONTROLS, " ").trim();

/** GEN-3: as it is stored; a phone number that is blank was not given. */
export const normalisePerson = <T extends Names & { phone: string | null }>(given: T): T => ({
  ...given,
  firstName: line(given.firstName),
  lastName: line(given.lastName),
  phone: line(given.phone ?? "") || null,
});

function checkPerson({ firstName, lastName, phone }: Names & { phone: string | null }): BadField[] {
  const badPhone = phone === null ? null : checkPhone(phone);
  return [
    ...checkText("/firstName", firstName, PERSON_LIMITS.firstNameLength),
    ...checkLength("/lastName", lastName, PERSON_LIMITS.lastNameLength),
    ...(badPhone === null ? [] : [{ pointer: "/phone", code: badPhone }]),
  ];
}

/** AUTH-19. Normalise it first. */
export const checkOwnProfile = (given: SaveOwnProfile): BadField[] => checkPerson(given);

/** ROLE-18. Normalise it first; which divisions there are, and who has the email, is the server's to know. */
export function checkMember(given: SaveMember): BadField[] {
  const email = given.email.trim();
  const badEmail = email === "" ? "required" : checkEmail(email);
  const isMisplaced = given.isRestricted && given.role !== "supervisor";
  return [
    ...checkPerson(given),
    ...(badEmail === null ? [] : [{ pointer: "/email", code: badEmail } as const]),
    ...(isMisplaced ? [{ pointer: "/isRestricted", code: "settings.invalid" } as const] : []),
  ];
}
