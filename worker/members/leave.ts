import type { MemberDetail } from "../../protocol/accounts.schema.ts";
import { endMemberLinks } from "../accounts/links/store.ts";
import type { Statement } from "../db/audit.ts";
import { invite, pendingFor } from "./invite.ts";
import { lacksSeat, rightsFault, stateOf } from "./rules.ts";
import { type MailedDecision, type MemberScope, noSeat, refused } from "./scope.ts";
import { endSessionsHere, forgetMember, writeMember } from "./statements.ts";
import { type KnownMember, type MemberRow, type Surroundings, surroundingsOf, toDetail } from "./store.ts";

type Known = Surroundings & { member: KnownMember };

async function known({ db, organizationId }: MemberScope, memberId: string): Promise<Known | null> {
  const around = await surroundingsOf(db, organizationId, { memberId, email: "" });
  return around.member === undefined ? null : (around as Known);
}

const nextOf = (scope: MemberScope, { row }: KnownMember): MemberRow => ({
  ...row,
  version: row.version + 1,
  changedByName: scope.member.name,
});

/** ROLE-22. Whoever never came is not kept as somebody who left. */
export async function decideDeactivate(scope: MemberScope, memberId: string): Promise<MailedDecision<undefined>> {
  const around = await known(scope, memberId);
  if (around === null) return refused("not_found");
  const { member, counts } = around;
  if (stateOf(member.row) === "inactive") return { ok: true, value: { answer: undefined, mailIds: [] } };
  if (!member.row.isActive) return withdrawn(scope, member);
  const after = { ...nextOf(scope, member), isActive: false, deactivatedAt: scope.now };
  const isSelf = scope.member.memberId === memberId;
  const fault = rightsFault(member.row, after, { activeAdmins: counts.activeAdmins, isSelf });
  return fault === null ? gone("member.deactivate", leaving(scope, member, after), after) : refused(fault);
}

const leaving = ({ db }: MemberScope, { divisionIds }: KnownMember, row: MemberRow): Statement[] => [
  ...writeMember(db, row, divisionIds),
  endMemberLinks(db, row.memberId),
  ...endSessionsHere(db, row),
];

const gone = (action: string, statements: Statement[], { memberId }: MemberRow): MailedDecision<undefined> => ({
  ok: true,
  value: { answer: undefined, mailIds: [] },
  change: { statements, audit: { action, target: memberId } },
});

/** AUTH-14: the link opens nothing any more. */
export async function decideWithdraw(scope: MemberScope, memberId: string): Promise<MailedDecision<undefined>> {
  const around = await known(scope, memberId);
  if (around === null || !isWaiting(around.member)) return refused("not_found");
  return withdrawn(scope, around.member);
}

const isWaiting = ({ row }: KnownMember): boolean => row.pending !== null && stateOf(row) !== "inactive";

/** Who took part before, under another email, stays in history, and has still to show that the account is theirs. */
function withdrawn(scope: MemberScope, member: KnownMember): MailedDecision<undefined> {
  const { db, now } = scope;
  const { row } = member;
  const after = { ...nextOf(scope, member), deactivatedAt: now };
  const statements =
    row.activatedAt === null
      ? [endMemberLinks(db, row.memberId), ...forgetMember(db, row)]
      : leaving(scope, member, after);
  return gone("member.withdraw", statements, row);
}

/** A newer link, which ends the one before (AUTH-14). */
export async function decideResend(scope: MemberScope, memberId: string): Promise<MailedDecision<MemberDetail>> {
  const around = await known(scope, memberId);
  if (around === null || !isWaiting(around.member)) return refused("not_found");
  const { member, organization } = around;
  return invited(scope, { ...member, row: nextOf(scope, member) }, organization, "member.invite");
}

async function invited(
  scope: MemberScope,
  member: KnownMember,
  organization: Surroundings["organization"],
  action: string,
): Promise<MailedDecision<MemberDetail>> {
  const { db } = scope;
  const tooMany = scope.overMails([member.account.email]);
  if (tooMany !== undefined) return { ok: false, refusal: tooMany };
  const row = { ...member.row, pending: pendingFor(member.account) };
  const { expiresAt, statements, mailIds } = await invite({ ...scope, organization }, row, member.account);
  return {
    ok: true,
    value: { answer: toDetail({ ...member, row, linkExpiresAt: expiresAt }), mailIds },
    change: {
      statements: [...writeMember(db, row, member.divisionIds), ...statements],
      audit: { action, target: row.memberId },
    },
  };
}

export async function decideReactivate(scope: MemberScope, memberId: string): Promise<MailedDecision<MemberDetail>> {
  const around = await known(scope, memberId);
  if (around === null) return refused("not_found");
  const { member, organization, counts } = around;
  if (stateOf(member.row) !== "inactive") return { ok: true, value: { answer: toDetail(member), mailIds: [] } };
  const row = { ...nextOf(scope, member), deactivatedAt: null, isActive: member.row.pending === null };
  const seats = { used: counts.seats, limit: organization.seatLimit };
  if (lacksSeat(member.row, row, seats)) return noSeat(seats);
  if (row.pending !== null) return invited(scope, { ...member, row }, organization, "member.reactivate");
  return {
    ok: true,
    value: { answer: toDetail({ ...member, row }), mailIds: [] },
    change: {
      statements: writeMember(scope.db, row, member.divisionIds),
      audit: { action: "member.reactivate", target: memberId },
    },
  };
}
