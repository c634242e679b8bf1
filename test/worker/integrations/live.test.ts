import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { RoomServerFrame } from "../../../protocol/room-frames.schema.ts";
import type { Settings } from "../../../protocol/settings.schema.ts";
import { PROTOCOL_VERSION } from "../../../protocol/version.ts";
import type { VisitorSession, WidgetConfig } from "../../../protocol/webchat.schema.ts";
import type { VisitorCaller } from "../../../worker/http/identity.ts";
import { TestSocket } from "../../support/worker-sockets.ts";
import type { World, WorldOrganization } from "../../support/world.ts";
import { asMember, asPage, newVisitor, problemOf, say, world } from "../http/support.ts";
import { SocketsOfATest } from "../organization/organization-world.ts";
import { change, done } from "../settings/support.ts";
import { asOrganization, at, newWidget } from "./support.ts";

let w: World;
const sockets: TestSocket[] = [];
beforeAll(async () => {
  w = await world();
});
afterEach(() => {
  feeds.close();
  for (const socket of sockets.splice(0)) socket.close();
});

const feeds = new SocketsOfATest();
const isThere = async ({ organizationId, agentB }: WorldOrganization): Promise<boolean> => {
  const present = await env.ORGANIZATION.getByName(organizationId).presence();
  return present.some(({ memberId, isOnline }) => isOnline && memberId === agentB.memberId);
};
const configOf = async (page: WorldOrganization): Promise<WidgetConfig> =>
  (await (await asPage(page, "/widget/v1/config")).json()) as WidgetConfig;
const DAY = [{ from: "00:00", to: "24:00" }];
const week = (day: typeof DAY | []) => Array(7).fill(day) as unknown as Settings["office-hours"]["week"];
const setHours = (day: typeof DAY | []) => change(w.one.admin, "office-hours", { week: week(day), holidays: [] });

describe("what the page is told from moment to moment", () => {
  it("WIDGET-12 WIDGET-13 online in office hours while somebody is there, with their first name; else when it opens", async () => {
    await setHours(DAY);
    const { socket } = await feeds.open(w.one, w.one.agentB.identity);
    socket.send({ type: "presence.set", isOnline: true });
    await expect.poll(() => isThere(w.one)).toBe(true);
    const widget = await newWidget(w.one.admin);
    const config = await configOf(asOrganization(w.one, widget));
    expect(config).toMatchObject({ isOnline: true, opensAt: null, replyMinutes: null });
    expect(config.team[0]).toEqual({ name: "Agus", isOnline: true });
    expect(config.team.map(({ name }) => name).sort()).toEqual(["Agus", "Budi", "Dewi"]);
    await setHours([]);
    expect(await configOf(asOrganization(w.one, widget))).toMatchObject({ isOnline: false, opensAt: null });
    await setHours(DAY);
    socket.send({ type: "presence.set", isOnline: false });
    await expect.poll(() => isThere(w.one)).toBe(false);
    const later = await newWidget(w.one.admin);
    expect(await configOf(asOrganization(w.one, later))).toMatchObject({ isOnline: false });
  });
});

type Answer = Extract<RoomServerFrame, { type: "ack" | "refused" }>;
type Ack = Extract<RoomServerFrame, { type: "ack" }>;

function socketOf(page: WorldOrganization, session: VisitorSession): Promise<TestSocket> {
  const { visitorId, roomId, expiresAt } = session;
  const { organizationId, integrationId, origin } = page;
  const caller: VisitorCaller = {
    kind: "visitor",
    organizationId,
    integrationId,
    visitorId,
    roomId,
    origin,
    expiresAt,
  };
  return TestSocket.open(env.ROOM.getByName(roomId), caller);
}

describe("WIDGET-9 a room that is open while its widget is switched off", () => {
  it("WIDGET-9 learns it from the panel that is seen, takes no message of either side, and can still be read", async () => {
    const widget = await newWidget(w.one.admin);
    const page = asOrganization(w.one, widget);
    const visitor = await newVisitor(page);
    await say(page, visitor, "Halo");
    const socket = await socketOf(page, visitor);
    sockets.push(socket);
    socket.send({ type: "hello", version: PROTOCOL_VERSION });
    await socket.next("resumed");

    await done(w.one.admin, "PUT", at(widget, "/switch"), { isEnabled: false });
    socket.send({ type: "seen" });
    const command = { type: "message.send", content: { type: "text", text: "Masih bisa?" } };
    const answerTo = async (): Promise<string> => {
      const id = crypto.randomUUID();
      socket.send({ type: "command", id, command });
      const answer = await socket.next<Answer>(({ type, ...frame }) =>
        type === "ack" ? (frame as Ack).acks.some((one) => one.id === id) : type === "refused" && frame.id === id,
      );
      return answer.type === "refused" ? answer.refusal.code : answer.type;
    };
    await expect.poll(answerTo, { timeout: 6_000, interval: 200 }).toBe("widget.off");

    const reply = await asMember(w.one.admin, `/api/v1/rooms/${visitor.roomId}/commands`, {
      headers: { "idempotency-key": "off" },
      body: { type: "room.take" },
    });
    expect(reply.status).toBe(200);
    const said = await asMember(w.one.admin, `/api/v1/rooms/${visitor.roomId}/commands`, {
      headers: { "idempotency-key": "off-2" },
      body: command,
    });
    expect(await problemOf(said)).toMatchObject({ status: 409, code: "widget.off" });
    const events = await asMember(w.one.admin, `/api/v1/rooms/${visitor.roomId}/events`);
    expect(await events.text()).toContain("Halo");
  });
});
