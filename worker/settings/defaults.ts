import type { Settings } from "../../protocol/settings.schema.ts";

const HOUR_MS = 3_600_000;
const OFFICE_DAY = [{ from: "09:00", to: "17:00" }];
const AUTO_RESOLVE_OFF = { isOn: false, channels: null, inactivityMs: 24 * HOUR_MS, tagId: null, onSince: null };

/** What holds for an organization that has saved nothing. The time zone is the organization's own. */
export const defaultSettings = (timeZone: string): Settings => ({
  "office-hours": {
    timeZone,
    week: [OFFICE_DAY, OFFICE_DAY, OFFICE_DAY, OFFICE_DAY, OFFICE_DAY, [], []],
    holidays: [],
  },
  "auto-responder": { inHours: { isOn: false, text: "" }, outsideHours: { isOn: false, text: "" } },
  "auto-resolve": { message: AUTO_RESOLVE_OFF, comment: AUTO_RESOLVE_OFF },
  allocation: { agentCanTakeOver: true, agentCanAssign: true, autoAllocation: false, customUrl: null },
  broadcast: { agentCanBroadcast: false },
  workload: { rules: [] },
  idle: { isOn: false, minutes: 10, offlineMinutes: null },
  masking: { contactMasking: false },
  sessions: {
    expiringMs: 16 * HOUR_MS,
    expiredMs: 24 * HOUR_MS,
    remindBeforeMs: HOUR_MS,
    webIdleMs: HOUR_MS,
  },
});
