import type { EventOf } from "../../../protocol/room-events.schema.ts";
import { type AskedSurvey, type RoomState, SURVEYS } from "./state.ts";
import { withUpdate } from "./visitor-updates.ts";

/** Surveys touch nothing else of a room: no status, no session, no unread, nobody's turn (SURVEY-6). */

export const surveySent = (state: RoomState, event: EventOf<"survey.sent">): RoomState => {
  const { seq, at, kind, conversationNumber, comment, memberIds } = event;
  const asked: AskedSurvey = {
    seq,
    kind,
    conversationNumber,
    sentAt: at,
    comment: comment && { isRequired: comment.isRequired },
    memberIds,
    isLinked: false,
    answer: null,
  };
  return { ...state, surveys: [...state.surveys, asked].slice(-SURVEYS) };
};

export const surveyAnswered = (state: RoomState, event: EventOf<"survey.answered">): RoomState => {
  const { surveySeq, at, score, comment } = event;
  const answerTo = ({ answer }: AskedSurvey) => ({
    firstAt: answer?.firstAt ?? at,
    score,
    ...(comment === undefined ? {} : { comment }),
  });
  return {
    ...state,
    ...withUpdate(state, at),
    surveys: state.surveys.map((asked) => (asked.seq === surveySeq ? { ...asked, answer: answerTo(asked) } : asked)),
  };
};

export const surveyLinked = (surveys: AskedSurvey[], surveySeq: number): AskedSurvey[] =>
  surveys.map((asked) => (asked.seq === surveySeq ? { ...asked, isLinked: true } : asked));
