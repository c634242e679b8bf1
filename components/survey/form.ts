import type { SurveyKind } from "../../protocol/survey.ts";
import { answerWord, CSAT_FACES, SURVEY_LIMITS, SURVEY_SCALES, SURVEY_WORDS } from "../../protocol/survey.ts";
import type { ShownSurvey } from "../../protocol/survey-page.schema.ts";
import { el } from "./el.ts";
import { STRINGS } from "./strings.ts";

export type Language = "en" | "id";
export type Given = { score: number; comment: string };

type Options = {
  survey: ShownSurvey;
  language: Language;
  given: Given | null;
  /** Resolves with what to tell the person; null: it was taken. */
  send: (given: Given) => Promise<string | null>;
};

/** The question with its scale and its comment. Nothing is sent before somebody presses the button (SURVEY-5). */
export function surveyForm({ survey, language, given, send }: Options): HTMLElement {
  const strings = STRINGS[language];
  const wrong = el("p", { class: "wrong", role: "alert" });
  const comment = survey.comment && commentField(survey.comment, language, given?.comment ?? "");
  const button = el("button", { type: "submit" }, strings.send);
  const form = el(
    "form",
    { novalidate: "" },
    scale(survey.kind, survey.question[language], language, given?.score),
    ...(comment ? [comment.field] : []),
    wrong,
    button,
  );
  const problemOf = (score: number | null, said: string): string | null => {
    if (score === null) return strings.choose;
    if (survey.comment?.isRequired && said === "") return strings.write;
    return [...said].length > SURVEY_LIMITS.commentLength ? strings.tooLong : null;
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-disabled") === "true") return;
    const chosen = form.querySelector<HTMLInputElement>("input:checked");
    const said = comment?.area.value.trim() ?? "";
    const problem = problemOf(chosen && Number(chosen.value), said);
    wrong.textContent = problem ?? "";
    comment?.area.setAttribute("aria-invalid", String(problem !== null && chosen !== null));
    if (problem !== null || chosen === null) {
      (chosen === null ? form.querySelector("input") : comment?.area)?.focus();
      return;
    }
    // Not `disabled`, which would take the focus away.
    button.setAttribute("aria-disabled", "true");
    button.textContent = strings.sending;
    const refused = await send({ score: Number(chosen.value), comment: said });
    wrong.textContent = refused ?? "";
    button.removeAttribute("aria-disabled");
    button.textContent = strings.send;
  });
  return form;
}

function scale(kind: SurveyKind, question: string, language: Language, chosen: number | undefined): HTMLElement {
  const { min, max } = SURVEY_SCALES[kind];
  const words = SURVEY_WORDS[language][kind];
  const hasAll = words.length > 2;
  const labels = Array.from({ length: max - min + 1 }, (_, index) => {
    const score = min + index;
    const word = answerWord(kind, score, words);
    const input = el("input", { type: "radio", name: "score", value: String(score) });
    input.setAttribute("aria-label", word ? `${score}, ${word}` : String(score));
    input.checked = score === chosen;
    const mark = el("b", { "aria-hidden": "true" }, kind === "csat" ? (CSAT_FACES[index] ?? "") : String(score));
    const below = hasAll ? [el("span", { "aria-hidden": "true" }, word ?? "")] : [];
    return el("label", {}, input, mark, ...below);
  });
  const ends = hasAll
    ? []
    : [el("p", { class: "ends", "aria-hidden": "true" }, ...words.map((word) => el("span", {}, word)))];
  return el(
    "fieldset",
    {},
    el("legend", { dir: "auto" }, question),
    el("div", { class: `scale ${kind}` }, ...labels),
    ...ends,
  );
}

function commentField(
  { question, isRequired }: NonNullable<ShownSurvey["comment"]>,
  language: Language,
  written: string,
): { field: HTMLElement; area: HTMLTextAreaElement } {
  const area = el("textarea", { id: "comment", rows: "4", dir: "auto" });
  area.required = isRequired;
  area.value = written;
  const hint = isRequired ? [] : [el("small", {}, ` (${STRINGS[language].optional})`)];
  return {
    field: el("div", {}, el("label", { for: "comment", dir: "auto" }, question[language], ...hint), area),
    area,
  };
}
