import type { EventOf } from "../../../protocol/room-events.schema.ts";
import type { SessionThresholds } from "../../../protocol/session.ts";
import { isScore, isSurveyOpen, SURVEY_LIMITS } from "../../../protocol/survey.ts";
import type { SurveyPolicy } from "../../organization/contract.ts";
import { accept, type Decision, type EventDraft, refuse, SYSTEM } from "./commands.ts";
import { longerThan } from "./content.ts";
import { isLocked } from "./session.ts";
import { type AskedSurvey, type ConversationState, participantIdsOf, type RoomState } from "./state.ts";
import { updateWaitMs } from "./visitor-updates.ts";

type End = {
  reason: EventOf<"conversation.resolved">["reason"];
  /** What the organization asks on this channel. */
  surveys: SurveyPolicy[] | undefined;
  session: SessionThresholds | undefined;
  /** Whoever resolved it asked for those that are sent by hand (ROOM-18). */
  isByHand: boolean;
};

/** SURVEY-3: what is asked once this conversation has ended; credited to who is in it then (SURVEY-7). */
export function asking(
  state: RoomState,
  conversation: ConversationState,
  { reason, surveys = [], session, isByHand }: End,
  now: number,
): EventDraft[] {
  const isWanted = conversation.isAnswered && reason !== "expired" && state.room?.kind === "message";
  if (!isWanted || state.isBlocked || isLocked(state, session, now)) return [];
  return surveys
    .filter(({ kind, mode }) => (mode === "automatic" || isByHand) && !isAsked(state, conversation.number, kind))
    .map(({ kind, title, question, comment, thanks }) => ({
      type: "survey.sent",
      actor: SYSTEM,
      kind,
      conversationNumber: conversation.number,
      title,
      question,
      comment,
      thanks,
      memberIds: participantIdsOf(conversation),
    }));
}

const isAsked = ({ surveys }: RoomState, number: number, kind: AskedSurvey["kind"]): boolean =>
  surveys.some((asked) => asked.conversationNumber === number && asked.kind === kind);

type Answer = { surveySeq: number; score: number; comment?: string | undefined };

/** SURVEY-2, 4, 6: by whatever way it comes. The same answer again changes nothing. */
export function answerSurvey(state: RoomState, { surveySeq, score, comment }: Answer, now: number): Decision {
  const asked = openSurvey(state, surveySeq, now);
  if (asked === null || state.room === null) return refuse("survey.ended");
  if (!isScore(asked.kind, score))
    return refuse("bad_request", { fields: [{ pointer: "/score", code: "bad_request" }] });
  const said = asked.comment === null ? "" : (comment ?? "").trim();
  if (asked.comment?.isRequired && said === "")
    return refuse("required", { fields: [{ pointer: "/comment", code: "required" }] });
  const limit = SURVEY_LIMITS.commentLength;
  const length = longerThan(said, limit);
  if (length !== null)
    return refuse("too_long", { params: { limit, length }, fields: [{ pointer: "/comment", code: "too_long" }] });
  if (asked.answer?.score === score && (asked.answer.comment ?? "") === said) return accept();
  const retryAfterMs = updateWaitMs(state, now);
  if (retryAfterMs > 0) return refuse("widget.too_fast", { retryAfterMs });
  const { kind, conversationNumber, memberIds } = asked;
  return accept({
    type: "survey.answered",
    actor: { type: "contact", id: state.room.contactId },
    surveySeq,
    kind,
    conversationNumber,
    memberIds,
    score,
    ...(said === "" ? {} : { comment: said }),
  });
}

/** null: there was none, or it takes no answer any more. */
export function openSurvey(state: RoomState, surveySeq: number, now: number): AskedSurvey | null {
  const asked = state.surveys.find(({ seq }) => seq === surveySeq);
  return asked && isSurveyOpen(asked.sentAt, asked.answer?.firstAt ?? null, now) ? asked : null;
}

/** SURVEY-4: surveys whose link has not gone out yet; on webchat they stand inline and need none. */
export const unlinkedSurveys = ({ room, surveys }: RoomState, now: number): AskedSurvey[] =>
  room === null || room.channel === "web_chat"
    ? []
    : surveys.filter(({ isLinked, answer, sentAt }) => !isLinked && isSurveyOpen(sentAt, answer?.firstAt ?? null, now));

/** The message with the link, once. It belongs to the conversation that is over and opens none. */
export function linkSurvey(
  state: RoomState,
  { surveySeq, text, session }: { surveySeq: number; text: string; session: SessionThresholds },
  now: number,
): Decision {
  const asked = unlinkedSurveys(state, now).find(({ seq }) => seq === surveySeq);
  if (asked === undefined || state.isBlocked || isLocked(state, session, now)) return accept();
  return accept({
    type: "message.created",
    actor: SYSTEM,
    conversationNumber: asked.conversationNumber,
    direction: "outbound",
    content: { type: "text", text },
    surveySeq,
  });
}
