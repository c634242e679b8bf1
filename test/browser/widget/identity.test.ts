import { afterEach, describe, expect, it, vi } from "vitest";
import type { WidgetConfig } from "../../../protocol/webchat.schema.ts";
import type { FakeServer } from "./fake-server.ts";
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

const session = {
  visitorId: "vis_1",
  roomId: "room_1",
  accessToken: "t",
  expiresAt: Date.now() + 900_000,
  refreshToken: "r",
};
const identified = (server: FakeServer) =>
  server.posted.filter(({ path }) => path.endsWith("/identify")).map(({ body }) => body);
const errors: string[] = [];
const listen = (): void => {
  errors.length = 0;
  sapa("on", "error", ({ code }: { code: string }) => errors.push(code));
};

async function mountIdentified(config: Partial<WidgetConfig> = {}): Promise<FakeServer> {
  const server = await mount({ config }, (made) => made.agentSays("Your order is on its way"));
  listen();
  sapa("identify", { token: async () => "jwt-of-rani" });
  await open();
  await until("the person's room", () => bubbles().includes("Your order is on its way"));
  return server;
}

describe("WIDGET-19 a person the site has signed for", () => {
  it("reads and writes their room as soon as the panel opens, with nothing of it in the browser", async () => {
    const server = await mountIdentified();
    expect(identified(server)).toEqual([{ widgetId: "int_demo", token: "jwt-of-rani" }]);
    await say("Thank you");
    await until("the message", () => server.events.length === 2);
    expect(Object.keys(stored()).sort()).toEqual(["isGreetingClosed", "isOpen", "isSigned"]);
    expect(JSON.stringify(localStorage)).not.toMatch(/jwt|Thank|order|token/i);
  });

  it("opens no socket before somebody looks", async () => {
    const server = await mount();
    sapa("identify", { token: async () => "jwt" });
    one(".launcher").dispatchEvent(new PointerEvent("pointerenter"));
    await until("the panel", () => all(".panel").length);
    await pause(100);
    expect(server.sockets.size).toBe(0);
    expect(identified(server)).toEqual([]);
  });

  it("takes along the anonymous chat of this browser, once", async () => {
    const server = await mount();
    await open();
    await say("Hello");
    await until("the message", () => server.events.length === 1);
    sapa("identify", { token: async () => "jwt" });
    await until("the identity", () => identified(server).length);
    expect(identified(server)[0]).toMatchObject({ token: "jwt", refreshToken: "r" });
    await until("nothing of the former session", () => !("session" in stored()) && !("chatId" in stored()));
  });

  it("that the site no longer signs for is told so in one line, and the page in one event", async () => {
    const server = await mount();
    listen();
    server.refusals.set("/widget/v1/visitors/identify", { status: 401, body: { code: "widget.identity" } });
    sapa("identify", { token: async () => "ended" });
    await open();
    await until("the line", () => all(".banner").length);
    expect(one(".banner").textContent).toBe("Sign in again to continue");
    expect(all("footer")).toHaveLength(0);
    expect(errors).toEqual(["widget.identity"]);
    server.refusals.clear();
    sapa("identify", { token: async () => "new" });
    await until("the composer", () => all("footer").length);
    await until("the new identity", () => identified(server).at(-1)?.token === "new");
  });

  it("WIDGET-20 ends at once with logout: nothing of the chat stays readable", async () => {
    const server = await mountIdentified();
    sapa("logout");
    await until("an empty panel", () => all("li").length === 0);
    expect(localStorage.getItem(STORAGE_KEY)).toBeNull();
    await until("no socket", () => server.sockets.size === 0);
    expect(host()?.shadowRoot?.textContent).not.toContain("order");
  });

  it("WIDGET-20 another person on the same computer never sees the former one's chat", async () => {
    const server = await mountIdentified();
    server.events.length = 0;
    sapa("identify", { token: async () => "jwt-of-budi" });
    await until("the other identity", () => identified(server).length === 2);
    await until("an empty panel", () => all("li.message").length === 0);
    expect(identified(server)[1]).toEqual({ widgetId: "int_demo", token: "jwt-of-budi" });
  });

  it("WIDGET-20 another tab's logout ends it here too", async () => {
    const server = await mountIdentified();
    localStorage.removeItem(STORAGE_KEY);
    dispatchEvent(new StorageEvent("storage", { key: STORAGE_KEY, newValue: null }));
    await until("an empty panel", () => all("li").length === 0);
    await until("no socket", () => server.sockets.size === 0);
    expect(one(".banner").textContent).toBe("Sign in again to continue");
  });

  it("WIDGET-20 a session that was on its way at logout is not kept: whoever writes next is somebody else", async () => {
    const server = await mount();
    await open();
    const answering = Promise.withResolvers<void>();
    const fetched = window.fetch;
    window.fetch = async (...request) => {
      const response = await fetched(...request);
      if (String(request[0]).includes("/visitors?")) await answering.promise;
      return response;
    };
    const made = () => server.posted.filter(({ path }) => path.endsWith("/visitors")).length;
    await say("I am Rani");
    await until("the question for a session", () => made() === 1);
    sapa("logout");
    answering.resolve();
    await say("I am Budi");
    await until("the next person's message", () => server.events.length === 1);
    expect(made()).toBe(2);
    expect(bubbles()).toEqual(["I am Budi"]);
  });

  it("signed only: without an identity it says to sign in, and makes no visitor", async () => {
    const server = await mount({ config: { signedOnly: true } });
    await open();
    expect(one(".banner").textContent).toBe("Sign in to chat with us");
    expect(all("footer")).toHaveLength(0);
    expect(server.posted).toEqual([]);
    sapa("identify", { token: async () => "jwt" });
    await until("the composer", () => all("footer").length);
  });
});

