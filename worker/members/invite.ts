import { TIMES } from "../../protocol/limits.ts";
import { newLink } from "../accounts/links/store.ts";
import { hasPassword } from "../accounts/passwords.ts";
import type { Statement } from "../db/audit.ts";
import { linkAddress, prepareMails } from "../mail/outbox.ts";
import type { MemberScope } from "./scope.ts";
import type { AccountRow, MemberRow, Surroundings } from "./store.ts";

const DAY_MS = 24 * 3600_000;

/** A link to become a member by, mailed, in the place of the one before. */
export type Invitation = { expiresAt: number; statements: Statement[]; mailIds: string[] };

/** AUTH-14, 15: who has an account shows its password, who has none sets one. */
export const pendingFor = ({ passwordHash }: Pick<AccountRow, "passwordHash">): "invitation" | "verification" =>
  hasPassword(passwordHash) ? "verification" : "invitation";

type Inviting = Pick<MemberScope, "env" | "db" | "now" | "member"> & { organization: Surroundings["organization"] };

export async function invite(
  { env, db, now, member: by, organization }: Inviting,
  row: Pick<MemberRow, "memberId" | "name">,
  account: AccountRow,
): Promise<Invitation> {
  const kind = pendingFor(account);
  const link = newLink(db, { kind, accountId: account.accountId, memberId: row.memberId }, now);
  const facts = {
    link: linkAddress(env, link.token),
    name: row.name,
    organization: organization.name,
    inviter: by.name,
    days: TIMES.memberLinkMs / DAY_MS,
  };
  const language = account.language ?? organization.language;
  const mail = await prepareMails(
    env,
    db,
    [{ kind, facts, to: account.email, language, expiresAt: link.expiresAt }],
    now,
  );
  return { expiresAt: link.expiresAt, statements: [...link.statements, ...mail.statements], mailIds: mail.mailIds };
}
