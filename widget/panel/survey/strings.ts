import type { Language } from "../../language.ts";

type SurveyString = "optional" | "missing" | "send" | "change" | "yours" | "failed" | "ended";

/** What the answers are called stands in protocol/survey.ts. */
export const SURVEY_STRINGS: Record<Language, Record<SurveyString, string>> = {
  en: {
    optional: "optional",
    missing: "Write a few words, please",
    send: "Send answer",
    change: "Change answer",
    yours: "Your answer",
    failed: "It did not get through. Send it again.",
    ended: "This survey has ended",
  },
  id: {
    optional: "opsional",
    missing: "Tuliskan sedikit penjelasan",
    send: "Kirim jawaban",
    change: "Ubah jawaban",
    yours: "Jawaban Anda",
    failed: "Jawaban belum sampai. Kirim sekali lagi.",
    ended: "Survei ini sudah berakhir",
  },
};
