import { type AuditEntry, appendAuditOnce } from "../audit.ts";
import type { Database } from "../client.ts";
import { eventIn, type Piece } from "./pieces.ts";

/**
 * BLOCK-7: what of the log also stands in the audit log. It is no projection, because each entry seals the one before;
 * it follows the batch, and a slice counts as stored when both are done. The event's own place names its entry, so that
 * the same slice again adds nothing.
 */
export async function auditPieces(db: Database, pieces: readonly Piece[]): Promise<void> {
  const entries = Map.groupBy(
    pieces.map(entryOf).filter((entry) => entry !== null),
    (entry) => entry.organizationId,
  );
  for (const ofOne of entries.values()) await appendAuditOnce(db, ofOne);
}

function entryOf(piece: Piece): (AuditEntry & { auditId: string }) | null {
  const blocked = eventIn(piece, "contact.blocked");
  const event = blocked ?? eventIn(piece, "contact.unblocked");
  // Of one block on many rooms there is one entry.
  if (event === null || event.isCopy) return null;
  const { organizationId, roomId, summary } = piece;
  return {
    auditId: `aud_${roomId}_${event.seq}`,
    organizationId,
    at: event.at,
    actor: event.actor.type === "member" ? { type: "member", id: event.actor.id } : { type: "system", id: null },
    action: blocked === null ? "contact.unblock" : "contact.block",
    target: summary.contact.contactId,
    result: "ok",
    changes: { roomId },
  };
}
