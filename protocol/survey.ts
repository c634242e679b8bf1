/** Surveys after a conversation (SURVEY), without zod: the widget and the link page know them too. */
export const SURVEY_KINDS = ["csat", "ces", "nps"] as const;
export type SurveyKind = (typeof SURVEY_KINDS)[number];

/** SURVEY-2: lowest and highest answer, both included. */
export const SURVEY_SCALES: Record<SurveyKind, { min: number; max: number }> = {
  csat: { min: 1, max: 5 },
  ces: { min: 1, max: 7 },
  nps: { min: 0, max: 10 },
};

/** SURVEY-2: what a scale's answers are called: each of them, or its two ends. */
export const SURVEY_WORDS: Record<"en" | "id", Record<SurveyKind, readonly string[]>> = {
  en: {
    csat: ["Very bad", "Bad", "Fair", "Good", "Very good"],
    ces: ["Very hard", "Very easy"],
    nps: ["Not at all likely", "Very likely"],
  },
  id: {
    csat: ["Sangat buruk", "Buruk", "Cukup", "Baik", "Sangat baik"],
    ces: ["Sangat sulit", "Sangat mudah"],
    nps: ["Sangat tidak mungkin", "Sangat mungkin"],
  },
};

/** Of the words of a scale, the one for an answer. undefined: it stands between two ends that alone have words. */
export function answerWord(kind: SurveyKind, score: number, words: readonly string[]): string | undefined {
  const { min, max } = SURVEY_SCALES[kind];
  return words[((score - min) / (max - min)) * (words.length - 1)];
}

/** As old as emoji are, so that no system lacks one. */
export const CSAT_FACES = ["😡", "😞", "😐", "😊", "😍"] as const;

/** Lengths in characters, times in milliseconds. */
export const SURVEY_LIMITS = {
  titleLength: 60,
  questionMinLength: 20,
  questionLength: 300,
  commentLength: 1000,
  thanksLength: 300,
  /** SURVEY-4: an answer may be changed for so long, */
  changeMs: 10 * 60_000,
  /** and the survey takes a first one for so long. */
  validMs: 7 * 24 * 3600_000,
} as const;

export const isScore = (kind: SurveyKind, score: number): boolean =>
  Number.isInteger(score) && score >= SURVEY_SCALES[kind].min && score <= SURVEY_SCALES[kind].max;

/** Whether an answer, or another one, is still taken (SURVEY-4). `answeredAt` null: there is none yet. */
export const isSurveyOpen = (sentAt: number, answeredAt: number | null, now: number): boolean =>
  answeredAt === null ? now < sentAt + SURVEY_LIMITS.validMs : now < answeredAt + SURVEY_LIMITS.changeMs;
