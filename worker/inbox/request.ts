import { type Refusal, refusal } from "../../protocol/codes.ts";
import { isRoomId } from "../../protocol/ids.ts";
import type { MemberIdentity } from "../../protocol/roles.ts";
import { type Database, databaseFor } from "../db/client.ts";
import type { AppContext } from "../http/context.ts";
import { callObject, organizationOf } from "../http/objects.ts";

/** What the routes of the inbox read of a request. */
export const memberIn = (c: AppContext): MemberIdentity => c.get("member").member;
export const dbOf = (c: AppContext): Database => databaseFor(c.env, memberIn(c).organizationId);

/** undefined for anything that is not a room id: such a name must never make an object. */
export function roomIdIn(c: AppContext): string | undefined {
  const roomId = c.req.param("roomId") ?? "";
  return isRoomId(roomId) ? roomId : undefined;
}

/** How far lists are behind the rooms, in ms; 0 while nobody can say. */
export async function lagOf(c: AppContext): Promise<number> {
  const lag = await callObject(() => organizationOf(c.env, memberIn(c).organizationId).lagMs());
  return lag.ok ? lag.value : 0;
}

export const badCursor = (): Refusal =>
  refusal("bad_request", { fields: [{ pointer: "/cursor", code: "bad_request" }] });
