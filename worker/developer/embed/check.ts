import type { EmbedCheck } from "../../../protocol/embed.schema.ts";
import type { MemberCaller } from "../../http/identity.ts";
import type { OrganizationConfig } from "../../organization/contract.ts";
import { endOf, findMember } from "../../organization/members.ts";

const NOTHING = { origin: null, memberName: null, components: [], isReadOnly: false, expiresAt: null };

/** EMBED-12. `caller`: what the token says, also if it has ended; null: it is none of ours. `now`: ms UTC. */
export function checkEmbedToken(config: OrganizationConfig, caller: MemberCaller | null, now: number): EmbedCheck {
  const scope = caller?.member.scope;
  if (!caller || !scope) return { finding: "malformed", ...NOTHING };
  // What another organization may do is nobody's business here.
  if (caller.member.organizationId !== config.organizationId) return { finding: "foreign", ...NOTHING };
  return {
    finding: findingOf(config, caller, now),
    origin: scope.origin,
    memberName: findMember(config, caller.member.memberId)?.name ?? caller.member.name,
    components: scope.components,
    isReadOnly: scope.isReadOnly,
    expiresAt: caller.expiresAt,
  };
}

/** What would have to be put right first: a new token is of no use while its member, origin or API token is gone. */
function findingOf(
  config: OrganizationConfig,
  { member, expiresAt }: MemberCaller,
  now: number,
): EmbedCheck["finding"] {
  if (!findMember(config, member.memberId)?.isActive) return "member_inactive";
  const end = endOf(config, member, now);
  if (end !== null) return end === "origin" ? "origin_not_allowed" : "api_token_revoked";
  return expiresAt <= now ? "expired" : "ok";
}
