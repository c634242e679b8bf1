import { organizationIdOf } from "../../../protocol/ids.ts";
import type { Env } from "../../env.ts";
import { IsolateCache } from "../../http/isolate-cache.ts";
import { callObject, organizationOf } from "../../http/objects.ts";
import type { IntegrationConfig, OrganizationConfig, WebchatSettings } from "../../organization/contract.ts";

/** A widget that is there and switched on. */
export type Widget = {
  integration: IntegrationConfig;
  settings: WebchatSettings;
  organization: Pick<OrganizationConfig, "organizationId" | "name" | "language">;
  isOnline: boolean;
};

const FRESH_MS = 10_000;
const WIDGETS_MAX = 1_000;
const widgets = new IsolateCache<Widget | null>(FRESH_MS, WIDGETS_MAX);

/**
 * A widget by its id, at most 10 s old. null: unknown, switched off or no webchat, which all look alike from outside.
 * undefined: the organization's object gives no answer. Needs no libSQL: the object holds a copy (INV-7).
 */
export function findWidget(env: Env, widgetId: string): Promise<Widget | null | undefined> {
  const organizationId = organizationIdOf(widgetId);
  if (organizationId === undefined) return Promise.resolve(null);
  return widgets.get(widgetId, async () => {
    const called = await callObject(() => organizationOf(env, organizationId).integration(widgetId));
    if (!called.ok) return undefined;
    const { config: integration, organization, isOnline } = called.value ?? {};
    if (!integration?.isEnabled || integration.channel !== "web_chat" || integration.webchat === null) return null;
    if (organization === undefined) return null;
    return { integration, settings: integration.webchat, organization, isOnline: isOnline ?? false };
  });
}

/** Whether `findWidget` answers without asking anybody. */
export const isWidgetAtHand = (widgetId: string): boolean =>
  organizationIdOf(widgetId) === undefined || widgets.has(widgetId);

/** What this isolate knows of an organization's widgets is out of date. */
export const forgetWidgetsOf = (organizationId: string): void =>
  widgets.forgetAll((widgetId) => organizationIdOf(widgetId) === organizationId);
