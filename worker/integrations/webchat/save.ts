import { type Refusal, refusal } from "../../../protocol/codes.ts";
import type { BadField } from "../../../protocol/form-rules.ts";
import { newIntegrationId } from "../../../protocol/ids.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import { checkDomain } from "../../../protocol/origin-rules.ts";
import type { SaveWebchat, WebchatIntegration, WebchatSettings } from "../../../protocol/webchat.schema.ts";
import { DEFAULT_WEBCHAT } from "../../../protocol/webchat-defaults.ts";
import { checkWebchat, checkWidgetName, normaliseWebchat } from "../../../protocol/webchat-rules.ts";
import type { ChangeScope, Decision } from "../../settings/change.ts";
import { changedFields } from "../../settings/changes.ts";
import { badForm } from "../../settings/rules.ts";
import { type IdentitySecret, newIdentitySecret, sealIdentitySecret } from "./identity-secret.ts";
import { insertWebchat, standingOf, toWebchat, updateWebchat, type Webchat, type WebchatRow } from "./store.ts";
import { settingsFrom } from "./stored-settings.ts";

/** Where the Worker is reached, and its key. */
export type Place = { origin: string; secret: string };

const NOT_FOUND = { ok: false as const, refusal: refusal("not_found") };
const refusedFor = (refused: Refusal) => ({ ok: false as const, refusal: refused });

/** WIDGET-1: a new widget, switched on, that says everything in our own words. */
export async function decideCreate(
  { db, member, organizationId, now }: ChangeScope,
  given: { name: string; domain: string },
  place: Place,
): Promise<Decision<WebchatIntegration>> {
  const name = given.name.trim();
  const checked = checkDomain(given.domain);
  const bad: BadField[] = checkWidgetName(name);
  if (!checked.ok)
    bad.push({ pointer: "/domain", code: checked.code, ...(checked.params && { params: checked.params }) });
  const refused = badForm(bad);
  if (refused !== null || !checked.ok) return refusedFor(refused ?? refusal("widget.domain"));
  const { count } = await standingOf(db, organizationId, "");
  const limit = LIMITS.widgetsPerOrganization;
  if (count >= limit) return refusedFor(refusal("settings.limit", { params: { limit } }));

  const integrationId = newIntegrationId(organizationId);
  const sealed = await sealIdentitySecret(place.secret, { organizationId, integrationId }, newIdentitySecret(now));
  const { domain } = checked;
  const row: WebchatRow = {
    integrationId,
    organizationId,
    channel: "web_chat",
    name,
    isEnabled: true,
    divisionId: null,
    settings: { domain, ...DEFAULT_WEBCHAT } satisfies WebchatSettings,
    secretsCiphertext: sealed.ciphertext,
    secretsKeyId: sealed.keyId,
    version: 1,
    changedByName: member.name,
    changedAt: now,
    removedAt: null,
    createdAt: now,
  };
  return {
    ok: true,
    status: 201,
    value: toWebchat({ row, lastMessageAt: null }, place.origin),
    change: {
      statements: [insertWebchat(db, row)],
      audit: { action: "webchat.create", target: integrationId, changes: { name, domain } },
    },
  };
}

/** What can be changed of a widget; all of it is compared and audited. */
type Form = Pick<SaveWebchat, "name" | "isEnabled" | "divisionId" | "settings">;
const formOf = ({ name, isEnabled, divisionId, settings }: WebchatRow): Form => ({
  name,
  isEnabled,
  divisionId,
  settings: settingsFrom(settings),
});

