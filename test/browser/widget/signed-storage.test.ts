import { afterEach, describe, expect, it } from "vitest";
import {
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
  textbox,
  until,
  write,
} from "./mount.ts";

afterEach(leave);

describe("WIDGET-20 what a signed person leaves in the browser", () => {
  it("is no draft: whoever comes next finds an empty box", async () => {
    const server = await mount({}, (made) => made.agentSays("Your order is on its way"));
    sapa("identify", { token: async () => "jwt-of-rani" });
    await open();
    await until("the person's room", () => server.sockets.size === 1);
    write("My account number is 4711");
    sapa("destroy");
    expect(localStorage.getItem(STORAGE_KEY)).not.toContain("4711");
    await start();
    await open();
    expect(textbox().value).toBe("");
  });

  it("is no draft either that was begun before they signed in", async () => {
    const server = await mount();
    await open();
    write("My account");
    dispatchEvent(new Event("pagehide"));
    expect(stored().draft).toBe("My account");
    sapa("identify", { token: async () => "jwt-of-rani" });
    await until("the person's room", () => server.sockets.size === 1);
    expect(textbox().value).toBe("My account");
    write("My account number is 4711");
    sapa("destroy");
    expect(localStorage.getItem(STORAGE_KEY)).not.toContain("My account");
  });

  it("is nothing that comes too late: a signature under way at log-out takes no later chat away", async () => {
    await mount();
    let sign = (_token: string): void => {};
    sapa("identify", {
      token: () =>
        new Promise<string>((resolve) => {
          sign = resolve;
        }),
    });
    await open();
    await pause(50);
    sapa("logout");
    await say("Hello");
    await until("the stranger's chat", () => stored().session);
    const { session, chatId } = stored();
    sign("jwt-of-rani");
    await pause(300);
    expect(stored()).toMatchObject({ session, chatId });
    expect(one("textarea")).toBeTruthy();
  });
});
