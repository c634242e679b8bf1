import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { TIMES } from "../../../protocol/limits.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { type FileTicket, signTicket } from "../../../worker/files/tickets.ts";
import { member } from "../../support/room-builders.ts";
import { command, live, logOf, type OpenRoom, openRoom, text } from "./support.ts";

const ticketOf = (room: OpenRoom, extra: Partial<FileTicket> = {}, now?: number) =>
  signTicket(
    env.SAPA_SECRET,
    {
      organizationId: room.context.organizationId,
      roomId: room.roomId,
      kind: "image",
      file: { fileId: "fil_1", name: "menu.png", mime: "image/png", size: 68, width: 1, height: 1 },
      ...extra,
    },
    now,
  );
const sends = (ticket: string, caption?: string) => ({
  type: "message.send" as const,
  content: { type: "file" as const, ticket, ...(caption === undefined ? {} : { caption }) },
});

describe("files in messages", () => {
  it("MSG-6 a ticket becomes the message it stands for, for visitor and staff, once per id", async () => {
    const room = await openRoom();
    const send = sends(await ticketOf(room), "  ");
    const first = await room.stub().command({ caller: room.visitor, id: "c1", command: send });
    expect(first).toMatchObject({ ok: true, isRepeat: false });
    expect(await room.stub().command({ caller: room.visitor, id: "c1", command: send })).toMatchObject({
      ok: true,
      isRepeat: true,
    });
    const caption = sends(await ticketOf(room, { kind: "document" }), " Daftar harga ");
    await room.stub().command({ caller: room.staff("mem_sari"), id: "m1", command: caption });
    const contents = (await logOf(room)).flatMap((event) => (event.type === "message.created" ? [event.content] : []));
    expect(contents).toMatchObject([
      { type: "image", file: { fileId: "fil_1", name: "menu.png", width: 1 } },
      { type: "document", caption: "Daftar harga" },
    ]);
    expect(contents[0]).not.toHaveProperty("caption");
  });

  it("MSG-6 a forged, ended or other room's ticket is refused and nothing is stored", async () => {
    const [room, other] = [await openRoom(), await openRoom()];
    const good = await ticketOf(room);
    const bad = [
      "no.ticket.atall",
      `${good.slice(0, -4)}AAAA`,
      await ticketOf(other),
      await ticketOf(room, { organizationId: other.context.organizationId }),
      await ticketOf(room, {}, Date.now() - TIMES.fileTicketMs - 1_000),
    ];
    for (const [n, ticket] of bad.entries())
      expect(await room.stub().command({ caller: room.visitor, id: `c${n}`, command: sends(ticket) })).toMatchObject({
        ok: false,
        refusal: { code: "msg.file_gone" },
      });
    const long = sends(good, "a".repeat(1025));
    expect(await room.stub().command({ caller: room.visitor, id: "l", command: long })).toMatchObject({
      refusal: { code: "msg.too_long" },
    });
    expect(await logOf(room)).toEqual([]);
  });

  it("MSG-4 files and texts of one person keep their order", async () => {
    const room = await openRoom();
    const { socket } = await live(room, room.visitor);
    socket.send(command("c1", text("satu")));
    socket.send(command("c2", sends(await ticketOf(room))));
    socket.send(command("c3", text("tiga")));
    await socket.next((frame) => JSON.stringify(frame).includes('"c3"'));
    const order = (await logOf(room)).flatMap(({ commandId }) => (commandId ? [commandId] : []));
    expect([...new Set(order)]).toEqual(["c1", "c2", "c3"]);
    socket.close();
  });
});

