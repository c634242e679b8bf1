import type { Settings } from "../../protocol/settings.schema.ts";

const HOUR_MS = 3_600_000;
const OFFICE_DAY = [{ from: "09:00", to: "17:00" }];
const AUTO_RESOLVE_OFF = { isOn: false, channels: null, inactivityMs: 24 * HOUR_MS, tagId: null, onSince: null };
const SURVEY_OFF = {
  isOn: false,
  channels: null,
  mode: "automatic" as const,
};
const THANKS = { en: "Thank you for your answer.", id: "Terima kasih atas jawaban Anda." };

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
  surveys: {
    csat: {
      ...SURVEY_OFF,
      title: { en: "How did we do?", id: "Bagaimana layanan kami?" },
      question: {
        en: "How satisfied are you with the help you got today?",
        id: "Seberapa puas Anda dengan bantuan yang Anda terima hari ini?",
      },
      comment: {
        question: { en: "What could we do better?", id: "Apa yang bisa kami perbaiki?" },
        isRequired: false,
      },
      thanks: THANKS,
    },
    ces: {
      ...SURVEY_OFF,
      title: { en: "Was it easy?", id: "Apakah mudah?" },
      question: {
        en: "How easy was it to get your question answered?",
        id: "Seberapa mudah mendapatkan jawaban atas pertanyaan Anda?",
      },
      comment: null,
      thanks: THANKS,
    },
    nps: {
      ...SURVEY_OFF,
      title: { en: "Would you recommend us?", id: "Apakah Anda akan merekomendasikan kami?" },
      question: {
        en: "How likely are you to recommend us to friends or colleagues?",
        id: "Seberapa besar kemungkinan Anda merekomendasikan kami kepada teman atau kolega?",
      },
      comment: null,
      thanks: THANKS,
    },
  },
  masking: { contactMasking: false },
  embedding: { origins: [] },
  "sign-in": { codeByEmail: false },
  "contact-fields": { fields: [] },
  sessions: {
    expiringMs: 16 * HOUR_MS,
    expiredMs: 24 * HOUR_MS,
    remindBeforeMs: HOUR_MS,
    webIdleMs: HOUR_MS,
  },
});
