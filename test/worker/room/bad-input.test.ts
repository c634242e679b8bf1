import { describe, expect, it } from "vitest";
import { LIMITS } from "../../../protocol/limits.ts";
import { TestSocket } from "../../support/worker-sockets.ts";
import { command, live, openRoom, text } from "./support.ts";

const nested = (depth: number): object => (depth === 0 ? {} : { a: nested(depth - 1) });
const headOf = async (room: Awaited<ReturnType<typeof openRoom>>) => {
  const answer = await room.stub().history({ caller: room.visitor, limit: 200 });
  return answer.ok ? answer.events.length : -1;
};

describe("bad input on a room's socket", () => {
  it("refuses what is no frame, says why, stores nothing and leaves others alone", async () => {
    const room = await openRoom();
    const bad = await live(room, room.visitor);
    const good = await live(room, room.visitor);
    const cases: [string, string][] = [
      ["not json", "bad_json"],
      ["[1,2]", "bad_request"],
      ["null", "bad_json"],
      [JSON.stringify({ type: "command", id: "ü", command: text("Halo") }), "bad_request"],
      [JSON.stringify({ type: "command", id: "a".repeat(65), command: text("Halo") }), "bad_request"],
      [
        JSON.stringify({ type: "command", id: "x", command: { ...text("Halo"), organizationId: "org_x" } }),
        "bad_request",
      ],
      [JSON.stringify({ type: "command", id: "x", command: { type: "conversation.resolve" } }), "bad_request"],
      [JSON.stringify({ type: "typing", isTyping: "yes" }), "bad_request"],
      [JSON.stringify({ type: "typing", extra: nested(20) }), "too_deep"],
      [
        JSON.stringify({ type: "typing", extra: Object.fromEntries(Array.from({ length: 1001 }, (_, n) => [n, n])) }),
        "too_deep",
      ],
      [JSON.stringify({ type: "command", id: "x", command: text("a".repeat(LIMITS.frameBytes)) }), "too_large"],
    ];
    for (const [raw, code] of cases) {
      bad.socket.send(raw);
      expect([raw.slice(0, 60), await bad.socket.next("error")]).toMatchObject([
        raw.slice(0, 60),
        { refusal: { code } },
      ]);
    }
    bad.socket.sendBytes(new Uint8Array([1, 2, 3]));
    expect(await bad.socket.next("error")).toMatchObject({ refusal: { code: "bad_request" } });
    expect(await headOf(room)).toBe(0);
    good.socket.send(command("ok", text("Halo")));
    await good.socket.next("ack");
    bad.socket.close();
    good.socket.close();
  });

  it("ignores a frame type of a newer peer", async () => {
    const room = await openRoom();
    const { socket } = await live(room, room.visitor);
    socket.send({ type: "hologram", size: 3 });
    socket.send(command("c", text("Halo")));
    await socket.next("ack");
    expect(socket.left.some((frame) => frame.type === "error")).toBe(false);
    socket.close();
  });

  it("wants a greeting before anything else", async () => {
    const room = await openRoom();
    const socket = await TestSocket.open(room.stub(), room.visitor);
    socket.send(command("c", text("Halo")));
    expect(await socket.next("error")).toMatchObject({ refusal: { code: "bad_request" } });
    expect(await headOf(room)).toBe(0);
    socket.close();
  });

  it("WIDGET-14 slows a visitor down after a burst of ten, and everything arrives when sent again later", async () => {
    const room = await openRoom();
    const { socket } = await live(room, room.visitor);
    for (let n = 0; n < LIMITS.visitorMessagesBurst + 1; n += 1) socket.send(command(`c${n}`, text(`${n}`)));
    const refused = await socket.next<{
      id: string;
      refusal: { code: string; retryAfterMs: number; retryable: boolean };
    }>("refused");
    expect(refused).toMatchObject({ id: "c10", refusal: { code: "widget.too_fast", retryable: true } });
    await new Promise((resolve) => setTimeout(resolve, refused.refusal.retryAfterMs + 20));
    socket.send(command("c10", text("10")));
    await socket.next((frame) => JSON.stringify(frame).includes('"id":"c10"'));
    expect(await headOf(room)).toBe(13);
    socket.close();
  });

  it("stops listening to a socket that floods, with 4029", async () => {
    const room = await openRoom();
    const { socket } = await live(room, room.visitor);
    for (let n = 0; n < LIMITS.framesBurst * 3; n += 1) socket.send({ type: "seen" });
    expect((await socket.closing()).code).toBe(4029);
  });

  it("opens no sixth socket for one visitor", async () => {
    const room = await openRoom();
    const sockets = [];
    for (let n = 0; n < LIMITS.socketsPerVisitor; n += 1)
      sockets.push(await TestSocket.open(room.stub(), room.visitor));
    const refused = await TestSocket.upgrade(room.stub(), room.visitor);
    expect([refused.status, refused.headers.get("x-sapa-code")]).toEqual([429, "too_many_sockets"]);
    for (const socket of sockets) socket.close();
  });
});
