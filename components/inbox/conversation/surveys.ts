import type { RoomEvent, RoomSummary } from "../../../protocol/room-events.schema.ts";
import { LOCKED_WHEN_EXPIRED, sessionStart, sessionState, thresholdsFor } from "../../../protocol/session.ts";
import { SURVEY_SCALES, SURVEY_WORDS, type SurveyKind } from "../../../protocol/survey.ts";
import type { Localizer } from "../../strings/localizer.ts";
import type { Viewer } from "../viewer.ts";

/** A survey of one conversation, as the log has it. */
export type AskedSurvey = {
  surveySeq: number;
  kind: SurveyKind;
  conversationNumber: number;
  /** null: not answered. */
  score: number | null;
  comment: string | null;
};

/** What was asked in this stretch of the log, oldest first, each with its newest answer (SURVEY-4, 7). */
export function surveysOf(events: readonly RoomEvent[]): AskedSurvey[] {
  const asked = new Map<number, AskedSurvey>();
  for (const event of events) {
    if (event.type === "survey.sent") {
      const { seq: surveySeq, kind, conversationNumber } = event;
      asked.set(surveySeq, { surveySeq, kind, conversationNumber, score: null, comment: null });
    } else if (event.type === "survey.answered") {
      const { surveySeq, kind, conversationNumber, score, comment = null } = event;
      asked.set(surveySeq, { surveySeq, kind, conversationNumber, score, comment });
    }
  }
  return [...asked.values()];
}

/** Of an answer that was changed, the newest only: by the survey's seq the seq of its answer. */
export function newestAnswers(events: readonly RoomEvent[]): ReadonlyMap<number, number> {
  const newest = new Map<number, number>();
  for (const event of events) if (event.type === "survey.answered") newest.set(event.surveySeq, event.seq);
  return newest;
}

type Asking = {
  room: RoomSummary;
  events: readonly RoomEvent[];
  viewer: Pick<Viewer, "surveys" | "session">;
  now: number;
};

/** ROOM-18, SURVEY-3: the manual surveys that resolving this room could send; empty: there is nothing to ask. */
export function manualSurveys({ room, events, viewer, now }: Asking): SurveyKind[] {
  if (room.kind !== "message" || !wasAnswered(room.conversation.number, events)) return [];
  const session = sessionState(sessionStart(room), now, thresholdsFor(room.channel, viewer.session));
  if (session === "expired" && LOCKED_WHEN_EXPIRED.has(room.channel)) return [];
  return viewer.surveys
    .filter(({ mode, channels }) => mode === "manual" && (channels?.includes(room.channel) ?? true))
    .map(({ kind }) => kind);
}

/** By people or a bot. What is not loaded may hold an answer; the room itself knows. */
function wasAnswered(number: number, events: readonly RoomEvent[]): boolean {
  const isAnswer = (event: RoomEvent): boolean =>
    event.type === "message.created" &&
    event.direction === "outbound" &&
    event.conversationNumber === number &&
    (event.actor.type === "member" || event.actor.type === "bot");
  const isWhole = events.some((event) => event.type === "conversation.opened" && event.number === number);
  return !isWhole || events.some(isAnswer);
}

/** "4 of 5 · Good"; the other two have no words for their numbers (SURVEY-2). */
export function scoreText(kind: SurveyKind, score: number, text: Localizer): string {
  const words = text.t("survey.score", { score, max: SURVEY_SCALES[kind].max });
  return kind === "csat" ? `${words} · ${SURVEY_WORDS[text.language].csat[score - 1]}` : words;
}
