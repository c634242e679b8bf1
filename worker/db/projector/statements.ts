import type { Piece } from "./pieces.ts";
import type { Cell, Projection } from "./projection.ts";
import { contactJobsProjection } from "./projections/contact-jobs.ts";
import {
  contactsProjection,
  identitiesProjection,
  linkedProjection,
  roomContactsProjection,
} from "./projections/contacts.ts";
import {
  firstAssignedProjection,
  firstRepliedProjection,
  joinedProjection,
  leftProjection,
  movedProjection,
  openedProjection,
  resolvedProjection,
  tagsProjection,
} from "./projections/conversations.ts";
import {
  changedProjection,
  deliveriesProjection,
  eventsProjection,
  filesProjection,
  messagesProjection,
  unblockedProjection,
} from "./projections/messages.ts";
import { noteChangesProjection, notesProjection } from "./projections/notes.ts";
import { noticesProjection } from "./projections/notices.ts";
import { participantProjections, roomsProjection, tagProjections } from "./projections/rooms.ts";
import { answersProjection, surveyMembersProjection, surveysProjection } from "./projections/surveys.ts";

/** In the order in which they run; some read what an earlier one wrote. New areas add theirs here. */
export const PROJECTIONS: readonly Projection[] = [
  eventsProjection,
  openedProjection,
  messagesProjection,
  unblockedProjection,
  changedProjection,
  deliveriesProjection,
  filesProjection,
  notesProjection,
  noteChangesProjection,
  contactsProjection,
  identitiesProjection,
  linkedProjection,
  roomContactsProjection,
  resolvedProjection,
  movedProjection,
  joinedProjection,
  firstAssignedProjection,
  firstRepliedProjection,
  leftProjection,
  tagsProjection,
  surveysProjection,
  answersProjection,
  surveyMembersProjection,
  noticesProjection,
  roomsProjection,
  ...participantProjections,
  ...tagProjections,
  contactJobsProjection,
];

export type SqlStatement = { sql: string; args: [string] };

/**
 * The statements that store the pieces, for one write batch: at most one per projection, however many pieces there are.
 * Pieces of one room must stand in the order of its log. Storing them again changes nothing.
 */
export function statementsFor(pieces: readonly Piece[]): SqlStatement[] {
  const statements: SqlStatement[] = [];
  for (const { sql, rows, arrange = unchanged } of PROJECTIONS) {
    const found = pieces.flatMap(rows);
    if (found.length > 0) statements.push({ sql, args: [JSON.stringify(arrange(found))] });
  }
  return statements;
}

const unchanged = (rows: Cell[][]): Cell[][] => rows;
