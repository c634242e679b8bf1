import { organizationIdOf } from "../../../protocol/ids.ts";
import type { WebchatSettings, WidgetConfig } from "../../../protocol/webchat.schema.ts";
import type { Env } from "../../env.ts";
import { IsolateCache } from "../../http/isolate-cache.ts";
import { callObject, organizationOf } from "../../http/objects.ts";
import type { IntegrationConfig, OrganizationConfig } from "../../organization/contract.ts";
import { settingsFrom } from "./stored-settings.ts";

/** A widget that is there and switched on. */
export type Widget = {
  integration: IntegrationConfig;
  settings: WebchatSettings;
  organization: Pick<OrganizationConfig, "organizationId" | "name" | "language">;
} & Pick<WidgetConfig, "isOnline" | "replyMinutes" | "opensAt" | "team">;

/** One that is switched off or removed: it serves nobody, and only the page it stood on is told why (WIDGET-9). */
export type WidgetOff = { isOff: true; domain: string };

const FRESH_MS = 10_000;
const WIDGETS_MAX = 1_000;
const widgets = new IsolateCache<Widget | WidgetOff | null>(FRESH_MS, WIDGETS_MAX);

/**
 * A widget by its id, at most 10 s old. null: unknown or no webchat.
 * undefined: the organization's object gives no answer. Needs no libSQL: the object holds a copy (INV-7).
 */
export function findWidget(env: Env, widgetId: string): Promise<Widget | WidgetOff | null | undefined> {
  const organizationId = organizationIdOf(widgetId);
  if (organizationId === undefined) return Promise.resolve(null);
  return widgets.get(widgetId, async () => {
    const called = await callObject(() => organizationOf(env, organizationId).integration(widgetId));
    if (!called.ok) return undefined;
    if (called.value === null) return null;
    const { config: integration, organization, ...live } = called.value;
    if (integration.channel !== "web_chat" || integration.webchat === null) return null;
    const settings = settingsFrom(integration.webchat);
    if (!integration.isEnabled) return { isOff: true, domain: settings.domain };
    return { integration, settings, organization, ...live };
  });
}

/** Whether `findWidget` answers without asking anybody. */
export const isWidgetAtHand = (widgetId: string): boolean =>
  organizationIdOf(widgetId) === undefined || widgets.has(widgetId);

/** What this isolate knows of an organization's widgets is out of date. */
export const forgetWidgetsOf = (organizationId: string): void =>
  widgets.forgetAll((widgetId) => organizationIdOf(widgetId) === organizationId);
