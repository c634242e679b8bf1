import { eq } from "drizzle-orm";
import { checkMember, fullName, normalisePerson } from "../../protocol/account-rules.ts";
import type { MemberDetail, SaveMember } from "../../protocol/accounts.schema.ts";
import { newId } from "../../protocol/ids.ts";
import { LIMITS } from "../../protocol/limits.ts";
import { normaliseEmail } from "../accounts/email.ts";
import { NO_PASSWORD } from "../accounts/passwords.ts";
import { accounts } from "../db/schema/index.ts";
import { changedFields, PERSONAL } from "../settings/changes.ts";
import { badForm } from "../settings/rules.ts";
import { type Moved, moveEmail, newAccount } from "./email.ts";
import { invite, pendingFor } from "./invite.ts";
import { lacksSeat, rightsFault, stateOf, unknownDivisions } from "./rules.ts";
import { atField, type MailedDecision, type MemberScope, noSeat, refused } from "./scope.ts";
import { writeMember } from "./statements.ts";
import { type KnownMember, type MemberRow, type Surroundings, surroundingsOf, toDetail } from "./store.ts";

type Given = Omit<SaveMember, "version">;
type Saved = MailedDecision<MemberDetail>;

const normalised = (given: SaveMember): SaveMember => ({
  ...normalisePerson(given),
  email: normaliseEmail(given.email),
  divisionIds: [...new Set(given.divisionIds)],
});

const fieldsOf = ({ firstName, lastName, phone, role, isRestricted }: Given) => ({
  ...{ firstName, lastName, phone, role, isRestricted },
  name: fullName({ firstName, lastName }),
});

const badFields = (given: Given, { divisionIds }: Surroundings) =>
  badForm([...checkMember(given), ...unknownDivisions(given.divisionIds, divisionIds)]);

const seatsIn = ({ organization, counts }: Surroundings) => ({ used: counts.seats, limit: organization.seatLimit });

/** AUTH-14, 15. */
export async function decideAddMember(scope: MemberScope, raw: SaveMember): Promise<Saved> {
  const { db, organizationId, now, member: by } = scope;
  const given = normalised(raw);
  const around = await surroundingsOf(db, organizationId, { memberId: "", email: given.email });
  const bad = badFields(given, around);
  if (bad !== null) return { ok: false, refusal: bad };
  if (around.target?.isMember) return atField("/email", "member.exists");
  if (around.counts.total >= LIMITS.membersPerOrganization)
    return refused("settings.limit", { params: { limit: LIMITS.membersPerOrganization } });
  const { target } = around;
  const account = target ?? {
    ...{ accountId: newId("acc"), email: given.email },
    ...{ passwordHash: NO_PASSWORD, language: null },
  };
  const row: MemberRow = {
    ...fieldsOf(given),
    ...{ memberId: newId("mem"), organizationId, accountId: account.accountId },
    ...{ isOwner: false, isActive: false, pending: pendingFor(account), version: 1, changedByName: by.name },
    ...{ createdAt: now, activatedAt: null, lastSeenAt: null, tokenEpoch: 0, deactivatedAt: null },
  };
  if (lacksSeat(null, row, seatsIn(around))) return noSeat(seatsIn(around));
  const tooMany = scope.overMails([account.email]);
  if (tooMany !== undefined) return { ok: false, refusal: tooMany };
  const invitation = await invite({ ...scope, organization: around.organization }, row, account);
  const { expiresAt: linkExpiresAt, statements, mailIds } = invitation;
  const { divisionIds } = given;
  return {
    ok: true,
    status: 201,
    value: { answer: toDetail({ row, account, divisionIds, linkExpiresAt }), mailIds },
    change: {
      statements: [
        ...(target === undefined ? [newAccount(scope, row, account)] : []),
        ...writeMember(db, row, divisionIds),
        ...statements,
      ],
      audit: { action: "member.add", target: row.memberId, changes: { role: row.role } },
    },
  };
}