describe("BEY-20 a suspicious visitor", () => {
  it("proves its work before the first message, without noticing", async () => {
    const server = await mount({}, (made) => {
      made.challengeBits = 10;
    });
    await open();
    await say("Hello");
    await until("the message", () => server.events.length === 1);
    const asked = server.posted.filter(({ path }) => path === "/widget/v1/visitors");
    expect(asked).toHaveLength(2);
    expect(asked[1]?.body.proof).toMatchObject({ seed: "fake.seed" });
  });
});

describe("WIDGET-9 switched off while it is open", () => {
  it("says so, takes nothing more, and closes", async () => {
    const server = await mount();
    await open();
    const body = { code: "widget.off" };
    server.problem = { status: 409, body };
    server.refusals.set("/widget/v1/visitors", { status: 409, body });
    await say("Anybody there?");
    await until("the line", () => all(".banner").length);
    expect(one(".banner").textContent).toBe("This chat is no longer available");
    expect(all("footer")).toHaveLength(0);
    await until("the panel closed", () => all(".panel.shown").length === 0);
    expect(host()?.hasAttribute("data-hidden")).toBe(true);
  });
});

describe("WIDGET-9 while nobody writes", () => {
  it("an open panel asks again within a minute, and closes when the widget is gone", async () => {
    const server = await mount();
    await open();
    server.problem = { status: 409, body: { code: "widget.off" } };
    // A minute later, as the panel's clock has it.
    const now = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 46_000);
    document.dispatchEvent(new Event("visibilitychange"));
    await until("the line", () => all(".banner").length);
    now.mockRestore();
    await until("the panel closed", () => all(".panel.shown").length === 0);
  });
});

describe("WIDGET-11 what the site says of its visitor", () => {
  it("goes with the new visitor, and to the chat when it changes; nonsense never stands in the way", async () => {
    const server = await mount();
    sapa("setAttributes", { name: "Rani", email: "not an address", plan: "gold" });
    await open();
    server.refusals.set("/widget/v1/visitors", { status: 422, body: { code: "invalid" } });
    await say("Hello");
    await until("the first try", () => server.posted.length);
    server.refusals.clear();
    await until("the message", () => server.events.length === 1);
    expect(server.posted[0]?.body.profile).toEqual({ name: "Rani", email: "not an address" });
    sapa("setAttributes", { email: "rani@example.com" });
    await until("the change", () => server.commands.some(({ type }) => type === "profile.update"));
    expect(server.commands.at(-1)).toEqual({ type: "profile.update", name: "Rani", email: "rani@example.com" });
  });

  it("is told once, and on the next page only if it has changed there", async () => {
    localStorage.setItem("sapa:int_demo", JSON.stringify({ chatId: "chat", session: session }));
    const server = await mount();
    const updates = () => server.commands.filter(({ type }) => type === "profile.update");
    const nextPage = async (profile: object): Promise<void> => {
      sapa("destroy");
      await start();
      sapa("setAttributes", profile);
      await open();
      await pause(300);
    };
    await nextPage({ name: "Rani" });
    await until("the name", () => updates().length === 1);
    await nextPage({ name: "Rani" });
    expect(updates()).toHaveLength(1);
    await nextPage({ name: "Rani Putri" });
    await until("the new name", () => updates().length === 2);
    expect(updates()[1]).toEqual({ type: "profile.update", name: "Rani Putri" });
  });

  it("that the server refuses stands in nobody's way and is not tried for ever", async () => {
    localStorage.setItem("sapa:int_demo", JSON.stringify({ chatId: "chat", session }));
    const server = await mount();
    server.refuseWith = { code: "profile.email", retryable: false };
    sapa("setAttributes", { email: "nonsense" });
    await open();
    await until("the refusal", () => server.frames.includes("command"));
    await pause(200);
    server.refuseWith = null;
    await say("Hello");
    await until("the message", () => server.commands.some(({ type }) => type === "message.send"));
    expect(stored().unsent ?? []).toEqual([]);
    expect(all(".failure")).toHaveLength(0);
  });
});
