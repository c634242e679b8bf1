import { type Refusal, refusal } from "../../protocol/codes.ts";
import type { MemberIdentity } from "../../protocol/roles.ts";
import type { Env } from "../env.ts";
import type { OrganizationConfig } from "../organization/contract.ts";
import { endOf, identityIn } from "../organization/members.ts";
import { IsolateCache } from "./isolate-cache.ts";
import { callObject, organizationOf } from "./objects.ts";

/** Within the 10 s that ROLE-23 gives, and rarely enough that the organization object does not see every request. */
const CONFIG_MS = 3_000;
const ORGANIZATIONS_MAX = 500;

const configs = new IsolateCache<OrganizationConfig | null>(CONFIG_MS, ORGANIZATIONS_MAX);

/** An organization's configuration copy, at most a few seconds old; undefined when its object gives no answer. */
export function organizationConfig(env: Env, organizationId: string): Promise<OrganizationConfig | null | undefined> {
  return configs.get(organizationId, async () => {
    const called = await callObject(() => organizationOf(env, organizationId).config());
    return called.ok ? called.value : undefined;
  });
}

/** What this isolate knows is out of date. */
export const forgetOrganization = (organizationId: string): void => configs.forget(organizationId);

/**
 * ROLE-23: a token says who somebody is; what they may do is read anew, cut as the token is. Refused for who is no longer
 * an active member, and for a token that has been ended (EMBED-4, 11; AUTH-7). While the organization gives no answer
 * the token, which lives minutes, is believed.
 */
export async function currentMember(env: Env, member: MemberIdentity): Promise<MemberIdentity | Refusal> {
  const config = await organizationConfig(env, member.organizationId);
  if (config === undefined) return member;
  const now = config && identityIn(config, member);
  if (config === null || now === null) return refusal("unauthenticated");
  const end = endOf(config, member, Date.now());
  if (end === null) return now;
  return refusal(end === "origin" ? "embed.origin" : "token_expired");
}
