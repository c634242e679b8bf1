import { refusal } from "../../protocol/codes.ts";
import type { Me, MemberRow, TagRow } from "../../protocol/http.schema.ts";
import type { IntegrationRow } from "../../protocol/inbox.schema.ts";
import { ACTIONS, can, type MemberIdentity } from "../../protocol/roles.ts";
import { profileOf } from "../accounts/profile.ts";
import { databaseFor } from "../db/client.ts";
import type { Env } from "../env.ts";
import type { AppContext } from "../http/context.ts";
import { type Answer, answer, refuse } from "../http/endpoint.ts";
import { organizationConfig } from "../http/members.ts";
import { callObject, organizationOf } from "../http/objects.ts";

const away = () => refuse(refusal("unavailable"));

/** GET /api/v1/me */
export async function describeMe(c: AppContext, member: MemberIdentity): Promise<Answer<Me>> {
  const { organizationId } = member;
  const config = await organizationConfig(c.env, organizationId);
  if (!config) return away();
  const profile = await profileOf(databaseFor(c.env, organizationId), organizationId, member.memberId);
  if (profile === null) return refuse(refusal("unauthenticated"));
  const { name, timeZone, language } = config;
  return answer({
    memberId: member.memberId,
    name: member.name,
    email: profile.email,
    role: member.role,
    organization: { organizationId, name, timeZone, language },
    language: profile.language,
    permissions: ACTIONS.filter((action) => can(member.role, action, member.settings)),
    session: config.session,
    divisionIds: member.divisionIds,
  });
}

/** GET /api/v1/members. Needs no libSQL. */
export async function memberRows(env: Env, organizationId: string): Promise<Answer<MemberRow[]>> {
  const config = await organizationConfig(env, organizationId);
  if (!config) return away();
  const hub = organizationOf(env, organizationId);
  const [presence, loads] = await Promise.all([callObject(() => hub.presence()), callObject(() => hub.loads())]);
  if (!presence.ok) return presence;
  if (!loads.ok) return loads;
  const loadOf = new Map(loads.value.map((load) => [load.memberId, load]));
  const online = new Set(presence.value.filter((one) => one.isOnline).map((one) => one.memberId));
  const rows = config.members
    .filter((one) => one.isActive)
    .map(({ memberId, name, role }) => {
      const { openRooms, limits } = loadOf.get(memberId) ?? { openRooms: 0, limits: [] };
      return { memberId, name, role, isOnline: online.has(memberId), openRooms, limits };
    });
  return answer(rows.toSorted((a, b) => Number(b.isOnline) - Number(a.isOnline) || a.name.localeCompare(b.name)));
}

/** GET /api/v1/tags. Needs no libSQL. */
export async function tagRows(env: Env, organizationId: string): Promise<Answer<TagRow[]>> {
  const config = await organizationConfig(env, organizationId);
  return config ? answer(config.tags) : away();
}

/** GET /api/v1/integrations. Needs no libSQL. */
export async function integrationRows(env: Env, organizationId: string): Promise<Answer<IntegrationRow[]>> {
  const config = await organizationConfig(env, organizationId);
  if (!config) return away();
  const rows = config.integrations.map(({ integrationId, name, channel, isEnabled }) => ({
    integrationId,
    name,
    channel,
    isEnabled,
  }));
  return answer(rows.toSorted((a, b) => a.name.localeCompare(b.name)));
}
