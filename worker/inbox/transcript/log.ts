import { type Refusal, refusal } from "../../../protocol/codes.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import { maskEvent, seesMasked } from "../../../protocol/masking.ts";
import type { RoomEvent, VisitorEvent } from "../../../protocol/room-events.schema.ts";
import { databaseFor, tryDatabase } from "../../db/client.ts";
import { DatabaseUnavailable } from "../../db/unavailable.ts";
import type { Env } from "../../env.ts";
import type { Caller } from "../../http/identity.ts";
import { callObject, roomOf } from "../../http/objects.ts";
import { forVisitor } from "../../room/rules/audience.ts";
import { eventsBefore } from "../store.ts";

export type Told = RoomEvent | Exclude<VisitorEvent, { type: "hidden" }>;
export type WholeLog = { events: Told[]; isCut: boolean };
type Any = RoomEvent | VisitorEvent;

/**
 * The newest `LIMITS.transcriptEvents` events of a room its caller may see. The object gives the newest and decides who
 * may read; the rest comes in one query, and only what libSQL has not been told yet is asked of the object again.
 */
export async function wholeLog(env: Env, caller: Caller, roomId: string): Promise<WholeLog | Refusal> {
  const newest = await pageOf(env, caller, roomId);
  if ("code" in newest) return newest;
  const first = newest[0]?.seq ?? 1;
  if (first === 1) return { events: newest.filter(isTold), isCut: false };

  const organizationId = caller.kind === "member" ? caller.member.organizationId : caller.organizationId;
  const limit = LIMITS.transcriptEvents - newest.length;
  const db = databaseFor(env, organizationId);
  const older = await tryDatabase(() => eventsBefore(db, { organizationId, roomId, before: first, limit }));
  if (older instanceof DatabaseUnavailable) return older.refusal;
  const between = await gapOf(env, caller, roomId, { after: older.at(-1)?.seq ?? 0, before: first });
  if ("code" in between) return between;
  const forCaller = audienceFor(caller);
  const events = [...older.map(forCaller), ...between, ...newest];
  return { events: events.filter(isTold), isCut: (events[0]?.seq ?? 1) > 1 };
}

const isTold = (event: Any): event is Told => event.type !== "hidden";

/** The object tells each caller what is theirs; libSQL knows all. */
function audienceFor(caller: Caller): (event: RoomEvent) => Any {
  if (caller.kind === "visitor") return forVisitor;
  return seesMasked(caller.member) ? maskEvent : (event) => event;
}

/** What the projection is behind; in bounds, because the object keeps no more than it may. */
async function gapOf(
  env: Env,
  caller: Caller,
  roomId: string,
  { after, before }: { after: number; before: number },
): Promise<Any[] | Refusal> {
  let found: Any[] = [];
  for (let end = before; end > after + 1; end = found[0]?.seq ?? 1) {
    const page = await pageOf(env, caller, roomId, end);
    if ("code" in page) return page;
    if (page.length === 0) return refusal("unavailable");
    found = [...page.filter(({ seq }) => seq > after), ...found];
  }
  return found;
}

async function pageOf(env: Env, caller: Caller, roomId: string, before?: number): Promise<Any[] | Refusal> {
  const limit = LIMITS.historyPage;
  const call = { caller, limit, ...(before !== undefined && { before }) };
  const called = await callObject(() => roomOf(env, roomId).history(call));
  if (!called.ok) return called.refusal;
  return called.value.ok ? called.value.events : called.value.refusal;
}
