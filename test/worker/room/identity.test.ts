import { evictDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { CLOSE } from "../../../protocol/limits.ts";
import { until } from "../../support/until.ts";
import { live, logOf, type OpenRoom, openRoom, text } from "./support.ts";

const admin = (room: OpenRoom) => room.staff("mem_admin", "admin");
const says = (room: OpenRoom, id: string) => room.stub().command({ caller: room.visitor, id, command: text("Halo") });

describe("signed identity in a room", () => {
  it("WIDGET-19 what the site's server says comes with the first message, and later at once", async () => {
    const room = await openRoom();
    const identify = (contactName: string, phone: string) =>
      room.stub().openIdentified({
        context: { ...room.context, contactName, profile: { phone, isVerified: true } },
        visitorId: room.context.externalId,
        now: Date.now(),
      });
    await identify("Rina", "628111111111");
    await evictDurableObject(room.stub());
    await says(room, "c1");
    expect((await room.stub().summary({ caller: admin(room) }))?.contact).toMatchObject({
      name: "Rina",
      phone: "628111111111",
      isVerified: true,
    });
    await identify("Rina", "628222222222");
    await identify("Rina", "628222222222");
    const updates = (await logOf(room)).filter(({ type }) => type === "contact.updated");
    expect(updates).toMatchObject([{ phone: "628111111111" }, { phone: "628222222222", isVerified: true }]);
  });

  it("WIDGET-20 linking ends the anonymous visitor's sockets, tokens and reading for good", async () => {
    const room = await openRoom();
    await says(room, "c1");
    const { socket } = await live(room, room.visitor);
    const staff = await live(room, admin(room));
    const link = (refreshToken: string, contactId = "con_known") =>
      room.stub().linkVisitor({ refreshToken, contactId, name: "Rina" });
    expect(await link("vis_1.forged")).toBe(false);
    expect(await link(room.refreshToken)).toBe(true);
    await until(
      async () => socket.closed,
      (closed) => closed !== null,
    );
    expect(socket.closed?.code).toBe(CLOSE.forbidden);
    expect(staff.socket.closed).toBeNull();
    await evictDurableObject(room.stub());
    expect(await room.stub().renewVisitor({ refreshToken: room.refreshToken })).toBeNull();
    expect(await says(room, "c2")).toMatchObject({ ok: false, refusal: { code: "not_found" } });
    expect(await room.stub().history({ caller: room.visitor, limit: 10 })).toMatchObject({ ok: false });
    // A call that runs twice answers alike, and nobody else gets the room.
    expect(await link(room.refreshToken)).toBe(true);
    expect(await link(room.refreshToken, "con_other")).toBe(false);
    expect((await logOf(room)).filter(({ type }) => type === "contact.linked")).toHaveLength(1);
    expect((await room.stub().summary({ caller: admin(room) }))?.contact.contactId).toBe("con_known");
  });

  it("WIDGET-20 a room in which nobody ever wrote is closed without a trace", async () => {
    const room = await openRoom();
    const { refreshToken } = room;
    expect(await room.stub().linkVisitor({ refreshToken, contactId: "con_known", name: null })).toBe(true);
    expect(await says(room, "c1")).toMatchObject({ ok: false });
    expect(await logOf(room)).toEqual([]);
  });
});
