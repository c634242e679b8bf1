import { afterEach, describe, expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import {
  all,
  bubbles,
  host,
  leave,
  mount,
  one,
  open,
  pause,
  STORAGE_KEY,
  sapa,
  say,
  start,
  stored,
  until,
} from "./mount.ts";

afterEach(leave);

describe("a guest on the page", () => {
  it("WIDGET-5 draws one launcher, also when the snippet runs twice", async () => {
    const server = await mount();
    await start();
    await until("the launcher", () => all(".launcher").length);
    expect(document.querySelectorAll("sapa-widget")).toHaveLength(1);
    expect(server.requests.filter((path) => path.includes("/config"))).toHaveLength(1);
  });

  it("WIDGET-8 on another domain draws nothing and names the right one in one line", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    await mount({}, (server) => {
      server.problem = {
        status: 403,
        body: { code: "widget.origin", params: { expected: "https://kopisenja.example" } },
      };
    });
    expect(host()).toBeNull();
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]?.join(" ")).toContain("https://kopisenja.example");
    warn.mockRestore();
  });

  it("WIDGET-9 switched off draws nothing and says so in one line", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    await mount({}, (server) => {
      server.problem = { status: 409, body: { code: "widget.off" } };
    });
    expect(host()).toBeNull();
    expect(warn.mock.calls.map((words) => words.join(" ").trim())).toEqual(["Sapa: widget.off"]);
    warn.mockRestore();
  });

  it("WIDGET-22 with the server down leaves the page as it was", async () => {
    const before = document.body.innerHTML;
    void mount({}, (server) => server.down());
    await pause(200);
    expect(document.body.innerHTML).toBe(before);
    expect(() => sapa("open")).not.toThrow();
  });

  it("WIDGET-10 stores nothing and opens no socket before the visitor acts, and makes nobody before the first message", async () => {
    const server = await mount();
    await until("the launcher", () => all(".launcher").length);
    one(".launcher").dispatchEvent(new PointerEvent("pointerenter"));
    await until("the panel", () => all(".panel").length);
    expect(localStorage.length).toBe(0);
    expect(server.sockets.size).toBe(0);
    await open();
    await pause(100);
    expect(server.sockets.size).toBe(0);
    expect(server.requests.some((path) => path.includes("/visitors"))).toBe(false);
    await say("Hello");
    await until("the message in the room", () => server.events.length === 1);
    expect(Object.keys(localStorage)).toEqual([STORAGE_KEY]);
    expect(document.cookie).toBe("");
  });

  it("WIDGET-22 adds one global and gives it back with everything else on destroy", async () => {
    const globals = new Set(Object.getOwnPropertyNames(window));
    await mount();
    await open();
    const added = Object.getOwnPropertyNames(window).filter((name) => !globals.has(name));
    expect(added).toEqual(["Sapa"]);
    sapa("destroy");
    expect(window.Sapa).toBeUndefined();
    expect(host()).toBeNull();
  });

  it("WIDGET-22 keeps its shape under a hostile style sheet and changes no style of the page", async () => {
    const sheet = document.createElement("style");
    sheet.textContent = `
      body * { all: unset !important; display: none !important; color: lime !important; font-size: 40px !important; }
      sapa-widget { display: none !important; position: static !important; transform: scale(3) !important; opacity: 0 !important; z-index: -1 !important; width: 900px !important }`;
    const paragraph = document.body.appendChild(document.createElement("p"));
    paragraph.textContent = "The page's own words";
    const colourBefore = getComputedStyle(paragraph).color;
    await mount();
    expect(getComputedStyle(paragraph).color).toBe(colourBefore);
    document.head.append(sheet);
    const box = one(".launcher").getBoundingClientRect();
    expect([box.width, box.height]).toEqual([56, 56]);
    expect(Math.round(innerWidth - box.right)).toBe(20);
    const style = getComputedStyle(host() as HTMLElement);
    expect([style.position, style.display, style.opacity, style.transform, style.zIndex]).toEqual([
      "fixed",
      "block",
      "1",
      "none",
      "1000",
    ]);
    sheet.remove();
    paragraph.remove();
  });

  it("WIDGET-23 shifts nothing on the page", async () => {
    const shifts: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
    });
    observer.observe({ type: "layout-shift" });
    const text = document.body.appendChild(document.createElement("p"));
    text.textContent = "Words that must stay where they are";
    const before = text.getBoundingClientRect().toJSON();
    await mount();
    await open();
    await pause(300);
    expect(text.getBoundingClientRect().toJSON()).toEqual(before);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(innerWidth);
    expect(shifts).toEqual([]);
    observer.disconnect();
    text.remove();
  });

  it("WIDGET-22 survives a single-page application that replaces the body's content", async () => {
    await mount();
    const before = host();
    document.body.replaceChildren(document.createElement("main"));
    await until("the widget back", () => host());
    expect(host()).toBe(before);
    document.body.replaceWith(document.createElement("body"));
    await until("the widget in the new body", () => host());
    expect(host()).toBe(before);
  });

  it("keeps what is typed from the page's own shortcuts", async () => {
    const heard: string[] = [];
    const listen = (event: Event) => heard.push(event.type);
    for (const name of ["keydown", "input"]) document.addEventListener(name, listen);
    await mount();
    await open();
    one("textarea").dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true, composed: true }));
    one("textarea").dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    expect(heard).toEqual([]);
    for (const name of ["keydown", "input"]) document.removeEventListener(name, listen);
  });

  it("WIDGET-10 says so where storage is blocked, and still chats", async () => {
    const own = Object.getOwnPropertyDescriptor(window, "localStorage");
    const blocked = () => {
      throw new DOMException("denied", "SecurityError");
    };
    Object.defineProperty(window, "localStorage", { get: blocked, configurable: true });
    try {
      const server = await mount();
      await open();
      expect(one(".notice").textContent).toContain("the chat ends when you leave it");
      await say("Still here");
      await until("the message in the room", () => server.events.length === 1);
      expect(bubbles()).toEqual(["Still here"]);
      one(".notice button").click();
      await until("no notice", () => all(".notice").length === 0);
    } finally {
      if (own) Object.defineProperty(window, "localStorage", own);
      else Reflect.deleteProperty(window, "localStorage");
    }
  });

  it("on a phone fills the screen, hides the launcher and follows the page's direction", async () => {
    document.documentElement.dir = "rtl";
    await mount({ width: 390, height: 844 });
    const launcher = one(".launcher").getBoundingClientRect();
    expect(Math.round(launcher.left)).toBe(20);
    await open();
    const box = one(".panel").getBoundingClientRect();
    expect([box.left, box.top, box.width, box.height]).toEqual([0, 0, 390, 844]);
    expect(getComputedStyle(one(".launcher")).visibility).toBe("hidden");
    expect(one(".panel").getAttribute("aria-modal")).toBe("true");
    expect(getComputedStyle(one("header")).direction).toBe("rtl");
    await page.viewport(1280, 800);
  });

  it("stands in the corner itself where the site's own button takes the launcher's place", async () => {
    await mount({ launcher: "#own-button" });
    await until("the widget", () => all(".launcher").length);
    sapa("open");
    await until("the panel", () => all(".panel.shown").length);
    await until("its place", () => innerHeight - one(".panel").getBoundingClientRect().bottom === 20);
    leave();
    await mount();
    await open();
    await until(
      "its place above the launcher",
      () => innerHeight - one(".panel").getBoundingClientRect().bottom === 88,
    );
  });

  it("comes back open on the next page, without taking the focus", async () => {
    const field = document.body.appendChild(document.createElement("input"));
    await mount();
    await open();
    expect(stored().isOpen).toBe(true);
    sapa("destroy");
    field.focus();
    await start();
    await until("the panel again", () => all(".panel.shown").length);
    expect(document.activeElement?.localName).toBe("input");
    field.remove();
  });
});
