import { refusal } from "../../protocol/codes.ts";
import type { ContactDetail } from "../../protocol/contacts.schema.ts";
import { newCommandId } from "../../protocol/ids.ts";
import { allows } from "../../protocol/roles.ts";
import { databaseFor } from "../db/client.ts";
import type { AppContext } from "../http/context.ts";
import { type Answer, answer, refuse } from "../http/endpoint.ts";
import { callObject, roomOf } from "../http/objects.ts";
import { actorIn, changeContact } from "./change.ts";
import { tellStatement } from "./jobs/statements.ts";
import { contactDetail, standingOf } from "./store.ts";
import { changedBy, updateContact } from "./written.ts";

/**
 * BLOCK-3, from the contact's detail: said in the newest of its rooms, as anybody there would say it, so that the log, the
 * bell and the audit log have it; the contact's other rooms follow.
 */
export async function unblockContact(c: AppContext, contactId: string): Promise<Answer<ContactDetail>> {
  const caller = c.get("member");
  const { member } = caller;
  const db = databaseFor(c.env, member.organizationId);
  const { contact } = await standingOf(db, member, contactId);
  if (contact === null) return refuse(refusal("not_found"));
  const { detail, hasHiddenRooms } = contact;
  // It opens every room of the contact: whoever does not see them all has no say over the others.
  if (hasHiddenRooms || !allows(member, "room.block")) return refuse(refusal("forbidden"));
  if (!detail.isBlocked) return refuse(refusal("block.not_blocked"));
  const roomId = detail.rooms[0]?.roomId;
  if (roomId === undefined) return unblockAlone(c, detail);
  const command = { type: "contact.unblock" } as const;
  const id = newCommandId();
  const called = await callObject(() => roomOf(c.env, roomId).command({ caller, id, command }));
  if (!called.ok) return called;
  if (!called.value.ok) return refuse(called.value.refusal);
  const rooms = detail.rooms.map((room) => ({ ...room, isBlocked: false }));
  return answer({ ...detail, rooms, isBlocked: false });
}

/** A contact without rooms, or with none that the member sees. */
const unblockAlone = (c: AppContext, { contactId }: ContactDetail): Promise<Answer<ContactDetail>> =>
  changeContact(c, async (scope) => {
    const { db, member, organizationId, now } = scope;
    const detail = await contactDetail(db, member, contactId);
    if (detail === null) return { ok: false, refusal: refusal("not_found") };
    if (!detail.isBlocked) return { ok: false, refusal: refusal("block.not_blocked") };
    const set = { isBlocked: false, blockedAt: now, ...changedBy(scope) };
    return {
      ok: true,
      value: { ...detail, isBlocked: false, version: detail.version + 1 },
      change: {
        statements: [
          updateContact(db, { organizationId, contactId }, set),
          tellStatement({ organizationId, contactId, now, actor: actorIn(scope) }),
        ],
        audit: { action: "contact.unblock", target: contactId },
      },
      job: { contactId, kind: "tell" },
      changedIds: [contactId],
    };
  });
