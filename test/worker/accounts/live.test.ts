import { runDurableObjectAlarm } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AccessToken, LiveSession } from "../../../protocol/http.schema.ts";
import { SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from "../../../protocol/version.ts";
import { TestSocket } from "../../support/worker-sockets.ts";
import type { World } from "../../support/world.ts";
import { Browser, call, newVisitor, ORIGIN, PASSWORD, say, world } from "../http/support.ts";
import { hello, hubOf, later } from "../organization/organization-world.ts";
import { hello as roomHello } from "../room/support.ts";
import { forgot, linkTo, useLink } from "./support.ts";

const MINUTE_MS = 60_000;
let w: World;
let mine: Browser;
let other: Browser;
beforeEach(async () => {
  w = await world({ agentCanTakeOver: true });
  [mine, other] = [new Browser(), new Browser()];
  await mine.signIn(w.one.agentA);
  await other.signIn(w.one.agentA);
});
afterEach(() => {
  vi.restoreAllMocks();
});

async function open(browser: Browser, path: string): Promise<TestSocket> {
  const answer = await browser.send("/auth/token", { method: "POST" });
  const { token } = (await answer.json()) as AccessToken;
  const protocols = `${SUBPROTOCOL}, ${TOKEN_SUBPROTOCOL_PREFIX}${token}`;
  const headers = { upgrade: "websocket", origin: ORIGIN, "sec-websocket-protocol": protocols };
  return TestSocket.over(await call(path, { headers }));
}

async function feed(browser: Browser): Promise<TestSocket> {
  const socket = await open(browser, "/api/v1/feed/socket");
  await hello(socket);
  return socket;
}

async function endOther(): Promise<void> {
  const list = (await (await other.send("/auth/sessions")).json()) as LiveSession[];
  const { sessionId } = list.find(({ isCurrent }) => isCurrent) ?? { sessionId: "" };
  expect((await mine.send(`/auth/sessions/${sessionId}`, { method: "DELETE" })).status).toBe(204);
}

const isOnline = async (): Promise<boolean> =>
  (await hubOf(w.one).presence()).some((one) => one.memberId === w.one.agentA.memberId && one.isOnline);

describe("AUTH-17 a session that is ended from elsewhere", () => {
  it("loses its feed and its rooms at once, and presence turns offline", async () => {
    const visitor = await newVisitor(w.one);
    await say(w.one, visitor, "halo");
    const socket = await feed(other);
    const room = await open(other, `/api/v1/rooms/${visitor.roomId}/socket`);
    room.send(roomHello());
    await room.next("live");
    socket.send({ type: "presence.set", isOnline: true });
    await expect.poll(isOnline).toBe(true);
    await endOther();
    expect(await socket.closing()).toMatchObject({ code: 4001 });
    await runDurableObjectAlarm(hubOf(w.one));
    expect(await room.closing()).toMatchObject({ code: 4001 });
    later(2 * MINUTE_MS + 1_000);
    await runDurableObjectAlarm(hubOf(w.one));
    expect(await isOnline()).toBe(false);
  });

  it("the session that goes on comes back with a new token", async () => {
    await endOther();
    const socket = await feed(mine);
    expect(socket.closed).toBeNull();
    expect((await open(other, "/api/v1/feed/socket").catch(() => null)) ?? null).toBeNull();
    socket.close();
  });

  it.each([
    [
      "AUTH-7 by a changed password",
      () => mine.send("/auth/password", { body: { current: PASSWORD, next: "satu-dua-tiga-4" } }),
    ],
    [
      "AUTH-9 by a reset",
      async () => {
        await forgot(w.one.agentA.email);
        return useLink(await linkTo(w.one.agentA.email), "satu-dua-tiga-4");
      },
    ],
  ])("%s too", async (_, end) => {
    const socket = await feed(other);
    const bystander = new Browser();
    await bystander.signIn(w.one.agentB);
    const theirs = await feed(bystander);
    expect((await end()).status).toBe(204);
    expect(await socket.closing()).toMatchObject({ code: 4001 });
    expect(theirs.closed).toBeNull();
    theirs.close();
  });
});
