import type { MemberIdentity } from "../../protocol/roles.ts";
import type { MemberConfig, OrganizationConfig } from "./contract.ts";
import { audienceOf } from "./feed-session.ts";

/** Supervisors and agents: those who have the online switch and are given rooms. Admins are neither (ROLE-4). */
export const hasSwitch = (member: MemberConfig): boolean => member.isActive && member.role !== "admin";

export const findMember = (config: OrganizationConfig, memberId: string): MemberConfig | undefined =>
  config.members.find((member) => member.memberId === memberId);

/**
 * How what a token says about a member compares with the configuration: as it is now, with other rights (ROLE-23), or
 * nobody here any more (ROLE-22).
 */
export function standingOf(config: OrganizationConfig, member: MemberIdentity): "current" | "changed" | "gone" {
  const known = findMember(config, member.memberId);
  if (!known?.isActive) return "gone";
  const now: MemberIdentity = { ...known, organizationId: config.organizationId, settings: config.settings };
  return audienceOf(now) === audienceOf(member) ? "current" : "changed";
}
