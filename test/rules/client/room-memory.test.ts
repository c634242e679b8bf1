import { beforeEach, describe, expect, it } from "vitest";
import { newestOf } from "../../../client/room-log.ts";
import { connect, greet, message, messages, platform, SECOND, seqs, startAnew } from "../../support/room-harness.ts";

beforeEach(startAnew);

describe("BEY-1 a room that is opened again", () => {
  it("shows at once what the former connection held, and asks only for the rest", async () => {
    const first = connect();
    await greet({ head: 60, after: 10 }, messages(11, 60));
    const log = newestOf(first.log(), 40) ?? undefined;
    first.close();
    expect(log).toMatchObject({ epoch: "e1", last: 60, hasOlder: true });
    const again = connect({ log });
    expect(seqs(again)).toEqual(messages(21, 60).map(({ seq }) => seq));
    expect(again.view).toMatchObject({ state: "connecting", hasOlder: true });
    await platform.time.pass(0);
    await greet({ mode: "resume", after: 60, head: 61 }, [message(61)]);
    expect(platform.socket.frames("hello")).toEqual([{ type: "hello", version: 1, epoch: "e1", last: 60 }]);
    expect(seqs(again).at(-1)).toBe(61);
    expect(seqs(again).length).toBe(41);
  });

  it("takes a snapshot instead when the room is another one by now", async () => {
    const first = connect();
    await greet({ head: 3 }, messages(1, 3));
    const again = connect({ log: first.log() });
    await platform.time.pass(SECOND);
    await greet({ epoch: "e2", head: 900, after: 899 }, [message(900)]);
    expect(seqs(again)).toEqual([900]);
  });

  it("keeps nothing of a room that never answered", () => {
    expect(newestOf(connect().log(), 10)).toBeNull();
  });
});
