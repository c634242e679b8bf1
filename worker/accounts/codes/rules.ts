import type { Role } from "../../../protocol/roles.ts";

/** AUTH-16: whoever may reach many customers at once, where the organization asks for codes. */
export const asksForCode = (
  role: Role,
  { codeByEmail, agentCanBroadcast }: { codeByEmail: boolean; agentCanBroadcast: boolean },
): boolean => codeByEmail && (role !== "agent" || agentCanBroadcast);

/** Enough to know one's own address by, and no more: whoever has only the password learns nothing. */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf("@");
  const [first = ""] = email;
  return `${first}•••${email.slice(at)}`;
}
