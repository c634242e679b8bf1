import { type Code, refusal } from "../../protocol/codes.ts";
import type { MemberCommand } from "../../protocol/commands.schema.ts";
import { isRoomId } from "../../protocol/ids.ts";
import type { BulkRequest, BulkResult } from "../../protocol/inbox.schema.ts";
import { LIMITS } from "../../protocol/limits.ts";
import type { AppContext } from "../http/context.ts";
import { type Answer, answer, refuse } from "../http/endpoint.ts";
import { commandIdOf } from "../http/idempotency.ts";
import { callObject, roomOf } from "../http/objects.ts";

/** Rooms that are worked on at a time. */
const AT_ONCE = 10;

type Outcome = { roomId: string; code: Code | null; contactName: string | null };

/**
 * LIST-16: one command to each room, which decides for itself. Its id is the request's own, and ids count per room: so
 * repeating the request gives the same answer and does nothing twice.
 */
export async function bulkWork(c: AppContext, { action, roomIds }: BulkRequest): Promise<Answer<BulkResult>> {
  const key = commandIdOf(c);
  if ("code" in key) return refuse(key);
  const distinct = [...new Set(roomIds)];
  if (distinct.length > LIMITS.bulkRooms)
    return refuse(refusal("bulk.too_many", { params: { limit: LIMITS.bulkRooms, count: distinct.length } }));
  const command = commandOf(action);
  const outcomes: Outcome[] = [];
  const waiting = distinct.values();
  const work = async (): Promise<void> => {
    for (const roomId of waiting) outcomes.push(await actOn(c, roomId, key.id, command));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const order = new Map(distinct.map((roomId, index) => [roomId, index]));
  const sorted = outcomes.toSorted((a, b) => (order.get(a.roomId) ?? 0) - (order.get(b.roomId) ?? 0));
  return answer({
    done: sorted.filter((one) => one.code === null).map((one) => one.roomId),
    skipped: sorted.flatMap(({ code, ...one }) => (code === null ? [] : [{ ...one, code }])),
  });
}

function commandOf(action: BulkRequest["action"]): MemberCommand {
  if (action.type === "assign") return { type: "room.assign", memberId: action.memberId };
  if (action.type === "resolve") return { type: "conversation.resolve" };
  return { type: "contact.block", ...(action.reason !== undefined && { reason: action.reason }) };
}

async function actOn(c: AppContext, roomId: string, id: string, command: MemberCommand): Promise<Outcome> {
  // Anything but a room's id must never make an object.
  if (!isRoomId(roomId)) return { roomId, code: "not_found", contactName: null };
  const caller = c.get("member");
  const called = await callObject(() => roomOf(c.env, roomId).command({ caller, id, command, isBulk: true }));
  const code = called.ok ? (called.value.ok ? null : called.value.refusal.code) : called.refusal.code;
  if (code === null) return { roomId, code, contactName: null };
  // Whoever may not see the room learns no name either.
  const seen = await callObject(() => roomOf(c.env, roomId).summary({ caller }));
  return { roomId, code, contactName: (seen.ok && seen.value?.contact.name) || null };
}
