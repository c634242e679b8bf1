import { afterEach, describe, expect, it } from "vitest";
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
  stored,
  textbox,
  until,
  write,
} from "./mount.ts";

afterEach(leave);

const ANSWER = "Your order is on its way";
const identities = (server: FakeServer) => server.posted.filter(({ path }) => path.endsWith("/identify"));

/** What a browser tells a page that it had put aside whole. */
function comeBack(meanwhile: () => void = () => {}): void {
  dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
  meanwhile();
  dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
}

async function mountSigned(token: () => Promise<string> | string): Promise<FakeServer> {
  const server = await mount({}, (made) => made.agentSays(ANSWER));
  sapa("identify", { token });
  await open();
  await until("the person's room", () => bubbles().includes(ANSWER));
  write("My account number is 4711");
  return server;
}

describe("WIDGET-20 somebody comes back to a page that was put aside", () => {
  it("after a log-out on another page: nothing of the chat is there any more", async () => {
    const server = await mountSigned(async () => "jwt-of-rani");
    comeBack(() => localStorage.removeItem(STORAGE_KEY));
    await until("an empty panel", () => all("li").length === 0);
    await pause(200);
    expect(server.sockets.size).toBe(0);
    expect(identities(server)).toHaveLength(1);
    expect(one(".banner").textContent).toBe("Sign in again to continue");
    expect(host()?.shadowRoot?.textContent).not.toContain("order");
  });

  it("whom the site signs for by then is asked anew, and sees nothing of before until it has answered", async () => {
    let answer = async (): Promise<string> => "jwt-of-rani";
    const server = await mountSigned(() => answer());
    answer = () => Promise.reject(new Error("signed out"));
    comeBack();
    await until("an empty panel", () => all("li").length === 0);
    await until("the line", () => all(".banner")[0]?.textContent === "Sign in again to continue");
    expect(identities(server)).toHaveLength(1);
  });

  it("the same person goes on in their room, with an empty box", async () => {
    const server = await mountSigned(async () => "jwt-of-rani");
    comeBack();
    await until("another signature", () => identities(server).length === 2);
    await until("the room again", () => bubbles().includes(ANSWER));
    expect(textbox().value).toBe("");
  });

  it("a stranger's chat goes on with what was typed, and is gone where it was ended meanwhile", async () => {
    const server = await mount();
    await open();
    await say("Hello");
    await until("the message", () => server.events.length === 1);
    write("and one more");
    const { session } = stored();
    comeBack();
    await until("the socket again", () => server.sockets.size === 1);
    expect(bubbles()).toContain("Hello");
    expect(textbox().value).toBe("and one more");
    expect(stored().session).toEqual(session);
    comeBack(() => localStorage.removeItem(STORAGE_KEY));
    await until("an empty panel", () => all("li.message").length === 0);
    expect(textbox().value).toBe("");
    await until("no socket", () => server.sockets.size === 0);
  });
});
