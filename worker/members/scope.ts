import { type Code, type Refusal, refusal } from "../../protocol/codes.ts";
import { onceMoreIfTaken } from "../accounts/taken.ts";
import type { Env } from "../env.ts";
import type { AppContext } from "../http/context.ts";
import type { Answer } from "../http/endpoint.ts";
import { overRate } from "../http/rate.ts";
import { deliver } from "../mail/deliver.ts";
import { type ChangeScope, changeConfig, type Decision } from "../settings/change.ts";
import type { Seats } from "./rules.ts";

/** What a change of members is decided with. */
export type MemberScope = ChangeScope & {
  env: Env;
  /** Asked before mails to these addresses are prepared; undefined: they may be written. */
  overMails(addresses: readonly string[]): Refusal | undefined;
};

/** Each writes to somebody who may not want it, whoever they are, */
const MAILS = { name: "member.mails", max: 60, windowMs: 3600_000 };
/** and nobody gets many of them, whichever organizations they come from. */
const MAILS_TO_ONE = { name: "member.mails-to", max: 10, windowMs: 3600_000 };

/** Counts once for each request: a decision that is made anew writes no more mails for it. */
function mailCounter(c: AppContext): MemberScope["overMails"] {
  let counted: { refusal: Refusal | undefined } | undefined;
  return (addresses) => {
    counted ??= { refusal: countMails(c, addresses) };
    return counted.refusal;
  };
}

const countMails = (c: AppContext, addresses: readonly string[]): Refusal | undefined =>
  [
    overRate(c, MAILS, [c.get("member").member.organizationId]),
    ...addresses.map((address) => overRate(c, MAILS_TO_ONE, [address])),
  ].find((refusal) => refusal !== undefined);

/** A decision, and the mails that its statements write. */
export type MailedDecision<T> = Decision<{ answer: T; mailIds: string[] }>;

/** Changes an organization's members as `decide` says, then sends what it wrote. */
export async function changeMembers<T>(
  c: AppContext,
  decide: (scope: MemberScope) => Promise<MailedDecision<T>>,
): Promise<Answer<T>> {
  const overMails = mailCounter(c);
  const changed = await onceMoreIfTaken(() => changeConfig(c, (scope) => decide({ ...scope, env: c.env, overMails })));
  if (!changed.ok) return changed;
  c.executionCtx.waitUntil(deliver(c.env, changed.value.mailIds));
  return { ...changed, value: changed.value.answer };
}

export const refused = (code: Code, extra: Omit<Refusal, "code"> = {}): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: refusal(code, extra),
});

export const atField = (pointer: string, code: Code): { ok: false; refusal: Refusal } =>
  refused(code, { fields: [{ pointer, code }] });

export const noSeat = ({ used, limit }: Seats) => refused("role.seats", { params: { used, limit: limit ?? 0 } });
