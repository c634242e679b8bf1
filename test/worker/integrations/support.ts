import { desc, eq } from "drizzle-orm";
import type { SaveWebchat, WebchatIntegration } from "../../../protocol/webchat.schema.ts";
import { audit } from "../../../worker/db/schema/index.ts";
import type { WorldMember, WorldOrganization } from "../../support/world.ts";
import { db } from "../http/support.ts";
import { done } from "../settings/support.ts";

export const LIST = "/integrations/webchat";
export const at = (widget: { integrationId: string }, rest = ""): string => `${LIST}/${widget.integrationId}${rest}`;

let made = 0;
/** A widget of its own, so that tests do not meet. */
export const newWidget = (
  admin: WorldMember,
  extra: { name?: string; domain?: string } = {},
): Promise<WebchatIntegration> => {
  made += 1;
  return done(admin, "POST", LIST, { name: "Toko web", domain: `https://toko${made}.example`, ...extra });
};

/** The form as it is read, with some fields changed. */
export const formOf = (
  { name, isEnabled, divisionId, settings, version }: WebchatIntegration,
  extra: Partial<SaveWebchat> = {},
  more: Partial<SaveWebchat["settings"]> = {},
): SaveWebchat => ({ name, isEnabled, divisionId, version, ...extra, settings: { ...settings, ...more } });

/** A widget as the helpers of the widget's own addresses know it. */
export const asOrganization = (organization: WorldOrganization, widget: WebchatIntegration): WorldOrganization => ({
  ...organization,
  integrationId: widget.integrationId,
  integrationName: widget.name,
  origin: widget.settings.domain,
});

/** The newest entries of an organization's audit log, newest first. */
export const auditOf = (organizationId: string, limit = 5) =>
  db().select().from(audit).where(eq(audit.organizationId, organizationId)).orderBy(desc(audit.number)).limit(limit);
