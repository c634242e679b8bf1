import type { Refusal } from "../../protocol/codes.ts";
import type { HistoryPage } from "../../protocol/http.schema.ts";
import { maskEvent, seesMasked } from "../../protocol/masking.ts";
import type { RoomEvent, VisitorEvent } from "../../protocol/room-events.schema.ts";
import { databaseFor, tryDatabase } from "../db/client.ts";
import { DatabaseUnavailable } from "../db/unavailable.ts";
import type { Env } from "../env.ts";
import { type Answer, answer, refuse } from "../http/endpoint.ts";
import type { Caller, MemberCaller, VisitorCaller } from "../http/identity.ts";
import { callObject, roomOf } from "../http/objects.ts";
import { forVisitor } from "../room/rules/audience.ts";
import { eventsBefore } from "./store.ts";

type Ask = { before?: number | undefined; limit: number };

export const memberHistory = (
  env: Env,
  caller: MemberCaller,
  roomId: string,
  ask: Ask,
): Promise<Answer<HistoryPage<RoomEvent>>> =>
  historyPage(env, caller, roomId, ask, seesMasked(caller.member) ? maskEvent : (event) => event);

export const visitorHistory = (env: Env, caller: VisitorCaller, ask: Ask): Promise<Answer<HistoryPage<VisitorEvent>>> =>
  historyPage(env, caller, caller.roomId, ask, forVisitor);

/**
 * A page of a room's log, oldest first. The object answers first, because it decides who may see the room; what it has
 * trimmed comes from libSQL. With libSQL away the page ends where the object's memory does, and says that more exists.
 */
async function historyPage<E extends RoomEvent | VisitorEvent>(
  env: Env,
  caller: Caller,
  roomId: string,
  { before, limit }: Ask,
  forAudience: (event: RoomEvent) => E,
): Promise<Answer<HistoryPage<E>>> {
  const called = await callObject(() => roomOf(env, roomId).history({ caller, limit, ...(before && { before }) }));
  if (!called.ok) return called;
  if (!called.value.ok) return refuse(called.value.refusal);
  const { hasMore, isTrimmed } = called.value;
  const recent = called.value.events as E[];
  const missing = limit - recent.length;
  if (!isTrimmed || missing <= 0) return answer({ events: recent, hasMore });

  const end = recent[0]?.seq ?? before;
  const older = await trimmedEvents(env, caller, roomId, end, missing);
  if ("code" in older) return recent.length > 0 ? answer({ events: recent, hasMore }) : refuse(older);
  const events = [...older.map(forAudience), ...recent];
  return answer({ events, hasMore: (events[0]?.seq ?? 1) > 1 });
}

async function trimmedEvents(
  env: Env,
  caller: Caller,
  roomId: string,
  before: number | undefined,
  limit: number,
): Promise<RoomEvent[] | Refusal> {
  const organizationId = caller.kind === "member" ? caller.member.organizationId : caller.organizationId;
  const db = databaseFor(env, organizationId);
  const found = await tryDatabase(() => eventsBefore(db, { organizationId, roomId, before, limit }));
  return found instanceof DatabaseUnavailable ? found.refusal : found;
}
