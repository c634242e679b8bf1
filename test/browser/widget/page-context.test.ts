import { afterEach, describe, expect, it, vi } from "vitest";
import type { Proactive } from "../../../protocol/webchat.schema.ts";
import { all, leave, mount, one, open, pause, sapa, say, start, stored, until } from "./mount.ts";

const home = location.href;
const title = document.title;
afterEach(() => {
  vi.restoreAllMocks();
  leave();
  history.replaceState(null, "", home);
  document.title = title;
});

const greeting = (change: Partial<Proactive> = {}): Proactive => ({
  path: "*",
  afterSeconds: 0,
  when: "always",
  text: { en: "Can we help you choose?", id: "Perlu bantuan memilih?" },
  ...change,
});
const shown = (): (string | null)[] => all(".peek .say").map(({ textContent }) => textContent);

describe("BEY-12 where the visitor is", () => {
  it("is told with the chat and at every change of the page, without values and fragments", async () => {
    history.replaceState(null, "", "/shoes?size=42&ref=mail#reviews");
    document.title = "Shoes";
    const server = await mount();
    sapa("setAttributes", { name: "Rani", plan: "gold", visits: 3 });
    await open();
    expect(server.contexts).toEqual([]);
    await say("Hello");
    await until("the page", () => server.contexts.length);
    expect(server.contexts.at(-1)).toEqual({
      page: { url: `${location.origin}/shoes?size&ref`, title: "Shoes", referrer: expect.not.stringMatching(/[=#]/) },
      attributes: { plan: "gold", visits: 3 },
    });
    const { pushState } = history;
    history.pushState(null, "", "/bags#top");
    await until("the next page", () => server.contexts.at(-1)?.page.url.endsWith("/bags"));
    expect(history.pushState).toBe(pushState);
    sapa("setAttributes", { plan: "silver" });
    await until("the attribute", () => server.contexts.at(-1)?.attributes.plan === "silver");
  });

  it("is told again to every new connection", async () => {
    const server = await mount();
    await open();
    await say("Hello");
    await until("the page", () => server.contexts.length);
    const before = server.contexts.length;
    server.down();
    server.up();
    await until("it again", () => server.contexts.length > before);
    expect(server.contexts.at(-1)).toEqual(server.contexts[0]);
  });
});

describe("BEY-13 greetings by page and time", () => {
  it("greets on the pages named, in the visitor's language, and stores nothing for it", async () => {
    history.replaceState(null, "", "/pricing/team");
    await mount({ config: { proactive: [greeting({ path: "/pricing*" })] }, language: "id" });
    await until("the greeting", () => shown().length);
    expect(shown()).toEqual(["Perlu bantuan memilih?"]);
    expect(localStorage.length).toBe(0);
  });

  it("greets after a change of page without a load", async () => {
    history.replaceState(null, "", "/");
    await mount({ config: { proactive: [greeting({ path: "/pricing" })] } });
    await until("the panel", () => all(".panel").length);
    await pause(300);
    expect(shown()).toEqual([]);
    history.pushState(null, "", "/pricing");
    await until("the greeting", () => shown().length);
  });

  it("greets also on a page that never rests", async () => {
    vi.spyOn(window, "requestIdleCallback").mockImplementation((work, options) => {
      if (options?.timeout) setTimeout(() => work({ didTimeout: true, timeRemaining: () => 0 }), options.timeout);
      return 0;
    });
    history.replaceState(null, "", "/");
    await mount({ config: { proactive: [greeting()] } });
    await until("the greeting", () => shown().length);
  });

  it("keeps to office hours and presence", async () => {
    const proactive = [
      greeting({ when: "offline", text: { en: "Away", id: "Pergi" } }),
      greeting({ when: "online", text: { en: "Here", id: "Ada" } }),
    ];
    await mount({ config: { proactive, isOnline: true } });
    await until("the greeting", () => shown().length);
    expect(shown()).toEqual(["Here"]);
  });

  it("waits for consent on a page that asks for it", async () => {
    const server = await mount({ config: { proactive: [greeting()] } });
    sapa("destroy");
    await start({ consent: "wait" });
    await until("the panel", () => all(".panel").length);
    await pause(500);
    expect(shown()).toEqual([]);
    sapa("consent");
    await until("the greeting", () => shown().length);
    expect(server.requests.filter((path) => !path.includes("/config"))).toEqual([]);
  });

  it("WIDGET-18 once closed, no greeting comes back in this browser", async () => {
    await mount({ config: { proactive: [greeting()], greeting: { position: "top", text: null } } });
    await until("the greeting", () => shown().length);
    one(".peek .icon").click();
    await until("it gone", () => shown().length === 0);
    expect(stored().isGreetingClosed).toBe(true);
    sapa("destroy");
    await start();
    await until("the panel", () => all(".panel").length);
    await pause(4_000);
    expect(shown()).toEqual([]);
  });

  it("WIDGET-6 stands above the launcher or beside it, in our own words where the company has none", async () => {
    await mount({ config: { greeting: { position: "left", text: null } } });
    await until("the greeting", () => shown().length);
    expect(shown()).toEqual(["Hello! How can we help?"]);
    const [bubble, launcher] = [one(".peek").getBoundingClientRect(), one(".launcher").getBoundingClientRect()];
    expect(bubble.right).toBeLessThan(launcher.left);
    expect(bubble.bottom).toBeGreaterThan(launcher.top);
  });
});

describe("WIDGET-18 several tabs", () => {
  it("one of them tells of a message: another tab that was first keeps this one quiet", async () => {
    localStorage.setItem("sapa:int_demo", JSON.stringify({ chatId: "chat", readSeq: 1 }));
    const server = await mount({}, (made) => made.agentSays("Old news"));
    one(".launcher").dispatchEvent(new PointerEvent("pointerenter"));
    await until("the chat", () => server.frames.includes("hello"));
    await pause(100);
    // Another tab tells of the next message.
    let release = (): void => {};
    const isTold = new Promise<void>((resolve) => {
      release = resolve;
    });
    const held = navigator.locks.request("sapa:int_demo:told:2", () => isTold);
    server.agentSays("Told by the other tab");
    await pause(800);
    expect(shown()).toEqual([]);
    server.agentSays("Told here");
    await until("the bubble", () => shown().length);
    expect(shown()[0]).toContain("Told here");
    release();
    await held;
  });

  it("what is read in another tab is read here: no number, no bubble", async () => {
    localStorage.setItem("sapa:int_demo", JSON.stringify({ chatId: "chat", readSeq: 0 }));
    const server = await mount();
    one(".launcher").dispatchEvent(new PointerEvent("pointerenter"));
    await until("the chat", () => server.frames.includes("hello"));
    await pause(100);
    server.agentSays("News");
    await until("the bubble", () => shown().length);
    await until("the number", () => all(".badge").some(({ hidden, textContent }) => !hidden && textContent === "1"));
    server.contactReads();
    await until("no bubble", () => shown().length === 0);
    expect(all(".badge").every(({ hidden }) => hidden)).toBe(true);
  });
});
