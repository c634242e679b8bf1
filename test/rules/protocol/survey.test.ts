import { expect, it } from "vitest";
import { answerWord, CSAT_FACES, SURVEY_KINDS, SURVEY_SCALES, SURVEY_WORDS } from "../../../protocol/survey.ts";

it("SURVEY-2 every answer of CSAT has a face and a word; of the other scales the two ends have one", () => {
  const called = (language: "en" | "id") =>
    SURVEY_KINDS.map((kind) => {
      const { min, max } = SURVEY_SCALES[kind];
      const scores = Array.from({ length: max - min + 1 }, (_, index) => min + index);
      return scores.map((score) => answerWord(kind, score, SURVEY_WORDS[language][kind]) ?? score).join(" · ");
    });
  expect(called("en")).toEqual([
    "Very bad · Bad · Fair · Good · Very good",
    "Very hard · 2 · 3 · 4 · 5 · 6 · Very easy",
    "Not at all likely · 1 · 2 · 3 · 4 · 5 · 6 · 7 · 8 · 9 · Very likely",
  ]);
  expect(called("id")[0]).toBe("Sangat buruk · Buruk · Cukup · Baik · Sangat baik");
  expect(CSAT_FACES).toHaveLength(5);
});
