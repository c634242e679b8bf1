import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { TokenProvider } from "../../../components/data/connection.ts";
import { CLOSE } from "../../../protocol/limits.ts";
import { all, manyRooms, named, pause, talkAll, textOf, until } from "../components/mount.ts";
import { clearStage, newProvider, put } from "../components/stage.ts";
import { feedSockets, hostPage, othersEnded } from "./mount-element.ts";

afterEach(clearStage);

const rows = (): HTMLElement[] => all(".row[data-room]");
const signInShown = (): boolean => textOf(".state .title").includes("Sign-in needed");

describe("one connection per page", () => {
  it("EMBED-10 elements of every kind with the same provider share one token and one socket", async () => {
    await othersEnded();
    let asked = 0;
    const tokenProvider: TokenProvider = async () => {
      asked += 1;
      return { token: `token ${asked}`, expiresAt: Date.now() + 600_000 };
    };
    const server = await hostPage({ role: "admin", prepare: (fake) => talkAll(fake, manyRooms(2), 2) });
    put("sapa-unread-badge", { tokenProvider });
    put("sapa-report", { tokenProvider });
    put("sapa-settings", { tokenProvider });
    put("sapa-room", { tokenProvider, roomId: "room_00000" });
    put("sapa-inbox", { tokenProvider });
    await until("rows and number", () => rows().length === 2 && all("sapa-unread-badge >> .badge").length === 1);
    expect(asked).toBe(1);
    expect(feedSockets(server)).toBe(1);
    expect(server.requests.filter((request) => request === "GET /me")).toHaveLength(1);
  });

  it("EMBED-10 a second copy of the module breaks nothing and shares the connection", async () => {
    await othersEnded();
    const server = await hostPage({ prepare: (fake) => talkAll(fake, manyRooms(2), 2) });
    const tokenProvider = newProvider();
    put("sapa-inbox", { tokenProvider });
    await until("the rows", () => rows().length === 2);
    // Another address is another module: what a bundle of the host's own would bring along.
    const path = "/components/embed/unread-badge.ts?again";
    const again = (await import(/* @vite-ignore */ path)) as typeof import("../../../components/embed/unread-badge.ts");
    const { acquireConnection } = (await import(
      /* @vite-ignore */ "/components/data/connection.ts?again" as string
    )) as typeof import("../../../components/data/connection.ts");
    await import(/* @vite-ignore */ "/components/define.ts?again" as string);
    expect(again.SapaUnreadBadge).not.toBe(customElements.get("sapa-unread-badge"));
    const { connection, release } = acquireConnection("", tokenProvider);
    expect(connection.me?.memberId).toBe("mem_me");
    put("sapa-unread-badge", { tokenProvider });
    await until("the number", () => all("sapa-unread-badge >> .badge").length === 1);
    expect(feedSockets(server)).toBe(1);
    release();
  });

  it("EMBED-10 a removed element ends its part, the last one the connection; put back it works", async () => {
    await othersEnded();
    const server = await hostPage({ prepare: (fake) => talkAll(fake, manyRooms(2), 2) });
    const tokenProvider = newProvider();
    const inbox = put("sapa-inbox", { tokenProvider });
    const badge = put("sapa-unread-badge", { tokenProvider });
    await until("the rows", () => rows().length === 2 && feedSockets(server) === 1);
    inbox.remove();
    await pause(100);
    expect(feedSockets(server)).toBe(1);
    badge.remove();
    await until("it closed", () => feedSockets(server) === 0);
    document.body.append(inbox);
    await until("the rows again", () => rows().length === 2 && feedSockets(server) === 1);
    inbox.remove();
  });

  it("EMBED-8 leaves the page's title, icon and address alone, and sets no cookie", async () => {
    document.title = "The host's own";
    const before = [location.href, document.cookie, document.head.querySelectorAll("link[rel*=icon]").length];
    await hostPage({ prepare: (fake) => talkAll(fake, manyRooms(2), 2) });
    put("sapa-inbox", { tokenProvider: newProvider(), roomId: "room_00000" });
    await until("the rows", () => rows().length === 2);
    expect(document.title).toBe("The host's own");
    expect([location.href, document.cookie, document.head.querySelectorAll("link[rel*=icon]").length]).toEqual(before);
  });
});

