import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { contactIdFor, newId, roomIdFor } from "../../../protocol/ids.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import { app } from "../../../worker/app.ts";
import type { World, WorldMember } from "../../support/world.ts";
import { asMember, call, codeOf, newVisitor, ORIGIN, say, tokenOf, world } from "./support.ts";

let w: World;
beforeAll(async () => {
  w = await world({ agentCanTakeOver: true, agentCanAssign: true, contactMasking: true });
});

const command = (member: WorldMember, roomId: string, body: object) =>
  asMember(member, `/api/v1/rooms/${roomId}/commands`, { headers: { "idempotency-key": crypto.randomUUID() }, body });
const transcript = (member: WorldMember, roomId: string, query = "language=en&timeZone=UTC") =>
  asMember(member, `/api/v1/rooms/${roomId}/transcript?${query}`);

describe("GET …/transcript", () => {
  it("BEY-18 staff get the conversation as a text file, in their language, without notes", async () => {
    const visitor = await newVisitor(w.one);
    await say(w.one, visitor, "Apakah masih buka?");
    const { roomId } = visitor;
    await command(w.one.agentA, roomId, { type: "room.take" });
    await command(w.one.agentA, roomId, { type: "message.send", content: { type: "text", text: "Masih, kak" } });
    await command(w.one.agentA, roomId, { type: "note.add", text: "pelanggan lama" });
    const response = await transcript(w.one.agentA, roomId);
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename="transcript-[\d-]+\.txt"$/);
    expect([response.headers.get("cache-control"), response.headers.get("x-content-type-options")]).toEqual([
      "no-store",
      "nosniff",
    ]);
    const text = await response.text();
    expect(text).toMatch(
      /\d\d:\d\d {2}.*: Apakah masih buka\?\n\d\d:\d\d {2}\* Dewi joined\n\d\d:\d\d {2}Dewi: Masih, kak\n$/,
    );
    expect(text).not.toContain("pelanggan lama");
    expect(await (await transcript(w.one.agentA, roomId, "language=id")).text()).toContain("Dewi bergabung");
    expect(await codeOf(await transcript(w.one.agentA, roomId, "timeZone=Mars/Base"))).toBe("bad_request");
  });

  it("BEY-18, WIDGET-24 the visitor gets their own, and nobody who may not see the room gets any", async () => {
    const visitor = await newVisitor(w.one);
    await say(w.one, visitor, "Halo dari saya");
    const { roomId, accessToken } = visitor;
    await command(w.one.agentA, roomId, { type: "room.take" });
    const asVisitor = (token: string) =>
      call(`/widget/v1/transcript?widget=${w.one.integrationId}&timeZone=UTC`, {
        headers: { authorization: `Bearer ${token}`, origin: w.one.origin, "accept-language": "id-ID,id;q=0.9" },
      });
    const own = await asVisitor(accessToken);
    expect(own.headers.get("access-control-allow-origin")).toBe(w.one.origin);
    expect(await own.text()).toMatch(/Anda: Halo dari saya\n.*\* Dewi bergabung\n$/);
    expect((await asVisitor("nonsense")).status).toBe(401);
    for (const member of [w.one.agentB, w.two.admin])
      expect(await codeOf(await transcript(member, roomId))).toBe("not_found");
    expect(await codeOf(await transcript(w.one.admin, "x"))).toBe("not_found");
  });

  it("BEY-18 a room of several pages is whole, in order and without gaps; without libSQL it is not to be had", async () => {
    const count = LIMITS.historyPage + 60;
    const roomId = await longRoom(count);
    const text = await (await transcript(w.one.admin, roomId)).text();
    const said = [...text.matchAll(/baris (\d+)$/gm)].map(([, number]) => Number(number));
    expect(said).toEqual(Array.from({ length: count }, (_, index) => index));
    expect(text).not.toContain("left out");

    const headers = { authorization: `Bearer ${await tokenOf(w.one.admin)}` };
    const away = { ...env, LIBSQL_URL: "http://127.0.0.1:9" };
    const refused = await app.request(`${ORIGIN}/api/v1/rooms/${roomId}/transcript`, { headers }, away);
    expect(refused.status).toBe(503);
  });

  /** A room whose visitor wrote that many messages in the last hours, played in as demo data is. */
  async function longRoom(count: number): Promise<string> {
    const { organizationId, integrationId, integrationName, origin } = w.one;
    const visitorId = newId("vis");
    const roomId = await roomIdFor(integrationId, visitorId);
    const contactId = await contactIdFor(organizationId, "web_chat", visitorId);
    const about = { roomId, organizationId, integrationId, integrationName, contactId, externalId: visitorId };
    const context = { ...about, channel: "web_chat", kind: "message", contactName: null, divisionId: null };
    const expiresAt = Date.now() + 60_000;
    const caller = { kind: "visitor", organizationId, integrationId, visitorId, roomId, origin, expiresAt };
    const calls = Array.from({ length: count }, (_, index) => ({
      caller,
      id: `line-${index}`,
      command: { type: "message.send", content: { type: "text", text: `baris ${index}` } },
      at: Date.now() - (count - index) * 20_000,
    }));
    const headers = { "x-sapa-dev-key": env.SAPA_DEV_KEY ?? "" };
    const half = Math.ceil(count / 2);
    for (const part of [calls.slice(0, half), calls.slice(half)]) {
      const response = await call("/api/dev/rehearse", { headers, body: { context, calls: part } });
      expect(await response.text()).toContain('"refused":[]');
    }
    return roomId;
  }
});
