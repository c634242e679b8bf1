import { SapaChoiceField } from "../ui/choice-field.ts";
import { SapaConfirm } from "../ui/confirm.ts";
import { SapaDurationField } from "../ui/duration-field.ts";
import { SapaSettingsDesk } from "./desk.ts";
import { SapaEmbedCheck } from "./developer/embed-check.ts";
import { SapaEmbedStart } from "./developer/embed-start.ts";
import { SapaSettingsAllocation } from "./pages/allocation.ts";
import { SapaSettingsApiTokens } from "./pages/api-tokens.ts";
import { SapaSettingsAudit } from "./pages/audit.ts";
import { SapaSettingsAutoResolve } from "./pages/auto-resolve.ts";
import { SapaSettingsAutoResponder } from "./pages/auto-responder.ts";
import { SapaSettingsContactFields } from "./pages/contact-fields.ts";
import { SapaSettingsDivisions } from "./pages/divisions.ts";
import { SapaSettingsEmbedding } from "./pages/embedding.ts";
import { SapaSettingsIdle } from "./pages/idle.ts";
import { SapaSettingsIntegrations } from "./pages/integrations.ts";
import { SapaSettingsMasking } from "./pages/masking.ts";
import { SapaSettingsOfficeHours } from "./pages/office-hours.ts";
import { SapaSettingsSecurity } from "./pages/security.ts";
import { SapaSettingsSurveys } from "./pages/surveys.ts";
import { SapaSettingsTags } from "./pages/tags.ts";
import { SapaSettingsTemplates } from "./pages/templates.ts";
import { SapaSettingsUser } from "./pages/user.ts";
import { SapaSettingsUsers } from "./pages/users.ts";
import { SapaSettingsWebchat } from "./pages/webchat.ts";
import { SapaSettingsWorkload } from "./pages/workload.ts";
import { SapaConflict } from "./parts/conflict.ts";
import { SapaCopyLine } from "./parts/copy-line.ts";
import { SapaOwnData } from "./parts/own-data.ts";
import { SapaSignInCodes } from "./parts/sign-in-codes.ts";
import { SapaZoneField } from "./parts/zone-field.ts";
import { SapaIdentitySecret } from "./webchat/identity-secret.ts";
import { SapaLogoField } from "./webchat/logo-field.ts";
import { SapaWidgetPreview } from "./webchat/widget-preview.ts";

/** The tags that `<sapa-settings>` is made of; loaded when the first one is shown. A tag that the page has is left alone. */
const TAGS: Record<string, CustomElementConstructor> = {
  "sapa-choice-field": SapaChoiceField,
  "sapa-confirm": SapaConfirm,
  "sapa-conflict": SapaConflict,
  "sapa-copy-line": SapaCopyLine,
  "sapa-duration-field": SapaDurationField,
  "sapa-embed-check": SapaEmbedCheck,
  "sapa-embed-start": SapaEmbedStart,
  "sapa-identity-secret": SapaIdentitySecret,
  "sapa-logo-field": SapaLogoField,
  "sapa-own-data": SapaOwnData,
  "sapa-settings-allocation": SapaSettingsAllocation,
  "sapa-settings-api-tokens": SapaSettingsApiTokens,
  "sapa-settings-audit": SapaSettingsAudit,
  "sapa-settings-auto-resolve": SapaSettingsAutoResolve,
  "sapa-settings-auto-responder": SapaSettingsAutoResponder,
  "sapa-settings-contact-fields": SapaSettingsContactFields,
  "sapa-settings-desk": SapaSettingsDesk,
  "sapa-settings-divisions": SapaSettingsDivisions,
  "sapa-settings-embedding": SapaSettingsEmbedding,
  "sapa-settings-idle": SapaSettingsIdle,
  "sapa-settings-integrations": SapaSettingsIntegrations,
  "sapa-settings-masking": SapaSettingsMasking,
  "sapa-settings-office-hours": SapaSettingsOfficeHours,
  "sapa-settings-security": SapaSettingsSecurity,
  "sapa-settings-surveys": SapaSettingsSurveys,
  "sapa-settings-tags": SapaSettingsTags,
  "sapa-settings-templates": SapaSettingsTemplates,
  "sapa-settings-user": SapaSettingsUser,
  "sapa-settings-users": SapaSettingsUsers,
  "sapa-settings-webchat": SapaSettingsWebchat,
  "sapa-settings-workload": SapaSettingsWorkload,
  "sapa-sign-in-codes": SapaSignInCodes,
  "sapa-widget-preview": SapaWidgetPreview,
  "sapa-zone-field": SapaZoneField,
};

for (const [tag, element] of Object.entries(TAGS)) if (!customElements.get(tag)) customElements.define(tag, element);
