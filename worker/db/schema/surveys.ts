import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { SurveyKind } from "../../../protocol/survey.ts";

/** One asked survey of one conversation, with the newest answer (SURVEY). Set from the log in any order of its events. */
export const surveys = sqliteTable(
  "surveys",
  {
    organizationId: text("organization_id").notNull(),
    roomId: text("room_id").notNull(),
    /** Of the `survey.sent`. */
    seq: integer("seq").notNull(),
    conversationNumber: integer("conversation_number").notNull(),
    kind: text("kind").$type<SurveyKind>().notNull(),
    /** Null until the question itself was projected. */
    sentAt: integer("sent_at"),
    score: integer("score"),
    comment: text("comment"),
    answeredAt: integer("answered_at"),
    /** Of the newest `survey.answered`; 0: none. */
    answerSeq: integer("answer_seq").notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.roomId, table.seq] }),
    index("surveys_answered").on(table.organizationId, table.kind, table.answeredAt),
    index("surveys_conversation").on(table.organizationId, table.roomId, table.conversationNumber),
  ],
);

/** SURVEY-7: the members an answer is credited to. */
export const surveyMembers = sqliteTable(
  "survey_members",
  {
    organizationId: text("organization_id").notNull(),
    roomId: text("room_id").notNull(),
    seq: integer("seq").notNull(),
    memberId: text("member_id").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.roomId, table.seq, table.memberId] }),
    index("survey_members_member").on(table.organizationId, table.memberId),
  ],
);
