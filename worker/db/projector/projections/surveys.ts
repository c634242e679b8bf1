import { eventIn } from "../pieces.ts";
import { insert, type Projection, textOrNull } from "../projection.ts";

const SENT_COLUMNS = ["organization_id", "room_id", "seq", "conversation_number", "kind", "sent_at"] as const;

/** An answer may be here before its question: each event sets what it says, in any order. */
export const surveysProjection: Projection = {
  sql: insert(
    "surveys",
    SENT_COLUMNS,
    "ON CONFLICT (organization_id, room_id, seq) DO UPDATE SET sent_at = excluded.sent_at",
  ),
  rows: (piece) => {
    const event = eventIn(piece, "survey.sent");
    if (event === null) return [];
    return [[piece.organizationId, piece.roomId, event.seq, event.conversationNumber, event.kind, event.at]];
  },
};

const ANSWER_COLUMNS = [
  "organization_id",
  "room_id",
  "seq",
  "conversation_number",
  "kind",
  "score",
  "comment",
  "answered_at",
  "answer_seq",
] as const;

/** The newest answer counts, whichever comes last. */
export const answersProjection: Projection = {
  sql: insert(
    "surveys",
    ANSWER_COLUMNS,
    `ON CONFLICT (organization_id, room_id, seq) DO UPDATE SET score = excluded.score, comment = excluded.comment,
       answered_at = excluded.answered_at, answer_seq = excluded.answer_seq
     WHERE excluded.answer_seq > surveys.answer_seq`,
  ),
  rows: (piece) => {
    const event = eventIn(piece, "survey.answered");
    if (event === null) return [];
    const { surveySeq, conversationNumber, kind, score, comment, at, seq } = event;
    const { organizationId, roomId } = piece;
    return [[organizationId, roomId, surveySeq, conversationNumber, kind, score, textOrNull(comment), at, seq]];
  },
};

/** SURVEY-7: question and answer both name who is credited, and never somebody else. */
export const surveyMembersProjection: Projection = {
  sql: insert("survey_members", ["organization_id", "room_id", "seq", "member_id"], "ON CONFLICT DO NOTHING"),
  rows: (piece) => {
    const sent = eventIn(piece, "survey.sent");
    const answered = eventIn(piece, "survey.answered");
    const seq = sent?.seq ?? answered?.surveySeq;
    if (seq === undefined) return [];
    const memberIds = (sent ?? answered)?.memberIds ?? [];
    return memberIds.map((memberId) => [piece.organizationId, piece.roomId, seq, memberId]);
  },
};
