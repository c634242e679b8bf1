import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { all, leave, named, one, pause, textOf, until } from "./mount.ts";
import { commands, loadOlder, open, ROOM, viewport } from "./open-room.ts";

afterEach(leave);

describe("acting", () => {
  it("ASSIGN-6 an agent takes over, and at once may answer", async () => {
    const { server } = await open({ role: "agent" });
    expect(textOf("sapa-composer >> .panel")).toContain("Nobody has taken this conversation yet");
    await userEvent.click(named("button", "Take over"));
    await until("the box", () => all("sapa-composer >> textarea").length === 1);
    expect(commands(server)).toEqual(["room.take"]);
  });

  it("ASSIGN-7 a second taker is told who was first", async () => {
    const { server } = await open({ role: "agent" });
    server.refusing.set("room.take", { code: "assign.taken", retryable: false, params: { name: "Dewi" } });
    await userEvent.click(named("button", "Take over"));
    await until("the notice", () => textOf("sapa-toasts >> ul").includes("Already taken by Dewi"));
    expect(textOf("sapa-composer >> .panel")).toContain("Nobody has taken this conversation yet");
  });

  it("ASSIGN-3 + Agent offers others, online first, and adds the one picked by keyboard", async () => {
    const { server } = await open();
    await userEvent.keyboard("a");
    await until("the people", () => all("sapa-room-header >> sapa-picker >> [role=option]").length === 2);
    expect(all("sapa-room-header >> sapa-picker >> [role=option] .grow").map((option) => option.textContent)).toEqual([
      "Eka Nugraha",
      "Dewi Lestari",
    ]);
    await userEvent.keyboard("dew{Enter}");
    await until("Dewi in the room", () => textOf("sapa-details >> .people").includes("Dewi Lestari"));
    expect(commands(server)).toEqual(["room.assign"]);
  });

  it("ROOM-18 e resolves, and the header says so at once", async () => {
    const { server } = await open();
    server.isMute = true;
    await userEvent.keyboard("e");
    await until("resolved", () => textOf("sapa-room-header >> .session") === "Resolved");
  });

  it("ROOM-26 t adds a tag, and a tag can be removed", async () => {
    const { server } = await open();
    await userEvent.keyboard("t");
    await until("the tags", () => all("sapa-details >> sapa-picker >> [role=option]").length === 2);
    await userEvent.keyboard("vip{Enter}");
    await until("the tag", () => textOf("sapa-details >> .chip") === "VIP");
    await userEvent.click(named("button", "Remove the tag VIP"));
    await until("no tag", () => all("sapa-details >> .chip").length === 0);
    expect(commands(server)).toEqual(["tag.add", "tag.remove"]);
  });

  it("ROOM-23 the name is edited in place; Escape leaves it", async () => {
    const { server } = await open();
    await userEvent.click(named("button", "Edit the name"));
    await userEvent.keyboard("Somebody{Escape}");
    await until("the old name", () => textOf("sapa-details >> .name-line h2") === "Rani Puspita");
    await userEvent.click(named("button", "Edit the name"));
    await userEvent.keyboard("Rani P.{Enter}");
    await until("the new name", () => textOf("sapa-room-header >> h2") === "Rani P.");
    await until("the word", () => textOf("sapa-toasts >> ul").includes("Saved"));
    expect(commands(server)).toEqual(["contact.update"]);
  });

  it("ROOM-24 room history leads to where a conversation began", async () => {
    await open({
      count: 120,
      prepare: (server) => {
        const log = server.logs.get(ROOM);
        if (log?.[4])
          log[4] = {
            seq: 5,
            at: log[4].at,
            actor: { type: "contact", id: "con_1" },
            type: "conversation.opened",
            number: 1,
            origin: "contact",
            status: "unassigned",
            divisionId: null,
          };
        const last = log?.[100];
        if (log && last)
          log[100] = {
            seq: 101,
            at: last.at,
            actor: { type: "contact", id: "con_1" },
            type: "conversation.opened",
            number: 2,
            origin: "contact",
            status: "unassigned",
            divisionId: null,
          };
      },
    });
    expect(all(".past").length).toBe(1);
    for (const pages of [100, 119]) {
      loadOlder();
      await until("older messages", () => all("sapa-timeline >> [data-seq]").length >= pages - 2);
    }
    await until("both conversations", () => all(".past").length === 2);
    await userEvent.click(all(".past")[1] as HTMLElement);
    const border = one('sapa-timeline >> [data-conversation="1"]').getBoundingClientRect();
    const view = viewport().getBoundingClientRect();
    expect(border.top).toBeGreaterThanOrEqual(view.top);
    expect(border.bottom).toBeLessThanOrEqual(view.bottom);
  });

  it("sections remember whether they are open", async () => {
    const { inbox } = await open();
    await userEvent.click(named("summary", "Tags"));
    await pause(50);
    const parent = inbox.parentElement;
    inbox.remove();
    parent?.append(inbox);
    await inbox.updateComplete;
    const open_ = () => all<HTMLDetailsElement>("sapa-details >> details").map((section) => section.open);
    await until("the details", () => open_().length === 4);
    expect(open_()).toEqual([true, true, false, true]);
  });
});
