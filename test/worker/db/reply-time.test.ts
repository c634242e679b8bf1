import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../../../worker/db/client.ts";
import { projectorFor } from "../../../worker/db/projector/shard.ts";
import { medianMinutes, replyMinutesOf } from "../../../worker/db/reply-time.ts";
import { projected } from "../../support/projection.ts";
import { RoomScript } from "../../support/room-script.ts";
import { createWorld, type World } from "../../support/world.ts";

const db = openDatabase(env.LIBSQL_URL);
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
let world: World;

beforeAll(async () => {
  world = await createWorld(db);
});

/** A conversation that began then and was answered after so many minutes; null: never. */
async function conversation(name: string, at: number, afterMinutes: number | null) {
  const room = (await RoomScript.open(world.one, name, { at })).writes("halo");
  if (afterMinutes !== null) room.at(at + afterMinutes * MINUTE_MS).answers(world.one.agentA, "halo");
  const { organizationId } = world.one;
  await projected(projectorFor(env, organizationId), room.slice());
}

describe("how soon visitors are answered", () => {
  it("WIDGET-13 is the median of the last 7 days, of this widget alone, and nothing while there are too few", async () => {
    const { organizationId, integrationId } = world.one;
    const now = 1_760_000_000_000;
    const minutes = () => replyMinutesOf(db, organizationId, integrationId, now);
    for (const [n, after] of [3, 60, 1, 4].entries()) await conversation(`r${n}`, now - DAY_MS + n, after);
    await conversation("unanswered", now - DAY_MS, null);
    await conversation("old", now - 8 * DAY_MS, 500);
    expect(await minutes()).toBeNull();
    await conversation("r5", now - 2 * DAY_MS, 9);
    expect(await minutes()).toBe(4);
    expect(await replyMinutesOf(db, organizationId, world.two.integrationId, now)).toBeNull();
    expect(await replyMinutesOf(db, world.two.organizationId, integrationId, now)).toBeNull();
  });

  it("WIDGET-13 says whole minutes, and never less than one", () => {
    expect(medianMinutes([1, 2, 3, 4, 5])).toBe(1);
    expect(medianMinutes([MINUTE_MS, MINUTE_MS, 2 * MINUTE_MS, 3 * MINUTE_MS, 9 * MINUTE_MS, 9 * MINUTE_MS])).toBe(3);
    expect(medianMinutes([MINUTE_MS, 1, 2, 3])).toBeNull();
  });
});
