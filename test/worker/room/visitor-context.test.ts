import { evictDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { VisitorContext } from "../../../protocol/room-frames.schema.ts";
import type { MemberCaller } from "../../../worker/http/identity.ts";
import { command, live, logOf, openRoom, text } from "./support.ts";

const context = (path: string, attributes: object = {}) => ({
  type: "context",
  page: { url: `https://shop.example${path}?q=secret#x`, title: "Menu", referrer: "https://search.example/?q=kopi" },
  attributes,
});
type Frame = { type: "visitor"; context: VisitorContext };

/** A room with a message in it, and a socket of a member who looks at it. */
async function watched() {
  const room = await openRoom();
  await room.stub().command({ caller: room.visitor, id: "c1", command: text("Halo") });
  const { socket } = await live(room, room.staff("mem_admin", "admin"));
  return { room, staff: socket };
}

describe("where the visitor is", () => {
  it("BEY-12 staff see the page and the attributes at once and after coming back; the log has nothing of it", async () => {
    const { room, staff } = await watched();
    const visitor = await live(room, room.visitor);
    visitor.socket.send(context("/menu", { plan: "gold" }));
    const { context: shown } = await staff.next<Frame>("visitor");
    expect(shown).toMatchObject({
      page: { url: "https://shop.example/menu?q", title: "Menu", referrer: "https://search.example/?q" },
      attributes: { plan: "gold" },
      isHere: true,
    });
    await evictDurableObject(room.stub(), { webSockets: "hibernate" });
    const again = await live(room, room.staff("mem_other", "admin"));
    expect((await again.socket.next<Frame>("visitor")).context).toEqual(shown);
    expect(JSON.stringify(await logOf(room))).not.toContain("gold");
  });

  it("BEY-12 tells when the last of the visitor's sockets has gone, and when they are back", async () => {
    const { room, staff } = await watched();
    const [one, two] = [await live(room, room.visitor), await live(room, room.visitor)];
    one.socket.send(context("/"));
    const isHere = (wanted: boolean) => (frame: object) => (frame as Frame).context?.isHere === wanted;
    await staff.next(isHere(true));
    one.socket.close();
    two.socket.close();
    await staff.next(isHere(false));
    await live(room, room.visitor);
    await staff.next(isHere(true));
  });

  it("BEY-12 of a rush of pages staff get a few and the last", async () => {
    const { room, staff } = await watched();
    const visitor = await live(room, room.visitor);
    for (let n = 0; n < 20; n += 1) visitor.socket.send(context(`/p${n}`));
    const isLast = (frame: object) => (frame as Frame).context?.page.url.includes("/p19?") === true;
    await staff.next(isLast, 6_000);
    visitor.socket.send(command("c2", text("still open")));
    await visitor.socket.next("ack");
  });

  it("BEY-12 bounds what a page may say", async () => {
    const { room } = await watched();
    const visitor = await live(room, room.visitor);
    const attributes = Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`a${n}`, n]));
    visitor.socket.send(context("/", attributes));
    expect(await visitor.socket.next("error")).toMatchObject({ refusal: { code: "bad_request" } });
    visitor.socket.send(context("/", { a: { deep: true } }));
    expect(await visitor.socket.next("error")).toMatchObject({ refusal: { code: "bad_request" } });
  });

  it("CONTACT-8 BEY-12 an agent who sees contacts masked gets no address; BLOCK-4 of whoever is blocked there is nothing", async () => {
    const { room, staff } = await watched();
    await room.stub().command({ caller: room.staff("mem_a", "agent"), id: "t", command: { type: "room.take" } });
    const plain = room.staff("mem_a", "agent");
    const settings = { ...plain.member.settings, contactMasking: true };
    const masked: MemberCaller = { ...plain, member: { ...plain.member, settings } };
    const agent = await live(room, masked);
    const visitor = await live(room, room.visitor);
    visitor.socket.send(context("/", { email: "rina@example.id" }));
    expect((await staff.next<Frame>("visitor")).context.attributes.email).toBe("rina@example.id");
    expect((await agent.socket.next<Frame>("visitor")).context.attributes.email).toMatch(/\*\*\*\*/);
    await room.stub().command({
      caller: room.staff("mem_admin", "admin"),
      id: "b",
      command: { type: "contact.block", reason: "spam" },
    });
    visitor.socket.send(context("/secret"));
    visitor.socket.send({ type: "history", ref: "r", before: 2, limit: 1 });
    await visitor.socket.next("history");
    const again = await live(room, room.staff("mem_admin", "admin"));
    expect((await again.socket.next<Frame>("visitor")).context.page.url).toBe("https://shop.example/?q");
  });
});
