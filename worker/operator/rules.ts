import { checkMember, fullName } from "../../protocol/account-rules.ts";
import { type BadField, checkText } from "../../protocol/form-rules.ts";
import { LIMITS } from "../../protocol/limits.ts";
import { isTimeZone } from "../../protocol/office-hours.ts";
import { checkEmail } from "../../protocol/webchat-rules.ts";
import { isPublicUrl } from "../settings/rules.ts";

/** What the Operator's forms may not be saved with (GEN-2). Pure. */

const NAME = LIMITS.nameLength;
const REASON_LENGTH = 200;
const CLIENT_ID_LENGTH = 300;
const SECRET_LENGTH = 1000;

type Owner = { email: string; firstName: string; lastName: string };

export const checkOrganizationName = (name: string): BadField[] => checkText("/name", name, NAME);

export function checkNewOrganization(given: { name: string; timeZone: string; owner: Owner }): BadField[] {
  const asMember = { phone: null, role: "admin" as const, isRestricted: false, divisionIds: [] };
  const owner = checkMember({ ...given.owner, ...asMember }).map((one) => ({
    ...one,
    pointer: `/owner${one.pointer}`,
  }));
  const zone: BadField[] = isTimeZone(given.timeZone) ? [] : [{ pointer: "/timeZone", code: "settings.invalid" }];
  return [...checkOrganizationName(given.name), ...zone, ...owner];
}

export const ownerName = (owner: Owner): string => fullName(owner);

export function checkDeletion(given: { name: string; reason: string }, name: string): BadField[] {
  const wrongName: BadField[] = given.name.trim() === name ? [] : [{ pointer: "/name", code: "operator.name" }];
  return [...wrongName, ...checkText("/reason", given.reason, REASON_LENGTH)];
}

const emailField = (pointer: string, email: string): BadField[] => {
  const code = email.trim() === "" ? "required" : checkEmail(email.trim());
  return code === null ? [] : [{ pointer, code }];
};

export const checkEmailChange = (given: { from: string; to: string; reason: string }): BadField[] => [
  ...emailField("/from", given.from),
  ...emailField("/to", given.to),
  ...checkText("/reason", given.reason, REASON_LENGTH),
];

/** AUTH-20: a page, a chat or an address to write to. */
export function checkSupport(given: { text: string; url: string }): BadField[] {
  const scheme = URL.canParse(given.url.trim()) ? new URL(given.url.trim()).protocol : "";
  const isReachable = ["https:", "mailto:", "tel:"].includes(scheme);
  const wrongUrl: BadField[] = isReachable ? [] : [{ pointer: "/url", code: "settings.url" }];
  return [...checkText("/text", given.text, REASON_LENGTH), ...wrongUrl];
}

type Addresses = {
  name: string;
  redirectUris: string[];
  postLogoutUris: string[];
  backChannelLogoutUri: string | null;
};

/** AUTH-6. `isDevelopment`: applications may be told of sign-outs on this very machine. */
export function checkApplication(given: Addresses, isPublic: boolean, isDevelopment: boolean): BadField[] {
  const { redirectUris, postLogoutUris, backChannelLogoutUri: told } = given;
  const all = (list: string, uris: string[]): BadField[] =>
    uris.flatMap((uri, index) =>
      isReturnAddress(uri, isPublic) ? [] : [{ pointer: `/${list}/${index}`, code: "oidc.address" as const }],
    );
  const isTold = told === null || isPublicUrl(told) || (isDevelopment && isLoopback(told));
  return [
    ...checkText("/name", given.name, NAME),
    ...all("redirectUris", redirectUris),
    ...all("postLogoutUris", postLogoutUris),
    ...(isTold ? [] : [{ pointer: "/backChannelLogoutUri", code: "settings.url" as const }]),
  ];
}

const isLoopback = (text: string): boolean =>
  URL.canParse(text) && ["localhost", "127.0.0.1", "[::1]"].includes(new URL(text).hostname);

/** RFC 8252: programs of a device have a scheme of their own, named by a domain of theirs; scripts never stand there. */
const OWN_SCHEME = /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:$/;

/** Where a browser may be sent back to: browsers go there, we do not, so a company's own network is as good. */
function isReturnAddress(text: string, isPublic: boolean): boolean {
  if (!URL.canParse(text) || /[\s#*\\]/.test(text)) return false;
  const { protocol, username, password, hostname } = new URL(text);
  if (username !== "" || password !== "") return false;
  if (protocol === "https:") return hostname !== "";
  return protocol === "http:" ? isLoopback(text) : isPublic && OWN_SCHEME.test(protocol);
}

type NewProvider = { name: string; issuer: string; clientId: string; clientSecret: string };

/** AUTH-18. Whether a provider answers at the address is to be seen. */
export function checkProvider(given: NewProvider, isDevelopment: boolean): BadField[] {
  const isCallable = isPublicUrl(given.issuer) || (isDevelopment && isLoopback(given.issuer));
  return [
    ...checkText("/name", given.name, NAME),
    ...(isCallable ? [] : [{ pointer: "/issuer", code: "settings.url" as const }]),
    ...checkText("/clientId", given.clientId, CLIENT_ID_LENGTH),
    ...checkText("/clientSecret", given.clientSecret, SECRET_LENGTH),
  ];
}
