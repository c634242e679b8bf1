import { afterEach, describe, expect, it } from "vitest";
import { all, host, leave, mount, one, open, pause, sapa, say, textbox, until } from "./mount.ts";

afterEach(leave);

/** The stub that sites put in front of the script. */
function queue(): void {
  window.Sapa = Object.assign(
    (...args: unknown[]) => {
      const own = window.Sapa as unknown as { q?: unknown[] };
      own.q = [...(own.q ?? []), args];
    },
    { q: [] },
  ) as unknown as NonNullable<Window["Sapa"]>;
}

describe("WIDGET-21 Sapa(verb, …)", () => {
  it("plays the calls made before it was there, in order", async () => {
    queue();
    const heard: unknown[] = [];
    sapa("on", "ready", (detail: unknown) => heard.push(detail));
    sapa("setLanguage", "id");
    sapa("prefill", "Halo, ");
    sapa("open");
    await mount();
    await until("the open panel", () => all(".panel.shown").length);
    expect(textbox().value).toBe("Halo, ");
    expect(one(".launcher").ariaLabel).toBe("Tutup chat");
    expect(heard).toEqual([{ widgetId: "int_demo" }]);
  });

  it("opens, closes, toggles, hides and shows, and tells of it", async () => {
    await mount();
    const heard: string[] = [];
    for (const name of ["opened", "closed"]) sapa("on", name, () => heard.push(name));
    await open();
    sapa("close");
    sapa("toggle");
    await until("it open again", () => heard.length === 3);
    sapa("hide");
    expect(getComputedStyle(host() as HTMLElement).display).toBe("none");
    sapa("show");
    expect(getComputedStyle(host() as HTMLElement).display).toBe("block");
    expect(heard).toEqual(["opened", "closed", "opened", "closed"]);
  });

  it("unsubscribes, survives a listener that throws, and ignores what it does not know", async () => {
    const error = console.error;
    const reported: unknown[] = [];
    console.error = (...args) => reported.push(args[0]);
    await mount();
    const heard: string[] = [];
    sapa("on", "opened", () => {
      throw new Error("the page's own mistake");
    });
    const off = sapa("on", "opened", () => heard.push("first")) as () => void;
    sapa("on", "opened", () => heard.push("second"));
    off();
    await open();
    expect(sapa("constructor", 1)).toBeUndefined();
    expect(sapa("nonsense")).toBeUndefined();
    console.error = error;
    expect(heard).toEqual(["second"]);
    expect(String(reported[0])).toContain("the page's own mistake");
  });

  it("tells of messages sent and received, unread ones and the resolution, and not of history", async () => {
    const server = await mount();
    const heard: [string, unknown][] = [];
    for (const name of ["message:sent", "message:received", "unread:changed", "resolved"]) {
      sapa("on", name, (detail: unknown) => heard.push([name, detail]));
    }
    await open();
    await say("Hello");
    await until("the message told", () => heard.length === 1);
    sapa("close");
    server.agentSays("Good evening!");
    await until("the answer told", () => heard.length === 3);
    await open();
    await until("it read", () => heard.length === 4);
    server.resolve();
    await until("the resolution told", () => heard.length === 5);
    expect(heard.map(([name]) => name)).toEqual([
      "message:sent",
      "message:received",
      "unread:changed",
      "unread:changed",
      "resolved",
    ]);
    expect(heard[1]?.[1]).toMatchObject({ text: "Good evening!", author: "Dewi Lestari" });
    expect([heard[2]?.[1], heard[3]?.[1]]).toEqual([{ unread: 1 }, { unread: 0 }]);
  });

  it("prefill keeps what the visitor has typed", async () => {
    await mount();
    await open();
    sapa("prefill", "About Gayo: ");
    await until("the words", () => textbox().value === "About Gayo: ");
    sapa("prefill", "And Toraja: ");
    await until("both", () => textbox().value.includes("Toraja"));
    expect(textbox().value).toBe("About Gayo: \nAnd Toraja: ");
  });

  it("I18N-2 changes language and theme without losing the draft", async () => {
    await mount();
    await open();
    sapa("prefill", "Half a sent");
    await until("the words", () => textbox().value);
    sapa("setLanguage", "id");
    sapa("setTheme", "dark");
    await until("Indonesian", () => textbox().placeholder === "Tulis pesan");
    expect(textbox().value).toBe("Half a sent");
    expect(getComputedStyle(one(".panel")).color).toBe("rgb(236, 238, 242)");
    sapa("setTheme", "light");
    await until("light", () => getComputedStyle(one(".panel")).color === "rgb(22, 24, 29)");
  });

  it("WIDGET-24 takes data-language first, then the page's language, and follows the page when it changes", async () => {
    document.documentElement.lang = "id";
    await mount();
    expect(one(".launcher").ariaLabel).toBe("Buka chat");
    document.documentElement.lang = "en";
    await until("English", () => all(".launcher")[0]?.ariaLabel === "Open chat");
    sapa("destroy");
    document.documentElement.lang = "id";
    await mount({ language: "en" });
    expect(one(".launcher").ariaLabel).toBe("Open chat");
    document.documentElement.lang = "en";
  });

  it("WIDGET-20 logout leaves nothing of the chat in the browser", async () => {
    const server = await mount();
    await open();
    await say("My secret");
    await until("the message in the room", () => server.events.length === 1);
    sapa("logout");
    await until("an empty panel", () => all("li .bubble").length === 0);
    await pause(50);
    expect(localStorage.getItem("sapa:int_demo")).toBeNull();
    expect(server.sockets.size).toBe(0);
  });
});
