import { eq } from "drizzle-orm";
import type { MemberDetail, MemberPage, SaveMember } from "../../../protocol/accounts.schema.ts";
import { organizations } from "../../../worker/db/schema/index.ts";
import type { WorldMember } from "../../support/world.ts";
import { newEmail } from "../accounts/support.ts";
import { db } from "../http/support.ts";
import { done, read } from "../settings/support.ts";

export const PATH = "/accounts/members";

export const person = (fields: Partial<SaveMember> = {}): SaveMember => ({
  firstName: "Rina",
  lastName: "Wijaya",
  phone: null,
  email: newEmail("rina"),
  role: "agent",
  isRestricted: false,
  divisionIds: [],
  ...fields,
});

export const add = (admin: WorldMember, fields: Partial<SaveMember> = {}): Promise<MemberDetail> =>
  done(admin, "POST", PATH, person(fields));

export const detailOf = (admin: WorldMember, memberId: string): Promise<MemberDetail> =>
  read(admin, `${PATH}/${memberId}`);

/** What the form would send after these fields were changed. */
export async function formOf(
  admin: WorldMember,
  memberId: string,
  fields: Partial<SaveMember> = {},
): Promise<SaveMember> {
  const { firstName, lastName, phone, email, role, isRestricted, divisionIds, version } = await detailOf(
    admin,
    memberId,
  );
  return { firstName, lastName, phone, email, role, isRestricted, divisionIds, version, ...fields };
}

export const edit = async (admin: WorldMember, memberId: string, fields: Partial<SaveMember>): Promise<MemberDetail> =>
  done(admin, "PUT", `${PATH}/${memberId}`, await formOf(admin, memberId, fields));

export const page = (admin: WorldMember, query = ""): Promise<MemberPage> => read(admin, `${PATH}${query}`);

export const limitSeats = (organizationId: string, seatLimit: number | null) =>
  db().update(organizations).set({ seatLimit }).where(eq(organizations.organizationId, organizationId));
