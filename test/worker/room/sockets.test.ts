import { evictDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { TestSocket } from "../../support/worker-sockets.ts";
import { command, hello, live, openRoom, text } from "./support.ts";

type Events = { events: { seq: number; type: string; content?: { text: string } }[] };
type Ack = { acks: { id: string; seq: number; isRepeat: boolean }[] };

describe("a room's sockets", () => {
  it("GEN-4 a visitor's message reaches the member who has the room open, and the answer comes back", async () => {
    const room = await openRoom();
    const visitor = await live(room, room.visitor);
    visitor.socket.send(command("v1", text("Halo")));
    expect((await visitor.socket.next<Ack>("ack")).acks).toEqual([{ id: "v1", seq: 3, isRepeat: false }]);

    const staff = await live(room, room.staff("mem_sari"));
    expect(staff.resumed).toMatchObject({ mode: "snapshot", head: 3, after: 0 });
    expect((await staff.socket.next<Events>("events")).events.map((event) => event.type)).toEqual([
      "room.created",
      "conversation.opened",
      "message.created",
    ]);
    await staff.socket.next("live");
    staff.socket.send(command("m1", text("Selamat pagi")));
    const answer = await visitor.socket.next<Events>((frame) => JSON.stringify(frame).includes("Selamat pagi"));
    expect(answer.events.at(-1)).toMatchObject({
      seq: 5,
      type: "message.created",
      actor: { type: "member", name: "sari" },
    });
    visitor.socket.close();
    staff.socket.close();
  });

  it("INV-2 MSG-4 the same command id again, from another tab, gets the first answer and no second message", async () => {
    const room = await openRoom();
    const one = await live(room, room.visitor);
    const two = await live(room, room.visitor);
    one.socket.send(command("same", text("Halo")));
    await one.socket.next("ack");
    two.socket.send(command("same", text("Halo")));
    expect((await two.socket.next<Ack>("ack")).acks).toEqual([{ id: "same", seq: 3, isRepeat: true }]);
    two.socket.send(command("same", text("Lain")));
    expect(await two.socket.next("refused")).toMatchObject({
      id: "same",
      refusal: { code: "id_conflict", retryable: false },
    });
    expect((await room.stub().history({ caller: room.visitor, limit: 50 })) as object).toMatchObject({
      events: { length: 3 },
    });
    one.socket.close();
    two.socket.close();
  });

  it("INV-2 HTTP and socket run the same code with the same ids", async () => {
    const room = await openRoom();
    const first = await room.stub().command({ caller: room.visitor, id: "x", command: text("Halo") });
    expect(first).toEqual({ ok: true, id: "x", seq: 3, isRepeat: false });
    const { socket } = await live(room, room.visitor);
    socket.send(command("x", text("Halo")));
    expect((await socket.next<Ack>("ack")).acks[0]).toMatchObject({ seq: 3, isRepeat: true });
    socket.close();
  });

  it("BEY-1 INV-3 a client that names its position gets exactly the rest, also after the room has slept", async () => {
    const room = await openRoom();
    for (let n = 1; n <= 5; n += 1)
      await room.stub().command({ caller: room.visitor, id: `c${n}`, command: text(`${n}`) });
    const first = await live(room, room.staff("mem_sari"));
    await first.socket.next("live");
    first.socket.close();
    await evictDurableObject(room.stub());
    const again = await live(room, room.staff("mem_sari"), { epoch: first.resumed.epoch, last: 5 });
    expect(again.resumed).toMatchObject({ mode: "resume", after: 5, head: 7 });
    expect((await again.socket.next<Events>("events")).events.map((event) => event.seq)).toEqual([6, 7]);
    await again.socket.next("live");
    again.socket.close();
  });

  it("a position of another epoch, or one beyond the head, gets a snapshot", async () => {
    const room = await openRoom();
    await room.stub().command({ caller: room.visitor, id: "c", command: text("Halo") });
    const known = await live(room, room.staff("mem_sari"));
    const foreign = await live(room, room.staff("mem_sari"), { epoch: "other", last: 2 });
    const beyond = await live(room, room.staff("mem_sari"), { epoch: known.resumed.epoch, last: 99 });
    expect([foreign.resumed.mode, beyond.resumed.mode]).toEqual(["snapshot", "snapshot"]);
    for (const { socket } of [known, foreign, beyond]) socket.close();
  });

  it("ROOM-20 opens with the newest 50 messages and pages backwards without a gap or a repeat", async () => {
    const room = await openRoom();
    const staff = room.staff("mem_sari");
    await room.stub().command({ caller: room.visitor, id: "first", command: text("Halo") });
    for (let n = 0; n < 119; n += 1) await room.stub().command({ caller: staff, id: `s${n}`, command: text(`${n}`) });
    const { socket } = await live(room, staff);
    const newest = (await socket.next<Events>("events")).events;
    expect(newest.filter((event) => event.type === "message.created")).toHaveLength(50);
    const seen = [...newest];
    for (let more = true; more; ) {
      socket.send({ type: "history", ref: "h", before: seen[0]!.seq, limit: 50 });
      const page = await socket.next<Events & { hasMore: boolean }>("history");
      seen.unshift(...page.events);
      more = page.hasMore;
    }
    expect(seen.map((event) => event.seq)).toEqual(seen.map((_, index) => index + 1));
    socket.close();
  });

  it("WIDGET-24 ROOM-25 a note never reaches the visitor's socket, only its place", async () => {
    const room = await openRoom();
    await room.stub().command({ caller: room.visitor, id: "c", command: text("Halo") });
    const { socket } = await live(room, room.visitor);
    await socket.next("live");
    await room
      .stub()
      .command({ caller: room.staff("mem_sari"), id: "n", command: { type: "note.add", text: "rahasia" } });
    expect(await socket.next("events")).toEqual({ type: "events", events: [{ seq: 4, type: "hidden" }] });
    socket.close();
  });

  it("MSG-8 delivered and read positions reach the other side and survive sleep", async () => {
    const room = await openRoom();
    await room.stub().command({ caller: room.visitor, id: "c", command: text("Halo") });
    await room.stub().command({ caller: room.staff("mem_sari"), id: "a", command: text("Hai") });
    const staff = await live(room, room.staff("mem_sari"));
    const visitor = await live(room, room.visitor);
    visitor.socket.send({ type: "position", last: 5 });
    expect(await staff.socket.next("positions")).toMatchObject({ positions: { contactDelivered: 5, contactRead: 3 } });
    visitor.socket.send({ type: "position", read: 5 });
    expect(await staff.socket.next("positions")).toMatchObject({ positions: { contactDelivered: 5, contactRead: 5 } });
    await evictDurableObject(room.stub());
    visitor.socket.send({ type: "position", read: 2 });
    const later = await live(room, room.staff("mem_budi"));
    expect(later.resumed).toMatchObject({ positions: { contactRead: 5 } });
    for (const { socket } of [staff, visitor, later]) socket.close();
  });

  it("ROOM-27 shows who of the staff looks and who writes; the visitor learns only a name", async () => {
    const room = await openRoom();
    await room.stub().command({ caller: room.visitor, id: "c", command: text("Halo") });
    const visitor = await live(room, room.visitor);
    const sari = await live(room, room.staff("mem_sari"));
    const rina = await live(room, room.staff("mem_rina"));
    const both = [
      { memberId: "mem_sari", name: "sari" },
      { memberId: "mem_rina", name: "rina" },
    ];
    expect(
      await sari.socket.next((frame) => frame.type === "lookers" && (frame.lookers as unknown[]).length === 2),
    ).toEqual({
      type: "lookers",
      lookers: both,
    });
    rina.socket.send({ type: "typing", isTyping: true });
    expect(await sari.socket.next("typing")).toMatchObject({
      actor: { memberId: "mem_rina", name: "rina" },
      isTyping: true,
    });
    expect(await visitor.socket.next("typing")).toEqual({
      type: "typing",
      actor: { type: "member", name: "rina" },
      isTyping: true,
    });
    rina.socket.close();
    expect(await visitor.socket.next("typing")).toMatchObject({ isTyping: false });
    expect(visitor.socket.left.some((frame) => frame.type === "lookers")).toBe(false);
    for (const { socket } of [sari, visitor]) socket.close();
  });

  it("ROLE-3 an agent whose room is handed over loses the socket and receives nothing after", async () => {
    const room = await openRoom();
    const dewi = room.staff("mem_dewi", "agent");
    await room.stub().command({ caller: room.visitor, id: "c", command: text("Halo") });
    await room.stub().command({ caller: dewi, id: "t", command: { type: "room.take" } });
    const { socket } = await live(room, dewi);
    await room.stub().command({
      caller: room.staff("mem_sari"),
      id: "r",
      command: { type: "room.remove_participant", memberId: "mem_dewi" },
    });
    await room.stub().command({ caller: room.staff("mem_sari"), id: "s", command: { type: "room.take" } });
    expect((await socket.closing()).code).toBe(4003);
    expect((await TestSocket.upgrade(room.stub(), dewi)).status).toBe(404);
  });

  it("ROOM-27 whoever lost the race for a room is no longer shown as looking at it", async () => {
    const room = await openRoom();
    const [dewi, rani] = [room.staff("mem_dewi", "agent"), room.staff("mem_rani", "agent")];
    await room.stub().command({ caller: room.visitor, id: "c", command: text("Halo") });
    const winner = await live(room, dewi);
    const loser = await live(room, rani);
    const lookers = (count: number) => (frame: { type: string; lookers?: unknown }) =>
      frame.type === "lookers" && (frame.lookers as unknown[]).length === count;
    await winner.socket.next(lookers(2));
    await room.stub().command({ caller: dewi, id: "t", command: { type: "room.take" } });
    expect((await loser.socket.closing()).code).toBe(4003);
    expect(await winner.socket.next(lookers(1))).toMatchObject({ lookers: [{ memberId: "mem_dewi" }] });
    winner.socket.close();
  });

  it("PRIVACY-1 another organization's member and another room's visitor get the same 404 as for no room", async () => {
    const room = await openRoom();
    await room.stub().command({ caller: room.visitor, id: "c", command: text("Halo") });
    const other = await openRoom();
    const stranger = other.staff("mem_x", "admin");
    for (const caller of [stranger, other.visitor]) {
      const refused = await TestSocket.upgrade(room.stub(), caller);
      expect([refused.status, refused.headers.get("x-sapa-code")]).toEqual([404, "not_found"]);
      const answer = await room.stub().command({ caller, id: "z", command: text("Hai") });
      expect(answer).toMatchObject({ ok: false, refusal: { code: "not_found" } });
      expect(await room.stub().history({ caller, limit: 5 })).toMatchObject({ ok: false });
    }
    const nobody = await openRoom();
    expect((await TestSocket.upgrade(nobody.stub(), nobody.staff("mem_sari"))).status).toBe(404);
  });

  it("a socket ends with its token and lives on with a renewed one", async () => {
    const room = await openRoom();
    const short = { ...room.visitor, expiresAt: Date.now() + 300 };
    const { socket } = await live(room, short);
    await new Promise((resolve) => setTimeout(resolve, 350));
    socket.send(command("late", text("Halo")));
    expect((await socket.closing()).code).toBe(4001);
    const { socket: other } = await live(room, room.visitor);
    other.send({ type: "renew", token: "not.a.token" });
    expect((await other.closing()).code).toBe(4001);
  });

  it("answers a greeting of a version it no longer knows with 4010", async () => {
    const room = await openRoom();
    const socket = await TestSocket.open(room.stub(), room.visitor);
    socket.send({ ...hello(), version: 0 });
    expect((await socket.closing()).code).toBe(4010);
  });
});
