import { describe, expect, it } from "vitest";
import { SignInNeeded } from "../../../client/token-source.ts";
import type { Platform } from "../../../client/types.ts";
import type { VisitorSession } from "../../../protocol/webchat.schema.ts";
import type { PanelContext } from "../../../widget/context.ts";
import { visitorTokens } from "../../../widget/panel/session.ts";
import type { Entry, EntryStore } from "../../../widget/panel/stored.ts";

const MINUTE_MS = 60_000;

/** A browser with several tabs: one storage entry, one lock, one clock, and a server that rotates refresh tokens. */
function browser(entry: Entry = {}) {
  let stored = entry;
  let now = 1_000_000;
  let made = 0;
  let status = 200;
  let lock: Promise<void> = Promise.resolve();
  const asked: string[] = [];
  let validRefresh: string | undefined;

  const store: EntryStore = {
    key: "sapa:w",
    isBlocked: false,
    read: () => stored,
    update: (patch) => {
      stored = { ...stored, ...patch };
    },
    replace: (next) => {
      stored = next;
    },
    clear: () => {
      stored = {};
    },
  };
  const server = async (input: string, init: { body: string }): Promise<Response> => {
    await Promise.resolve();
    const url = new URL(input);
    asked.push(url.pathname.slice("/widget/v1/".length));
    if (url.searchParams.get("widget") !== "w") throw new Error("the address must carry the widget");
    const { refreshToken } = JSON.parse(init.body);
    if (status !== 200) return new Response("{}", { status });
    if (url.pathname.endsWith("renew") && refreshToken !== validRefresh) return new Response("{}", { status: 401 });
    validRefresh = `r${++made}`;
    const session: VisitorSession = {
      visitorId: "v",
      roomId: "room",
      accessToken: `a${made}`,
      expiresAt: now + 15 * MINUTE_MS,
      refreshToken: validRefresh,
    };
    return Response.json(session);
  };
  const platform = {
    now: () => now,
    fetch: server,
    withLock(_name: string, _signal: AbortSignal, work: () => Promise<void>) {
      const mine = lock.then(work);
      lock = mine.catch(() => {});
      return mine;
    },
  } as unknown as Platform;

  const context = { baseUrl: "https://sapa.example", widgetId: "w" } as PanelContext;

  return {
    asked,
    tab: () => visitorTokens({ context, entry: store, platform, profile: () => undefined, onRefused: () => {} }),
    stored: () => stored,
    pass: (ms: number) => {
      now += ms;
    },
    answerWith: (next: number) => {
      status = next;
    },
  };
}

describe("the visitor's session", () => {
  it("WIDGET-10 is made once and then renewed, with one request for all tabs", async () => {
    const world = browser();
    const [one, two] = [world.tab(), world.tab()];
    expect(await Promise.all([one(), two()])).toEqual([
      { token: "a1", expiresAt: expect.any(Number) },
      { token: "a1", expiresAt: expect.any(Number) },
    ]);
    world.pass(14.5 * MINUTE_MS);
    const tokens = await Promise.all([one(), two()]);
    expect(tokens.map(({ token }) => token)).toEqual(["a2", "a2"]);
    expect(world.asked).toEqual(["visitors", "visitors/renew"]);
  });

  it("takes the stored token on the next page without asking", async () => {
    const world = browser();
    await world.tab()();
    expect((await world.tab()()).token).toBe("a1");
    expect(world.asked).toEqual(["visitors"]);
  });

  it("renews a token that the server refused, whatever the local clock says", async () => {
    const world = browser();
    const tab = world.tab();
    await tab();
    expect((await tab()).token).toBe("a2");
    expect(world.asked).toEqual(["visitors", "visitors/renew"]);
  });

  it("ends when the server no longer knows the visitor, and begins anew after that", async () => {
    const world = browser({
      chatId: "c",
      session: { visitorId: "v", roomId: "room", accessToken: "old", expiresAt: 0, refreshToken: "unknown" },
    });
    const tab = world.tab();
    await expect(tab()).rejects.toBeInstanceOf(SignInNeeded);
    expect(world.stored().session).toBeUndefined();
    expect((await tab()).token).toBe("a1");
  });

  it.each([403, 404, 429, 503])("keeps the session when the answer is %i, which may pass", async (status) => {
    const world = browser();
    const tab = world.tab();
    await tab();
    world.answerWith(status);
    world.pass(20 * MINUTE_MS);
    const failure = await tab().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(SignInNeeded);
    expect(world.stored().session?.refreshToken).toBe("r1");
    world.answerWith(200);
    expect((await tab()).token).toBe("a2");
  });
});