/** What a form holds, in an order that does not count. */
const comparable = ({ row, account, divisionIds }: KnownMember) => ({
  ...fieldsOf({ ...row, email: account.email, divisionIds }),
  email: account.email,
  divisionIds: divisionIds.toSorted(),
});

/** ROLE-10, 18. */
export async function decideSaveMember(scope: MemberScope, memberId: string, raw: SaveMember): Promise<Saved> {
  const given = normalised(raw);
  const around = await surroundingsOf(scope.db, scope.organizationId, { memberId, email: given.email });
  const { member } = around;
  if (member === undefined) return refused("not_found");
  const bad = badFields(given, around);
  if (bad !== null) return { ok: false, refusal: bad };
  const current = toDetail(member);
  const wanted = { ...member, row: { ...member.row, ...fieldsOf(given) }, divisionIds: given.divisionIds };
  const asked = comparable({ ...wanted, account: { ...member.account, email: given.email } });
  const changes = changedFields(comparable(member), asked, PERSONAL);
  if (Object.keys(changes).length === 0) return { ok: true, value: { answer: current, mailIds: [] } };
  if (given.version !== member.row.version)
    return refused("conflict", { params: { name: member.row.changedByName ?? "" }, current });
  return changed(scope, around, { member, wanted, email: given.email }, changes);
}

async function changed(
  scope: MemberScope,
  around: Surroundings,
  { member, wanted, email }: { member: KnownMember; wanted: KnownMember; email: string },
  changes: Record<string, unknown>,
): Promise<Saved> {
  const { db, member: by } = scope;
  const isMoving = email !== member.account.email;
  if (isMoving && around.target?.isMember) return atField("/email", "member.exists");
  // With it goes the way to a new password, and with that the organization.
  if (isMoving && member.row.isOwner && by.memberId !== member.row.memberId) return atField("/email", "member.owner");
  if (isMoving && stateOf(member.row) === "inactive") return atField("/email", "settings.invalid");
  const tooMany = isMoving ? scope.overMails([member.account.email, email]) : undefined;
  if (tooMany !== undefined) return { ok: false, refusal: tooMany };
  const next = { ...wanted.row, version: member.row.version + 1, changedByName: by.name };
  const moved = isMoving ? await moveEmail(scope, member, next, email, around) : stayed(member, next);
  const { activeAdmins } = around.counts;
  const isSelf = by.memberId === next.memberId;
  const fault = rightsFault(member.row, moved.row, { activeAdmins, isSelf });
  if (fault !== null) return refused(fault);
  if (lacksSeat(member.row, moved.row, seatsIn(around))) return noSeat(seatsIn(around));
  const { row, account, linkExpiresAt, first, last, mailIds } = moved;
  const { divisionIds } = wanted;
  return {
    ok: true,
    value: { answer: toDetail({ row, account, divisionIds, linkExpiresAt }), mailIds },
    change: {
      statements: [
        ...first,
        ...writeMember(db, row, divisionIds),
        ...(isPersonOurs(around, moved) ? [namePerson(scope, row)] : []),
        ...last,
      ],
      audit: { action: "member.edit", target: row.memberId, changes },
    },
  };
}

const stayed = ({ account, linkExpiresAt }: KnownMember, row: MemberRow): Moved => ({
  ...{ row, account, linkExpiresAt },
  ...{ first: [], last: [], mailIds: [] },
});

/** Of an account that belongs nowhere else the own profile says the same. */
const isPersonOurs = ({ isOnlyMembership, target }: Surroundings, { row, account }: Moved): boolean =>
  isOnlyMembership && (row.isActive || pendingFor(account) === "invitation") && target?.isMember !== false;

const namePerson = ({ db }: MemberScope, { accountId, name, firstName, lastName, phone }: MemberRow) =>
  db.update(accounts).set({ name, firstName, lastName, phone }).where(eq(accounts.accountId, accountId));