describe("people who act in the same moment", () => {
  it("ASSIGN-7 of two takers one wins, and the other is told who", async () => {
    for (let round = 0; round < 5; round += 1) {
      const room = await openRoom();
      await room.stub().command({ caller: room.visitor, id: "c", command: text("Halo") });
      const takers = ["mem_dewi", "mem_budi", "mem_sari"];
      const answers = await Promise.all(
        takers.map((who) => room.stub().command({ caller: room.staff(who), id: "t", command: { type: "room.take" } })),
      );
      const winner = takers[answers.findIndex(({ ok }) => ok)]?.replace("mem_", "");
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      for (const answer of answers)
        if (!answer.ok) expect(answer.refusal).toMatchObject({ code: "assign.taken", params: { name: winner } });
      const joined = (await logOf(room)).filter(({ type }) => type === "participant.joined");
      expect(joined).toHaveLength(1);
    }
  });

  it("ASSIGN-7 an agent too, from whose sight the room has gone by then", async () => {
    const room = await openRoom();
    await room.stub().command({ caller: room.visitor, id: "c", command: text("Halo") });
    const take = { id: "t", command: { type: "room.take" as const } };
    await room.stub().command({ ...take, caller: room.staff("mem_dewi", "agent") });
    const late = await room.stub().command({ ...take, caller: room.staff("mem_budi", "agent") });
    expect(late).toMatchObject({ ok: false, refusal: { code: "assign.taken", params: { name: "dewi" } } });
  });

  it("ROOM-19 a reply stands before the resolution or is refused; the log never has it after", async () => {
    for (let round = 0; round < 6; round += 1) {
      const room = await openRoom();
      await room.stub().command({ caller: room.visitor, id: "c", command: text("Halo") });
      const reply = () => room.stub().command({ caller: room.staff("mem_dewi"), id: "r", command: text("Sebentar") });
      const resolve = () =>
        room.stub().command({ caller: room.staff("mem_sari"), id: "x", command: { type: "conversation.resolve" } });
      const [one, two] = await Promise.all(round % 2 === 0 ? [reply(), resolve()] : [resolve(), reply()]);
      const answer = round % 2 === 0 ? one : two;
      const types = (await logOf(room)).map(({ type }) => type);
      if (answer.ok) expect(types.lastIndexOf("message.created")).toBeLessThan(types.indexOf("conversation.resolved"));
      else expect(answer.refusal.code).toBe("room.resolved");
      expect(types.filter((type) => type === "message.created")).toHaveLength(answer.ok ? 2 : 1);
    }
  });

  it("LIST-16 a resolution that is one of many says so", async () => {
    const room = await openRoom();
    await room.stub().command({ caller: room.visitor, id: "c", command: text("Halo") });
    const resolve = { caller: room.staff("mem_sari"), id: "x", command: { type: "conversation.resolve" as const } };
    await room.stub().command({ ...resolve, isBulk: true });
    expect((await logOf(room)).at(-1)).toMatchObject({ type: "conversation.resolved", reason: "bulk" });
  });
});

describe("what others see of a room", () => {
  it("BLOCK-4 a blocked visitor sees the own message as sent, neither read nor answered by an automaton", async () => {
    const room = await openRoom();
    await room.stub().command({ caller: room.visitor, id: "c1", command: text("Halo") });
    const block = { type: "contact.block" as const };
    await room.stub().command({ caller: room.staff("mem_sari"), id: "b", command: block });
    const visitor = await live(room, room.visitor);
    const staff = await live(room, room.staff("mem_sari"));
    visitor.socket.send(command("c2", text("Tolong")));
    const told = await visitor.socket.next((frame) => JSON.stringify(frame).includes("Tolong"));
    expect(told).toMatchObject({ events: [{ type: "message.created", commandId: "c2", direction: "inbound" }] });
    await staff.socket.next((frame) => JSON.stringify(frame).includes("message.withheld"));
    staff.socket.send({ type: "position", read: 5 });
    const seen = await visitor.socket.next<{ positions: { staffRead: number } }>("positions");
    expect(seen.positions.staffRead).toBe(4);
    visitor.socket.send({ type: "typing", isTyping: true });
    await room.stub().command({ caller: room.staff("mem_sari"), id: "u", command: { type: "contact.unblock" } });
    const later = await visitor.socket.next<{ positions: { staffRead: number } }>("positions");
    expect(later.positions.staffRead).toBe(5);
    expect(staff.socket.left.some(({ type }) => type === "typing")).toBe(false);
    expect((await logOf(room)).map(({ type }) => type).slice(-2)).toEqual(["message.withheld", "contact.unblocked"]);
    for (const { socket } of [visitor, staff]) socket.close();
  });

  it("CONTACT-8 an agent under masking gets no number by socket, history or summary; a supervisor does", async () => {
    const room = await openRoom();
    await room.stub().command({ caller: room.visitor, id: "c1", command: text("Halo") });
    const settings = { ...member("mem_dewi").settings, contactMasking: true };
    const agent = {
      ...room.staff("mem_dewi", "agent"),
      member: member("mem_dewi", "agent", { organizationId: room.context.organizationId, settings }),
    };
    await room.stub().command({ caller: agent, id: "t", command: { type: "room.take" } });
    const update = { type: "contact.update" as const, phone: "6281234567889", email: "ani@rumah.example" };
    const before = await live(room, agent);
    await room.stub().command({ caller: room.staff("mem_sari"), id: "u", command: update });
    const event = await before.socket.next((frame) => JSON.stringify(frame).includes("contact.updated"));
    expect(event).toMatchObject({ events: [{ phone: "62812****89", email: "a****le" }] });
    const after = await live(room, agent);
    before.socket.send({ type: "history", ref: "h", before: 99, limit: 50 });
    const page = await before.socket.next("history");
    const history = await room.stub().history({ caller: agent, limit: 50 });
    const summary = (await room.stub().summary({ caller: agent })) as RoomSummary | null;
    expect(summary?.contact.phone).toBe("62812****89");
    expect(JSON.stringify([after.resumed, page, history, summary])).not.toMatch(/6281234567889|rumah/);
    const whole = await room.stub().summary({ caller: room.staff("mem_sari") });
    expect(whole?.contact.phone).toBe("6281234567889");
    for (const { socket } of [before, after]) socket.close();
  });
});
