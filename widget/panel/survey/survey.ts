import {
  answerWord,
  CSAT_FACES,
  isSurveyOpen,
  SURVEY_LIMITS,
  SURVEY_SCALES,
  SURVEY_WORDS,
} from "../../../protocol/survey.ts";
import type { Language } from "../../language.ts";
import { type Content, h, type View } from "../dom.ts";
import type { Core } from "../state.ts";
import type { SurveyEvent, VisitorView } from "../timeline.ts";
import { SURVEY_STRINGS } from "./strings.ts";
import { surveyCss } from "./survey.css.ts";

type Draft = { score?: number | undefined; comment: string; isChanging: boolean; isMissing: boolean };
type Answer = { score: number; comment?: string | undefined; at: number };

/** The newest answer, also one that is still on its way, and the id of one that did not get through. */
function answersOf(
  seq: number,
  { events, outgoing, clockOffsetMs }: VisitorView,
): { answer?: Answer; failedId?: string } {
  const found: { answer?: Answer; failedId?: string } = {};
  for (const event of events) if (event.type === "survey.answered" && event.surveySeq === seq) found.answer = event;
  for (const { id, command, createdAt, state } of outgoing) {
    if (command.type !== "survey.answer" || command.surveySeq !== seq) continue;
    if (state === "failed") found.failedId = id;
    else found.answer = { ...command, at: createdAt + clockOffsetMs };
  }
  return found;
}

/** Surveys inline under the closing line (SURVEY-2, 6). */
export function open(core: Core) {
  const drafts = new Map<number, Draft>();
  const draftOf = (seq: number): Draft => drafts.get(seq) ?? { comment: "", isChanging: false, isMissing: false };
  const edit = (seq: number, change: Partial<Draft>): void => {
    drafts.set(seq, { ...draftOf(seq), ...change });
    core.update();
  };

  const inLanguage = <T>(texts: Record<Language, T>): T => texts[core.state.strings.language];

  function send({ seq, comment }: SurveyEvent, failedId: string | undefined): void {
    const { score, comment: written } = draftOf(seq);
    const said = written.trim();
    if (comment?.isRequired && !said) {
      edit(seq, { isMissing: true });
      core.context.slot.querySelector<HTMLElement>(`#comment${seq}`)?.focus();
      return;
    }
    if (score === undefined) return;
    if (failedId) core.chat.discard(failedId);
    core.chat.answer(seq, score, comment ? said : "");
    edit(seq, { isChanging: false, isMissing: false });
    core.context.slot.querySelector<HTMLElement>(".timeline")?.focus({ preventScroll: true });
  }

  function scale(survey: SurveyEvent, chosen: number | undefined): View {
    const { seq, kind, question } = survey;
    const { min, max } = SURVEY_SCALES[kind];
    const words = inLanguage(SURVEY_WORDS)[kind];
    const scores = Array.from({ length: max - min + 1 }, (_, index) => min + index);
    return h(
      "fieldset",
      null,
      h("legend", { dir: "auto" }, inLanguage(question)),
      h(
        `div.scale ${kind}`,
        null,
        ...scores.map((score, index) => {
          const word = answerWord(kind, score, words);
          const input = h("input.aside", {
            type: "radio",
            name: `survey${seq}`,
            "aria-label": word ? `${score}, ${word}` : String(score),
            checked: score === chosen,
            onchange: () => edit(seq, { score }),
          });
          return h(
            "label",
            null,
            input,
            h("b", { "aria-hidden": "true" }, kind === "csat" ? CSAT_FACES[index] : String(score)),
          );
        }),
      ),
      h(
        "p.ends",
        { "aria-hidden": "true" },
        ...(kind === "csat" && chosen ? [words[chosen - 1]] : [words[0], words.at(-1)]).map((word) =>
          h("span", null, word),
        ),
      ),
    );
  }

  function comment({ seq, comment }: SurveyEvent, draft: Draft): Content {
    const strings = inLanguage(SURVEY_STRINGS);
    if (!comment) return null;
    return h(
      "div",
      null,
      h(
        "label",
        { for: `comment${seq}`, dir: "auto" },
        inLanguage(comment.question),
        !comment.isRequired && h("small", null, ` (${strings.optional})`),
      ),
      h(
        "textarea",
        {
          id: `comment${seq}`,
          rows: "2",
          maxlength: SURVEY_LIMITS.commentLength,
          required: comment.isRequired,
          "aria-invalid": String(draft.isMissing),
          "aria-describedby": `missing${seq}`,
          oninput: (event: Event) =>
            edit(seq, { comment: (event.target as HTMLTextAreaElement).value, isMissing: false }),
        },
        draft.isChanging ? draft.comment : "",
      ),
      h("small.wrong", { id: `missing${seq}`, role: "alert" }, draft.isMissing && strings.missing),
    );
  }

  function form(survey: SurveyEvent, failedId: string | undefined): Content[] {
    const draft = draftOf(survey.seq);
    const strings = inLanguage(SURVEY_STRINGS);
    return [
      scale(survey, draft.score),
      draft.score !== undefined && comment(survey, draft),
      failedId && h("p.wrong", { role: "alert" }, strings.failed),
      draft.score !== undefined &&
        h("button.solid", { type: "button", onclick: () => send(survey, failedId) }, strings.send),
    ];
  }

  function thanks({ seq, kind, thanks }: SurveyEvent, { score, comment, at }: Answer, now: number): Content[] {
    const strings = inLanguage(SURVEY_STRINGS);
    const told =
      kind === "csat"
        ? `${CSAT_FACES[score - 1]} ${inLanguage(SURVEY_WORDS).csat[score - 1]}`
        : `${score} / ${SURVEY_SCALES[kind].max}`;
    return [
      h("p.thanks", { dir: "auto" }, inLanguage(thanks)),
      h("p.told", null, `${strings.yours}: ${told}`),
      isSurveyOpen(0, at, now) &&
        h(
          "button.pill",
          { type: "button", onclick: () => edit(seq, { score, comment: comment ?? "", isChanging: true }) },
          strings.change,
        ),
    ];
  }

  return {
    view(survey: SurveyEvent): Content {
      const { view, now } = core.state;
      if (!view) return null;
      const { answer, failedId } = answersOf(survey.seq, view);
      const at = now + view.clockOffsetMs;
      const isOver = !isSurveyOpen(survey.at, null, at) && !answer;
      const isAsked = !answer || draftOf(survey.seq).isChanging || failedId;
      return h(
        "div.ask",
        { role: "group", "aria-label": inLanguage(survey.title) },
        h("h3", { dir: "auto" }, inLanguage(survey.title)),
        h(
          isOver || !isAsked ? "div.done" : "div.asked",
          { key: isOver ? "over" : isAsked ? "asked" : "thanks" },
          ...(isOver
            ? [h("p.told", null, inLanguage(SURVEY_STRINGS).ended)]
            : answer && !isAsked
              ? thanks(survey, answer, at)
              : form(survey, failedId)),
        ),
      );
    },
  };
}

export const css = surveyCss;
