import { refusal } from "../../protocol/codes.ts";
import type { Me, MemberRow, TagRow } from "../../protocol/http.schema.ts";
import type { IntegrationRow } from "../../protocol/inbox.schema.ts";
import { ACTIONS, allows, isNarrowed, type MemberIdentity } from "../../protocol/roles.ts";
import type { Settings } from "../../protocol/settings.schema.ts";
import { SURVEY_KINDS } from "../../protocol/survey.ts";
import { profileOf } from "../accounts/profile.ts";
import { supportOf } from "../accounts/support.ts";
import { accountsDatabase, databaseFor } from "../db/client.ts";
import type { Env } from "../env.ts";
import type { AppContext } from "../http/context.ts";
import { type Answer, answer, refuse } from "../http/endpoint.ts";
import { organizationConfig } from "../http/members.ts";
import { callObject, organizationOf } from "../http/objects.ts";
import { cutOf, hasIntegration } from "./visible.ts";

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
    permissions: ACTIONS.filter((action) => allows(member, action)),
    session: config.session,
    divisionIds: member.divisionIds,
    isOwner: profile.isOwner && !member.scope,
    deletion: await deletionFor(c, member, profile.deletionAt),
    scope: scopeOf(member),
    surveys: surveysOn(config.sections.surveys),
  });
}

/** PRIVACY-7: those who answer for the organization see it coming. */
async function deletionFor(c: AppContext, { role, scope }: MemberIdentity, at: number | null): Promise<Me["deletion"]> {
  if (at === null || role !== "admin" || scope) return null;
  return { at, support: await supportOf(accountsDatabase(c.env)) };
}

function scopeOf({ scope }: MemberIdentity): Me["scope"] {
  if (!scope) return null;
  const { components, contactId, isReadOnly } = scope;
  return { components, contactId, isReadOnly };
}

const surveysOn = (surveys: Settings["surveys"]): Me["surveys"] =>
  SURVEY_KINDS.filter((kind) => surveys[kind].isOn).map((kind) => {
    const { mode, channels } = surveys[kind];
    return { kind, mode, channels };
  });

/**
 * GET /api/v1/members. Needs no libSQL. Through a portal's narrower token nobody's work is told: it counts rooms that the
 * token leaves out (EMBED-3); reports name nobody by this list.
 */
export async function memberRows(env: Env, member: MemberIdentity): Promise<Answer<MemberRow[]>> {
  const { organizationId, scope } = member;
  if (scope?.components.every((component) => component === "report")) return refuse(refusal("forbidden"));
  const config = await organizationConfig(env, organizationId);
  if (!config) return away();
  const hub = organizationOf(env, organizationId);
  const [presence, loads] = await Promise.all([callObject(() => hub.presence()), callObject(() => hub.loads())]);
  if (!presence.ok) return presence;
  if (!loads.ok) return loads;
  const loadOf = new Map(loads.value.map((load) => [load.memberId, load]));
  const online = new Set(presence.value.filter((one) => one.isOnline).map((one) => one.memberId));
  const isTold = !isNarrowed(member);
  // The feed tells it to whoever sees rooms.
  const seesPresence = cutOf(member) !== "none";
  const rows = config.members
    .filter((one) => one.isActive)
    .map(({ memberId, name, role }) => {
      const { openRooms, limits } = (isTold && loadOf.get(memberId)) || { openRooms: 0, limits: [] };
      return { memberId, name, role, isOnline: seesPresence && online.has(memberId), openRooms, limits };
    });
  return answer(rows.toSorted((a, b) => Number(b.isOnline) - Number(a.isOnline) || a.name.localeCompare(b.name)));
}

/** GET /api/v1/tags. Needs no libSQL. */
export async function tagRows(env: Env, organizationId: string): Promise<Answer<TagRow[]>> {
  const config = await organizationConfig(env, organizationId);
  return config ? answer(config.tags) : away();
}

/** GET /api/v1/integrations. Needs no libSQL. */
export async function integrationRows(env: Env, member: MemberIdentity): Promise<Answer<IntegrationRow[]>> {
  const config = await organizationConfig(env, member.organizationId);
  if (!config) return away();
  const rows = config.integrations
    .filter(({ isRemoved, integrationId }) => !isRemoved && hasIntegration(member, integrationId))
    .map(({ integrationId, name, channel, isEnabled }) => ({ integrationId, name, channel, isEnabled }));
  return answer(rows.toSorted((a, b) => a.name.localeCompare(b.name)));
}
