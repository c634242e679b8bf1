import type { Actor } from "../../../../protocol/room-events.schema.ts";
import { tellConflict } from "../../../contacts/jobs/statements.ts";
import { livingId } from "../living.ts";
import type { Piece } from "../pieces.ts";
import { type Cell, flag, type Projection, source, text } from "../projection.ts";

const COLUMNS = ["organization_id", "room_id", "contact_id", "at", "actor_id", "actor_name", "is_new"] as const;

/** What the contact's other rooms have that this room did not tell it: a new room must hear of it. */
const STANDS = `(c.is_blocked = 1 OR c.name_rank = 3 OR c.email_rank = 3 OR c.phone_rank = 3)`;

/**
 * CONTACT-2, BLOCK-1: what one room says of its contact is told to the others, and a room that begins, or that names a
 * contact of former days, is told what stands. Runs last: it reads what the rooms of the batch are by now. A repeat tells
 * once more what stands, which changes nothing.
 */
export const contactJobsProjection: Projection = {
  sql: `WITH told AS MATERIALIZED (SELECT s.*, ${livingId("s.contact_id")} AS living_id FROM ${source(COLUMNS)} AS s)
        INSERT INTO contact_jobs (organization_id, contact_id, kind, at, next_at, actor_id, actor_name)
        SELECT organization_id, living_id, 'tell', max(at), at, actor_id, actor_name FROM told AS s
        WHERE s.living_id <> s.contact_id
          OR EXISTS (SELECT 1 FROM rooms AS r WHERE r.organization_id = s.organization_id
            AND r.contact_id = s.living_id AND r.room_id <> s.room_id)
          OR (s.is_new AND EXISTS (SELECT 1 FROM contacts AS c WHERE c.organization_id = s.organization_id
            AND c.contact_id = s.living_id AND ${STANDS}))
        GROUP BY organization_id, living_id ${tellConflict}`,
  rows: (piece) => {
    if (piece.type !== "event") return [];
    const { event, summary } = piece;
    const { contactId } = summary.contact;
    switch (event.type) {
      case "room.created":
        return [row(piece, event.contactId, event, true)];
      case "contact.linked":
        return event.reason === "merged" ? [] : [row(piece, event.contactId, event, true)];
      case "contact.updated":
        if (event.isCopy) return [];
        return [row(piece, event.actor.type === "contact" ? event.actor.id : contactId, event, false)];
      case "contact.blocked":
      case "contact.unblocked":
        return event.isCopy ? [] : [row(piece, contactId, event, false)];
      default:
        return [];
    }
  },
};

function row({ organizationId, roomId }: Piece, contactId: string, said: { at: number; actor: Actor }, isNew: boolean) {
  const { at, actor } = said;
  const by = actor.type === "member" ? [actor.id, text(actor.name)] : [null, null];
  return [organizationId, roomId, contactId, at, ...by, flag(isNew)] satisfies Cell[];
}