/** WIDGET-6, GEN-11. `isStored`: whether a logo of that name was sent before. */
export async function decideSave(
  scope: ChangeScope,
  integrationId: string,
  given: SaveWebchat,
  { origin, isStored }: { origin: string; isStored: (logo: string) => Promise<boolean> },
): Promise<Decision<WebchatIntegration>> {
  const { found, divisionIds } = await standingOf(scope.db, scope.organizationId, integrationId);
  if (found === undefined) return NOT_FOUND;
  const before = formOf(found.row);
  const { version, ...typed } = given;
  const form: Form = { ...typed, name: typed.name.trim(), settings: normaliseWebchat(typed.settings) };
  const bad = [
    ...checkWidgetName(form.name),
    ...(form.divisionId === null || divisionIds.has(form.divisionId) ? [] : [invalid("/divisionId")]),
    ...checkWebchat(typed.settings).map((field) => ({ ...field, pointer: `/settings${field.pointer}` })),
  ];
  const { logo } = form.settings.appearance;
  const isNewLogo = logo !== null && logo !== before.settings.appearance.logo;
  if (isNewLogo && !(await isStored(logo))) bad.push(invalid("/settings/appearance/logo"));
  const refused = badForm(bad);
  if (refused !== null) return refusedFor(refused);
  const changes = changedFields(before, form);
  const current = toWebchat(found, origin);
  // The same again is no conflict: nothing would be lost, and a caller whose answer was lost asks so.
  if (Object.keys(changes).length === 0) return { ok: true, value: current };
  if (version !== found.row.version)
    return refusedFor(refusal("conflict", { params: { name: found.row.changedByName ?? "" }, current }));
  // ROLE-3: whoever sees some divisions only would see the rooms of all the others' visitors.
  if (scope.member.isRestricted && form.divisionId !== before.divisionId) return refusedFor(refusal("forbidden"));
  return changed(scope, found, form, { origin, action: "webchat.save", changes });
}

const invalid = (pointer: string): BadField => ({ pointer, code: "settings.invalid" });

/** The list's ON/OFF (WIDGET-6, 9). */
export async function decideSwitch(
  scope: ChangeScope,
  integrationId: string,
  isEnabled: boolean,
  origin: string,
): Promise<Decision<WebchatIntegration>> {
  const { found } = await standingOf(scope.db, scope.organizationId, integrationId);
  if (found === undefined) return NOT_FOUND;
  if (found.row.isEnabled === isEnabled) return { ok: true, value: toWebchat(found, origin) };
  const changes = changedFields({ isEnabled: !isEnabled }, { isEnabled });
  return changed(scope, found, { isEnabled }, { origin, action: "webchat.switch", changes });
}

function changed(
  { db, member, now }: ChangeScope,
  { row, lastMessageAt }: Webchat,
  set: Partial<Form>,
  told: { origin: string; action: string; changes: Record<string, unknown> },
): Decision<WebchatIntegration> {
  const next = { ...row, ...set, version: row.version + 1, changedByName: member.name, changedAt: now };
  const { version, changedByName, changedAt } = next;
  return {
    ok: true,
    value: toWebchat({ row: next, lastMessageAt }, told.origin),
    change: {
      statements: [updateWebchat(db, row, { ...set, version, changedByName, changedAt })],
      audit: { action: told.action, target: row.integrationId, changes: told.changes },
    },
  };
}

/** WIDGET-9: its rooms stay; nothing else does. Its secret goes at once. */
export async function decideRemove(
  { db, member, organizationId, now }: ChangeScope,
  integrationId: string,
): Promise<Decision<undefined>> {
  const { found } = await standingOf(db, organizationId, integrationId);
  if (found === undefined) return NOT_FOUND;
  const { row } = found;
  const set = { removedAt: now, changedByName: member.name, changedAt: now, version: row.version + 1 };
  const without = { secretsCiphertext: null, secretsKeyId: null };
  const { domain } = settingsFrom(row.settings);
  return {
    ok: true,
    value: undefined,
    change: {
      statements: [updateWebchat(db, row, { ...set, ...without })],
      audit: { action: "webchat.remove", target: integrationId, changes: { name: row.name, domain } },
    },
  };
}

/** WIDGET-19: another secret; what was signed with the former one is nothing from now on. */
export async function decideRotate(
  { db, organizationId, now }: ChangeScope,
  integrationId: string,
  deploymentSecret: string,
): Promise<Decision<IdentitySecret>> {
  const { found } = await standingOf(db, organizationId, integrationId);
  if (found === undefined) return NOT_FOUND;
  const identity = newIdentitySecret(now);
  const sealed = await sealIdentitySecret(deploymentSecret, { organizationId, integrationId }, identity);
  const set = { secretsCiphertext: sealed.ciphertext, secretsKeyId: sealed.keyId };
  return {
    ok: true,
    value: identity,
    change: {
      statements: [updateWebchat(db, found.row, set)],
      audit: { action: "webchat.secret.rotate", target: integrationId },
    },
  };
}
