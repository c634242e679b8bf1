import type { InStatement } from "@libsql/client/web";
import { refusal } from "../../protocol/codes.ts";
import type { ChangeScope } from "../settings/change.ts";
import type { ContactDecision } from "./change.ts";
import { eraseStatement } from "./jobs/statements.ts";
import { erasureWord } from "./rules.ts";
import { refused } from "./save.ts";
import { standingOf } from "./store.ts";

/**
 * CONTACT-7, PRIVACY-6: the person is gone from here on; the rooms' logs, files and search entries follow as a job. The
 * audit log keeps the id and nothing else.
 */
export async function decideErase(
  scope: ChangeScope,
  contactId: string,
  typed: string,
): Promise<ContactDecision<undefined>> {
  const { db, member, organizationId, now } = scope;
  const { contact } = await standingOf(db, member, contactId);
  if (contact === null) return refused(refusal("not_found"));
  if (contact.hasHiddenRooms) return refused(refusal("forbidden"));
  const { count, roomId } = contact.open;
  if (count > 0)
    return refused(refusal("contact.open_room", { params: { rooms: count, ...(roomId !== null && { roomId }) } }));
  if (typed.trim() !== erasureWord(contact.detail).trim())
    return refused(refusal("contact.name", { fields: [{ pointer: "/name", code: "contact.name" }] }));
  const ref = { organizationId, contactId: contact.detail.contactId };
  return {
    ok: true,
    value: undefined,
    change: {
      statements: [...goneStatements(ref), eraseStatement({ ...ref, now })],
      audit: { action: "contact.erase", target: ref.contactId },
    },
    job: { contactId: ref.contactId, kind: "erase" },
  };
}

/**
 * Rooms keep naming the contact until the job has found them by it, and so do the ids of those merged into it: what rooms
 * still tell of them must not make them anew.
 */
const goneStatements = ({ organizationId, contactId }: { organizationId: string; contactId: string }): InStatement[] =>
  ["identities", "contacts"].map((table) => ({
    sql: `DELETE FROM ${table} WHERE organization_id = ? AND contact_id = ?`,
    args: [organizationId, contactId],
  }));
