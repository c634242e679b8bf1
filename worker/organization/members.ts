import type { MemberIdentity } from "../../protocol/roles.ts";
import type { MemberConfig, OrganizationConfig, Standing } from "./contract.ts";
import { audienceOf } from "./feed-session.ts";

/** Supervisors and agents: those who have the online switch and are given rooms. Admins are neither (ROLE-4). */
export const hasSwitch = (member: MemberConfig): boolean => member.isActive && member.role !== "admin";

export const findMember = (config: OrganizationConfig, memberId: string): MemberConfig | undefined =>
  config.members.find((member) => member.memberId === memberId);

/**
 * How what a token says about a member compares with the configuration: as it is now, with other rights (ROLE-23), or
 * nobody here any more (ROLE-22).
 */
export function standingOf(config: OrganizationConfig, member: MemberIdentity): Standing {
  const now = identityIn(config, member.memberId);
  if (now === null) return "gone";
  return audienceOf(now) === audienceOf(member) ? "current" : "changed";
}

/** A member as a token made now would say; null: nobody here any more. */
export function identityIn(config: OrganizationConfig, memberId: string): MemberIdentity | null {
  const known = findMember(config, memberId);
  return known?.isActive ? { ...known, organizationId: config.organizationId, settings: config.settings } : null;
}
