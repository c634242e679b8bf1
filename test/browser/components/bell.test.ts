import { afterEach, describe, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { SapaBell } from "../../../components/notify/bell.ts";
import { Tabs } from "../../../components/notify/tabs.ts";
import type { Notice } from "../../../protocol/inbox.schema.ts";
import { summary } from "../../support/component-builders.ts";
import type { FakeServer } from "./fake-server.ts";
import { all, expectAccessible, leave, mount, one, press, textOf, until } from "./mount.ts";

const MINUTE = 60_000;

const notice = (change: Partial<Notice>): Notice => ({
  noticeId: "room_a:1",
  at: Date.now() - MINUTE,
  kind: "assigned",
  roomId: "room_a",
  params: { actor: "Bagas", contact: "Rani Puspita", contactId: "con_abcd", channel: "web_chat" },
  isRead: false,
  ...change,
});

let bell: SapaBell | undefined;

async function mountBell(notices: Notice[], language = "en"): Promise<FakeServer> {
  const { server, inbox } = await mount({
    prepare: (fake) => {
      fake.extra.set("GET /notices", () => ({
        notices,
        unread: notices.filter(({ isRead }) => !isRead).length,
        nextCursor: null,
      }));
      fake.extra.set("POST /notices/read", () => undefined);
    },
  });
  bell = document.createElement("sapa-bell");
  bell.language = language;
  bell.tokenProvider = inbox.tokenProvider;
  bell.style.cssText = "position:absolute;inset-block-start:8px;inset-inline-end:8px;z-index:5";
  document.body.append(bell);
  await until("the bell", () => all("sapa-bell >> .bell").length > 0);
  return server;
}

afterEach(() => {
  bell?.remove();
  bell = undefined;
  leave();
});

const count = (): string => textOf("sapa-bell >> .count");
const openPanel = async (): Promise<void> => {
  await userEvent.click(one("sapa-bell >> .bell"));
  await until("the panel", () => one("sapa-bell >> .panel").checkVisibility());
  // Its colours are judged when it has come, not on the way.
  await until(
    "the end of its coming",
    () => getComputedStyle(one("sapa-bell >> sapa-popover >> .panel")).opacity === "1",
  );
};

describe("the bell", () => {
  it("NOTIF-1 tells what concerns me, counts what is unread and leads there by a click", async () => {
    await mountBell([
      notice({}),
      notice({ noticeId: "room_b:4", at: Date.now() - 2 * MINUTE, kind: "resolved", isRead: true, roomId: "room_b" }),
    ]);
    await until("the count", () => count() === "1");
    await openPanel();
    expect(textOf("sapa-bell >> .words > span")).toBe(
      "Bagas assigned Rani Puspita to you | Bagas resolved your chat with Rani Puspita",
    );
    await expectAccessible();
    let opened: string | null | undefined;
    bell?.addEventListener("sapa-notice-opened", (event) => {
      opened = event.roomId;
    });
    await userEvent.click(one("sapa-bell >> .notice"));
    expect(opened).toBe("room_a");
    await until("nothing unread", () => count() === "");
  });

  it("NOTIF-1 what was read on another device is read here, once one looks again", async () => {
    const server = await mountBell([notice({}), notice({ noticeId: "room_b:1" })]);
    await until("two", () => count() === "2");
    server.extra.set("GET /notices", () => ({
      notices: [notice({ isRead: true }), notice({ noticeId: "room_b:1" })],
      unread: 1,
      nextCursor: null,
    }));
    await until("one", () => {
      window.dispatchEvent(new Event("focus"));
      return count() === "1";
    });
  });

  it("NOTIF-1 marks all as read and shows the unread only", async () => {
    const server = await mountBell([notice({}), notice({ noticeId: "room_b:2", kind: "mentioned", isRead: true })]);
    await openPanel();
    await press("sapa-bell >> label", "Unread only");
    await until("one left", () => all("sapa-bell >> .notice").length === 1);
    await press("sapa-bell >> button", "Mark as read");
    await until("everything read", () => textOf("sapa-bell >> .state").includes("Everything is read"));
    expect(server.requests).toContain("POST /notices/read");
    await expectAccessible();
  });

  it("NOTIF-1 takes back what the server did not take", async () => {
    const server = await mountBell([notice({})]);
    server.failing.set("/notices/read", { status: 503, code: "unavailable" });
    await openPanel();
    await press("sapa-bell >> button", "Mark as read");
    await until("the count again", () => count() === "1" && server.requests.includes("POST /notices/read"));
  });

  it("GEN-4 shows a new notice at once, and the same one once", async () => {
    const server = await mountBell([]);
    await openPanel();
    expect(textOf("sapa-bell >> .state")).toContain("Nothing new");
    await expectAccessible();
    const news = notice({ kind: "handed_over" });
    await until("the feed", () => [...server.sockets].some(({ roomId }) => roomId === null));
    server.toFeed({ type: "notices", notices: [news] });
    server.toFeed({ type: "notices", notices: [news] });
    await until("the notice", () => count() === "1");
    expect(textOf("sapa-bell >> .words > span")).toBe("Bagas handed Rani Puspita over to you");
  });

  it("NOTIF-1 what was read on another device is read here at once", async () => {
    const notices = ["a:1", "b:1", "c:1"].map((id, at) => notice({ noticeId: `room_${id}`, at: 1_000 + at }));
    const server = await mountBell(notices);
    await until("the count", () => count() === "3");
    await until("the feed", () => [...server.sockets].some(({ roomId }) => roomId === null));
    const asked = (): number => server.requests.filter((request) => request === "GET /notices").length;
    const before = asked();
    server.toFeed({ type: "notices.read", noticeIds: ["room_b:1"], at: 2_000 });
    await until("two unread", () => count() === "2");
    expect(asked()).toBe(before);
    // More are unread than were read of the pages: the server is asked what is left.
    server.toFeed({ type: "notices.read", noticeIds: null, at: 1_000 });
    await until("one unread, and then what the server says", () => asked() > before && count() === "3");
  });

  it("speaks Indonesian, fits a phone, and works by keyboard", async () => {
    await page.viewport(390, 800);
    await mountBell([notice({ kind: "allocated" })], "id");
    one("sapa-bell >> .bell").focus();
    await userEvent.keyboard("{Enter}");
    await until("the panel", () => one("sapa-bell >> .panel").checkVisibility());
    expect(textOf("sapa-bell >> .words > span")).toBe("Rani Puspita diberikan kepada Anda");
    await userEvent.keyboard("{Escape}");
    await until("it closed", () => !one("sapa-bell >> .panel").checkVisibility());
  });

  it("GEN-7 says when it could not be loaded, and tries again", async () => {
    const server = await mountBell([notice({})]);
    const good = server.extra.get("GET /notices");
    server.failing.set("/notices", { status: 503, code: "unavailable" });
    bell?.remove();
    document.body.append(bell as SapaBell);
    await until("the bell", () => all("sapa-bell >> .bell").length > 0);
    await openPanel();
    await until("the failure", () => textOf("sapa-bell >> .state").includes("could not be loaded"));
    await expectAccessible();
    server.failing.clear();
    expect(good).toBeDefined();
    await press("sapa-bell >> button", "Try again");
    await until("the notice", () => all("sapa-bell >> .notice").length === 1);
  });
});

describe("several tabs of one member", () => {
  it("NOTIF-5 only the first one that asks tells of a message", async () => {
    const tabs = [new Tabs("mem_x"), new Tabs("mem_x"), new Tabs("mem_x")];
    const claims = await Promise.all(tabs.map((tab) => tab.claim("room_a", 7)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await tabs[0]?.claim("room_a", 7)).toBe(false);
    expect(await tabs[1]?.claim("room_a", 8)).toBe(true);
    for (const tab of tabs) tab.close();
  });

  it("NOTIF-2 a room that is open before my eyes in another tab is known to be so", async () => {
    const [first, second] = [new Tabs("mem_y"), new Tabs("mem_y")];
    first.watch("room_a");
    await until("word of it", () => second.isWatched("room_a"));
    first.watch(null);
    await until("word of the end", () => !second.isWatched("room_a"));
    let isSignedOut = false;
    second.onSignedOut = () => {
      isSignedOut = true;
    };
    first.signOut();
    await until("NOTIF-5 the end of all notices", () => isSignedOut);
    first.close();
    second.close();
  });
});

describe("pop-ups", () => {
  it("NOTIF-2 one per room for a room that waits, none for what was told", async () => {
    const shown: { title: string; tag: string | undefined }[] = [];
    const real = window.Notification;
    window.Notification = class {
      static permission = "granted";
      onclick: (() => void) | null = null;
      onclose: (() => void) | null = null;
      constructor(title: string, options?: NotificationOptions) {
        shown.push({ title, tag: options?.tag });
      }
      close(): void {}
    } as unknown as typeof Notification;
    try {
      const server = await mountBell([]);
      await until("the feed", () => [...server.sockets].some(({ roomId }) => roomId === null));
      const base = summary();
      const room = summary({
        roomId: "room_n",
        status: "unassigned",
        conversation: { ...base.conversation, openedAt: Date.now() },
        lastMessage: base.lastMessage && { ...base.lastMessage, at: Date.now() + MINUTE },
      });
      server.add(room);
      server.change(room);
      await until("the pop-up", () => shown.length > 0);
      server.change(server.rooms.get("room_n") ?? room);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(shown).toEqual([{ title: "Rani Puspita is waiting", tag: "sapa-room_n" }]);
    } finally {
      window.Notification = real;
    }
  });
});
