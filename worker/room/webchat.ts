import { refusal } from "../../protocol/codes.ts";
import type { CommandAnswer } from "../../protocol/commands.schema.ts";
import type { SurveyView } from "./contract.ts";
import type { Room } from "./room.ts";
import { openSurvey } from "./rules/decide-survey.ts";
import type { VisitorTokens } from "./visitor-tokens.ts";

/** What the contract's WebchatRoomApi asks of a room, beside what every room does. */

export async function linkVisitor(
  room: Room,
  tokens: VisitorTokens,
  { refreshToken, contactId, name }: { refreshToken: string; contactId: string; name: string | null },
): Promise<boolean> {
  const { context } = room;
  if (context === null || !tokens.holds(refreshToken, room.now())) return false;
  const answer = await room.run({ from: "link", context, contactId, name });
  if (answer.ok) room.closeVisitors();
  return answer.ok;
}

export function surveyOf(room: Room, surveySeq: number): SurveyView | null {
  const { core } = room;
  if (core === null || core.state.room === null || core.state.isBlocked) return null;
  const asked = openSurvey(core.state, surveySeq, room.now());
  const event = core.store.eventsAfter(surveySeq - 1, 1)[0];
  if (asked === null || event?.type !== "survey.sent") return null;
  const { organizationId } = core.state.room;
  const { kind, conversationNumber, title, question, comment, thanks } = event;
  const { answer } = asked;
  return {
    organizationId,
    kind,
    conversationNumber,
    title,
    question,
    comment,
    thanks,
    answer: answer && { score: answer.score, ...(answer.comment === undefined ? {} : { comment: answer.comment }) },
  };
}

export const answerOf = async (
  room: Room,
  answer: { surveySeq: number; score: number; comment?: string },
): Promise<CommandAnswer> =>
  room.core === null
    ? { ok: false, id: "", refusal: refusal("survey.ended") }
    : room.run({ from: "survey_page", ...answer });
