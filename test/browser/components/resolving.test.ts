import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { FakeInbox } from "./fake-inbox.ts";
import type { FakeServer } from "./fake-server.ts";
import { all, expectAccessible, leave, one, press, textOf, until } from "./mount.ts";
import { box, commands, dewi, open, ROOM } from "./open-room.ts";

afterEach(leave);

const badge = (): string => textOf("sapa-room-header >> .session");
const toast = (): string => textOf("sapa-toasts >> li");
const row = (): string => textOf(`[data-room="${ROOM}"]`);
const mine = { status: "assigned", participants: [{ memberId: "mem_me", name: "Bagas Pratama" }] } as const;
const overHttp = (server: FakeServer): string[] => server.requests.filter((request) => request.includes("/commands"));

async function resolved() {
  const opened = await open({ room: { ...mine, participants: [...mine.participants] } });
  await until("the row", () => all(`[data-room="${ROOM}"]`).length === 1);
  await userEvent.keyboard("e");
  await until("the offer", () => toast().includes("Resolved: Rani Puspita"));
  return opened;
}

describe("taking a resolution back", () => {
  it("ROOM-18 shows at once, says so, and Undo puts everything back; the server never hears of it", async () => {
    const { server } = await resolved();
    expect(badge()).toBe("Resolved");
    expect(row()).toContain("Resolved");
    await expectAccessible();
    await press("button", "Undo");
    await until("the room open", () => badge() !== "Resolved" && row().includes("Assigned"));
    expect(toast()).toContain("Undone: Rani Puspita stays open");
    await userEvent.click(box());
    await userEvent.keyboard("Still here{Enter}");
    await until("the answer", () => commands(server).length > 0);
    expect(commands(server)).toEqual(["message.send"]);
  });

  it("ROOM-18 sends it after a moment, and the row then follows the server", async () => {
    const { server } = await resolved();
    expect(commands(server)).toEqual([]);
    await until("the server knows", () => server.rooms.get(ROOM)?.status === "resolved");
    await until("the offer gone", () => !toast().includes("Resolved:"));
    expect(badge()).toBe("Resolved");
    expect(commands(server)).toEqual(["conversation.resolve"]);
  });

  it("ROOM-18 BEY-8 by keyboard: Ctrl Z, and Z where nothing can be snoozed", async () => {
    const { server } = await resolved();
    await userEvent.keyboard("{Control>}z{/Control}");
    await until("the room open", () => badge() !== "Resolved");
    await userEvent.keyboard("e");
    await until("resolved", () => badge() === "Resolved");
    await userEvent.keyboard("z");
    await until("the room open again", () => badge() !== "Resolved");
    expect(all("sapa-time-choice").length).toBe(0);
    expect(commands(server)).toEqual([]);
  });

  it("ROOM-18 something else that is done in the room goes behind it", async () => {
    const { server } = await resolved();
    await userEvent.keyboard("n");
    await until("the note box", () => all("sapa-composer >> textarea").length === 1);
    await userEvent.keyboard("Paid in cash{Enter}");
    await until("both", () => commands(server).length === 2);
    expect(commands(server)).toEqual(["conversation.resolve", "note.add"]);
    expect(toast()).not.toContain("Undo");
  });

  it("ROOM-18 a page that is left sends it while it can", async () => {
    const { server } = await resolved();
    window.dispatchEvent(new PageTransitionEvent("pagehide"));
    await until("the request", () => overHttp(server).length === 1);
    expect(overHttp(server)).toEqual([`POST /rooms/${ROOM}/commands`]);
  });

  it("ROOM-18 so does an inbox that is taken out of its page", async () => {
    const { server, inbox } = await resolved();
    inbox.remove();
    await until("the request", () => overHttp(server).length === 1);
  });

  it("ROOM-18 a customer who writes meanwhile is not closed away", async () => {
    const { server } = await resolved();
    server.says(ROOM, "One more thing");
    await until("the words", () => toast().includes("Rani Puspita has just written again"));
    expect(badge()).not.toBe("Resolved");
    expect(row()).toContain("Assigned");
    await userEvent.click(box());
    await userEvent.keyboard("Yes?{Enter}");
    await until("the answer", () => commands(server).length > 0);
    expect(commands(server)).toEqual(["message.send"]);
  });

  it("ROOM-18 the server stays the judge: a refusal brings the room back and says why", async () => {
    const opened = await resolved();
    opened.server.refusing.set("conversation.resolve", { code: "forbidden", retryable: false });
    await until("the refusal", () => all("sapa-toasts >> li.error").length === 1);
    expect(badge()).not.toBe("Resolved");
    expect(row()).toContain("Assigned");
  });

  it("GEN-1 what it says stands above the box, also while that grows", async () => {
    await open();
    await userEvent.click(box());
    await userEvent.keyboard("One{Shift>}{Enter}{/Shift}two{Escape}e");
    await until("the offer", () => toast().includes("Resolved: Rani Puspita"));
    const bottom = (): number => one("sapa-toasts >> li").getBoundingClientRect().bottom;
    const top = (): number => one("sapa-composer").getBoundingClientRect().top;
    await until("it above", () => bottom() <= top());
    await userEvent.keyboard("z");
    await until("the box", () => all("sapa-composer >> textarea").length === 1);
    await until("it above again", () => bottom() <= top());
  });

  it("LIST-14 from the list too: other news of the room do not bring it back meanwhile, Undo does", async () => {
    const { server, inbox } = await open({ prepare: (server) => new FakeInbox(server) });
    inbox.roomId = null;
    await until("the rows", () => all(`[data-room="${ROOM}"]`).length === 1);
    await userEvent.hover(all(`[data-room="${ROOM}"]`)[0] as HTMLElement);
    await press("button", "Resolve: Rani Puspita");
    await until("the tick", () => all(`[data-room="${ROOM}"] .resolved-tick`).length === 1);
    const room = server.rooms.get(ROOM);
    if (room) server.change({ ...room, participants: [dewi], status: "assigned" });
    await until("the news", () => row().includes("Dewi Lestari"));
    expect(all(`[data-room="${ROOM}"] .resolved-tick`).length).toBe(1);
    await press("button", "Undo");
    await until("the row back", () => all(`[data-room="${ROOM}"] .resolved-tick`).length === 0);
    expect(row()).toContain("Assigned to Dewi Lestari");
    expect(overHttp(server)).toEqual([]);
  });
});
