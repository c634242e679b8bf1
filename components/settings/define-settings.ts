import { SapaChoiceField } from "../ui/choice-field.ts";
import { SapaConfirm } from "../ui/confirm.ts";
import { SapaDurationField } from "../ui/duration-field.ts";
import { SapaSettingsDesk } from "./desk.ts";
import { SapaSettingsAllocation } from "./pages/allocation.ts";
import { SapaSettingsAutoResolve } from "./pages/auto-resolve.ts";
import { SapaSettingsAutoResponder } from "./pages/auto-responder.ts";
import { SapaSettingsDivisions } from "./pages/divisions.ts";
import { SapaSettingsIdle } from "./pages/idle.ts";
import { SapaSettingsMasking } from "./pages/masking.ts";
import { SapaSettingsOfficeHours } from "./pages/office-hours.ts";
import { SapaSettingsSecurity } from "./pages/security.ts";
import { SapaSettingsTags } from "./pages/tags.ts";
import { SapaSettingsTemplates } from "./pages/templates.ts";
import { SapaSettingsWorkload } from "./pages/workload.ts";
import { SapaConflict } from "./parts/conflict.ts";
import { SapaZoneField } from "./parts/zone-field.ts";

/** The tags that `<sapa-settings>` is made of; loaded when the first one is shown. A tag that the page has is left alone. */
const TAGS: Record<string, CustomElementConstructor> = {
  "sapa-choice-field": SapaChoiceField,
  "sapa-confirm": SapaConfirm,
  "sapa-conflict": SapaConflict,
  "sapa-duration-field": SapaDurationField,
  "sapa-settings-allocation": SapaSettingsAllocation,
  "sapa-settings-auto-resolve": SapaSettingsAutoResolve,
  "sapa-settings-auto-responder": SapaSettingsAutoResponder,
  "sapa-settings-desk": SapaSettingsDesk,
  "sapa-settings-divisions": SapaSettingsDivisions,
  "sapa-settings-idle": SapaSettingsIdle,
  "sapa-settings-masking": SapaSettingsMasking,
  "sapa-settings-office-hours": SapaSettingsOfficeHours,
  "sapa-settings-security": SapaSettingsSecurity,
  "sapa-settings-tags": SapaSettingsTags,
  "sapa-settings-templates": SapaSettingsTemplates,
  "sapa-settings-workload": SapaSettingsWorkload,
  "sapa-zone-field": SapaZoneField,
};

for (const [tag, element] of Object.entries(TAGS)) if (!customElements.get(tag)) customElements.define(tag, element);
