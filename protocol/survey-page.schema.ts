import { z } from "zod";
import { LIMITS } from "./limits.ts";
import { SURVEY_KINDS } from "./survey.ts";
import { localTextSchema } from "./webchat.schema.ts";

/** /survey/v1: the page behind a survey's link (SURVEY-4, 5). `token` as it stands in the link's fragment. */
const token = z.string().max(2048);
const words = z.object(localTextSchema.shape);

/** POST /survey/v1/view. It is a POST because the token belongs into no address; it answers nothing by itself. */
export const viewSurveySchema = z.strictObject({ token });
/** All that the page may show. `answer`: the one given so far, while it may be changed. */
export const shownSurveySchema = z.object({
  organizationName: z.string(),
  kind: z.enum(SURVEY_KINDS),
  title: words,
  question: words,
  comment: z.object({ question: words, isRequired: z.boolean() }).nullable(),
  thanks: words,
  answer: z.object({ score: z.int(), comment: z.string().optional() }).nullable(),
});
export type ShownSurvey = z.infer<typeof shownSurveySchema>;

/** POST /survey/v1/answer. */
export const surveyPageAnswerSchema = z.strictObject({
  token,
  score: z.int().nonnegative(),
  comment: z.string().max(LIMITS.frameBytes).optional(),
});