describe("the token's end", () => {
  it("EMBED-5 when the server ends the token, tokenProvider is asked once; if it fails the content goes and the host is told", async () => {
    let asked = 0;
    const told: string[] = [];
    const server = await hostPage({ prepare: (fake) => talkAll(fake, manyRooms(2), 2) });
    const inbox = put("sapa-inbox", {
      tokenProvider: async () => {
        asked += 1;
        if (asked > 1) throw new Error("signed out");
        return { token: "first", expiresAt: Date.now() + 600_000 };
      },
    });
    inbox.addEventListener("sapa-token-expired", ({ type }) => told.push(type));
    await until("the rows", () => rows().length === 2);
    for (const socket of [...server.sockets]) socket.cut(CLOSE.tokenEnded);
    await until("the word", signInShown);
    expect(rows()).toEqual([]);
    expect(told).toEqual(["sapa-token-expired"]);
    expect(asked).toBe(2);
  });

  it("EMBED-5 drafts survive, and after signing in again everything is back", async () => {
    let isSignedIn = true;
    let count = 0;
    const server = await hostPage({ prepare: (fake) => talkAll(fake, manyRooms(2), 2) });
    put("sapa-inbox", {
      roomId: "room_00000",
      tokenProvider: async () => {
        if (!isSignedIn) throw new Error("signed out");
        count += 1;
        return { token: `token ${count}`, expiresAt: Date.now() + 600_000 };
      },
    });
    await until("the composer", () => all("sapa-composer >> textarea").length === 1);
    const field = all<HTMLTextAreaElement>("sapa-composer >> textarea")[0] as HTMLTextAreaElement;
    field.value = "Half an answer";
    field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    await pause(100);
    isSignedIn = false;
    for (const socket of [...server.sockets]) socket.cut(CLOSE.tokenEnded);
    await until("the word", signInShown);
    expect(all("sapa-composer >> textarea")).toEqual([]);
    isSignedIn = true;
    named("button", "Try again").click();
    await until(
      "the draft",
      () => all<HTMLTextAreaElement>("sapa-composer >> textarea")[0]?.value === "Half an answer",
    );
  });

  it("EMBED-5 who signed in elsewhere finds the content back without pressing anything", async () => {
    let isSignedIn = false;
    await hostPage({ prepare: (fake) => talkAll(fake, manyRooms(2), 2) });
    put("sapa-inbox", {
      tokenProvider: async () => {
        if (!isSignedIn) throw new Error("signed out");
        return { token: "fresh", expiresAt: Date.now() + 600_000 };
      },
    });
    await until("the word", signInShown);
    isSignedIn = true;
    window.dispatchEvent(new Event("online"));
    await until("the rows", () => rows().length === 2);
  });

  it.each([
    ["hands the refused token out again", async () => ({ token: "kept", expiresAt: Date.now() + 600_000 })],
    [
      "fails by a mistake of its own",
      (() => {
        let asked = 0;
        return async () => {
          asked += 1;
          if (asked > 1) return (undefined as unknown as { data: { token: string } }).data;
          return { token: "kept", expiresAt: Date.now() + 600_000 };
        };
      })(),
    ],
  ] as [string, TokenProvider][])(
    "EMBED-11 a page whose provider %s goes on showing nothing",
    async (_what, tokenProvider) => {
      const server = await hostPage({ prepare: (fake) => talkAll(fake, manyRooms(2), 2) });
      put("sapa-inbox", { tokenProvider });
      await until("the rows", () => rows().length === 2);
      server.failing.set("/me", { status: 401, code: "token_expired" });
      for (const socket of [...server.sockets]) socket.cut(CLOSE.tokenEnded);
      await until("the word", signInShown);
      expect(rows()).toEqual([]);
    },
  );

  it("EMBED-5 without a network nobody is signed out", async () => {
    const server = await hostPage({ prepare: (fake) => talkAll(fake, manyRooms(2), 2) });
    put("sapa-inbox", {
      tokenProvider: async () => {
        if (!server.isUp) throw new TypeError("Failed to fetch");
        return { token: "token", expiresAt: Date.now() + 600_000 };
      },
    });
    await until("the rows", () => rows().length === 2);
    server.down();
    await pause(1_500);
    expect(signInShown()).toBe(false);
    expect(rows()).toHaveLength(2);
    server.up();
    await until("it back", () => feedSockets(server) > 0);
  });

  it.each([
    ["the token alone", "aaa.bbb.ccc"],
    [
      "what the open API answers",
      { status: "success", data: { token: "aaa.bbb.ccc", expires_at: Date.now() + 600_000 }, meta: {} },
    ],
    ["its data", { token: "aaa.bbb.ccc", expires_at: Date.now() + 600_000 }],
  ])("EMBED-2 tokenProvider may give %s", async (_what, given) => {
    await hostPage({ prepare: (fake) => talkAll(fake, manyRooms(2), 2) });
    put("sapa-inbox", { tokenProvider: async () => given as never });
    await until("the rows", () => rows().length === 2);
  });
});

describe("blocked storage", () => {
  const blocked = (): never => {
    throw new DOMException("Access is denied for this document.", "SecurityError");
  };

  beforeEach(() => {
    vi.spyOn(window, "localStorage", "get").mockImplementation(blocked);
    vi.spyOn(window, "sessionStorage", "get").mockImplementation(blocked);
    vi.spyOn(window, "indexedDB", "get").mockImplementation(blocked);
    vi.spyOn(navigator.locks, "request").mockImplementation(async () => blocked());
  });

  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("EMBED-10 works in memory: lists, drafts and sending", async () => {
    const server = await hostPage({ prepare: (fake) => talkAll(fake, manyRooms(2), 2) });
    put("sapa-inbox", { tokenProvider: newProvider(), roomId: "room_00000" });
    await until("the composer", () => all("sapa-composer >> textarea").length === 1);
    const field = all<HTMLTextAreaElement>("sapa-composer >> textarea")[0] as HTMLTextAreaElement;
    field.value = "Sent from memory";
    field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    await pause(50);
    field.dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", bubbles: true, composed: true, cancelable: true }),
    );
    await until("it arrived", () => JSON.stringify(server.logs.get("room_00000")).includes("Sent from memory"));
  });
});
