import type { MemberIdentity } from "../../protocol/roles.ts";
import { audienceOf } from "./audience.ts";
import type { MemberConfig, OrganizationConfig, Standing } from "./contract.ts";

/** Whom a token names, and what narrows it. */
type Named = Pick<MemberIdentity, "memberId" | "scope" | "tokenEpoch">;

/** Supervisors and agents: those who have the online switch and are given rooms. Admins are neither (ROLE-4). */
export const hasSwitch = (member: MemberConfig): boolean => member.isActive && member.role !== "admin";

export const findMember = (config: OrganizationConfig, memberId: string): MemberConfig | undefined =>
  config.members.find((member) => member.memberId === memberId);

/**
 * How what a token says about a member compares with the configuration: as it is now, ended or with other rights
 * (ROLE-23, EMBED-11), or nobody here any more (ROLE-22).
 */
export const standingOf = (config: OrganizationConfig, member: MemberIdentity): Standing =>
  compare(config, member, (now) => audienceOf(now) === audienceOf(member));

/** The same by `rightsOf`, which say more than what a feed shows. */
export function standingByRights(config: OrganizationConfig, memberId: string, rights: string): Standing {
  const [scope = null, tokenEpoch = 0] = (JSON.parse(rights) as unknown[]).slice(RIGHTS_BUT_SCOPE) as Narrowing;
  return compare(config, { memberId, scope, tokenEpoch }, (now) => rightsOf(now) === rights);
}

function compare(config: OrganizationConfig, named: Named, isSame: (now: MemberIdentity) => boolean): Standing {
  const now = identityIn(config, named);
  if (now === null) return "gone";
  // Whoever made the token may make another one, so its holder is asked to come with that.
  return endOf(config, named, Date.now()) === null && isSame(now) ? "current" : "changed";
}

/** A member as a token made now would say, cut as this one is; null: nobody here any more. */
export function identityIn(config: OrganizationConfig, { memberId, scope }: Named): MemberIdentity | null {
  const known = findMember(config, memberId);
  if (!known?.isActive) return null;
  const { name, role, divisionIds, isRestricted, tokenEpoch } = known;
  const { organizationId, settings } = config;
  return {
    ...{ organizationId, memberId, name, role, divisionIds, isRestricted, settings },
    ...(scope && { scope }),
    ...(tokenEpoch !== undefined && { tokenEpoch }),
  };
}

/**
 * What has ended a token before its time; null: nothing. A portal's ends with what it was made with (EMBED-4, 11), one of
 * the hosted shell when a session of the person was ended from elsewhere (AUTH-7, 17). `now`: ms UTC.
 */
export function endOf(
  config: OrganizationConfig,
  named: Named,
  now: number,
): "api_token" | "origin" | "session" | null {
  const { memberId, scope, tokenEpoch = 0 } = named;
  if (!scope) return tokenEpoch < (findMember(config, memberId)?.tokenEpoch ?? 0) ? "session" : null;
  // A copy that an earlier build wrote down knows of neither, until it is read anew.
  const made = config.apiTokens?.find(({ apiTokenId }) => apiTokenId === scope.apiTokenId);
  if (made === undefined || (made.expiresAt !== null && made.expiresAt <= now)) return "api_token";
  return config.sections.embedding?.origins.includes(scope.origin) ? null : "origin";
}

/** Everything that decides what a member may see and do in a room, as text. It is stored, and compared by later builds. */
export function rightsOf(member: MemberIdentity): string {
  const { role, isRestricted, divisionIds, settings, scope = null, tokenEpoch = 0 } = member;
  const { agentCanTakeOver, agentCanAssign, agentCanBroadcast, contactMasking } = settings;
  const base = [role, isRestricted, [...divisionIds].sort()];
  const switches = [agentCanTakeOver, agentCanAssign, agentCanBroadcast, contactMasking];
  const narrowing = tokenEpoch > 0 ? [scope, tokenEpoch] : scope === null ? [] : [scope];
  return JSON.stringify([...base, ...switches, ...narrowing]);
}
const RIGHTS_BUT_SCOPE = 7;
type Narrowing = [scope?: MemberIdentity["scope"], tokenEpoch?: number];
