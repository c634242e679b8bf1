import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { json } from "./fake-server.ts";
import { all, leave, manyRooms, one, pause, press, talk, textOf, until } from "./mount.ts";
import { commands, open, ROOM, viewport } from "./open-room.ts";

afterEach(leave);

describe("acting", () => {
  it("ASSIGN-6 an agent takes over, and at once may answer", async () => {
    const { server } = await open({ role: "agent" });
    expect(textOf("sapa-composer >> .panel")).toContain("Nobody has taken this conversation yet");
    await press("button", "Take over");
    await until("the box", () => all("sapa-composer >> textarea").length === 1);
    await until("the commands", () => commands(server).join() === ["room.take"].join());
  });

  it("ASSIGN-7 an agent who takes second is told who was first, and has nothing more to see there", async () => {
    const { server, inbox } = await open({ role: "agent" });
    server.refusing.set("room.take", { code: "assign.taken", retryable: false, params: { name: "Dewi" } });
    await press("button", "Take over");
    await until("the notice", () => textOf("sapa-toasts >> ul").includes("Already taken by Dewi"));
    expect(inbox.roomId).toBeNull();
  });

  it("ASSIGN-7 a supervisor, who still sees it, stays there", async () => {
    const { server, inbox } = await open();
    server.refusing.set("room.take", { code: "assign.taken", retryable: false, params: { name: "Dewi" } });
    await userEvent.keyboard("m");
    await until("the notice", () => textOf("sapa-toasts >> ul").includes("Already taken by Dewi"));
    expect(inbox.roomId).toBe(ROOM);
  });

  it("ASSIGN-7 so is an agent whose socket was closed before it could say so", async () => {
    const { server, inbox } = await open({ role: "agent" });
    server.extra.set(`POST /rooms/${ROOM}/commands`, () =>
      json({ code: "assign.taken", retryable: false, params: { name: "Dewi" } }, 409),
    );
    server.isMute = true;
    await press("button", "Take over");
    await until("the command", () => commands(server).join() === "room.take");
    server.takeAway(ROOM);
    for (const socket of [...server.sockets]) if (socket.roomId === ROOM) socket.cut(4003);
    await until("the words", () => textOf("sapa-toasts >> ul").includes("Already taken by Dewi"));
    await until("the list", () => inbox.roomId === null);
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
    await until("the commands", () => commands(server).join() === ["room.assign"].join());
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
    await press("button", "Remove the tag VIP");
    await until("no tag", () => all("sapa-details >> .chip").length === 0);
    await until("the commands", () => commands(server).join() === ["tag.add", "tag.remove"].join());
  });

  it("ROOM-23 GEN-11 the name is edited in place; Escape leaves it, after a question if something was typed", async () => {
    const { server } = await open();
    const edit = async (): Promise<void> => {
      await until("the button", () => all("sapa-room-contact >> .edit").length === 1);
      await userEvent.click(one("sapa-room-contact >> .edit"));
      await until("the form", () => all("sapa-room-contact-form >> form").length === 1);
    };
    await edit();
    await userEvent.keyboard("Somebody{Escape}");
    await until("the question", () => all("sapa-room-contact-form >> sapa-confirm >> dialog[open]").length === 1);
    await press("sapa-room-contact-form >> sapa-confirm >> button", "Discard changes");
    await until("the old name", () => textOf("sapa-customer-profile >> dd").includes("Rani Puspita"));
    await edit();
    await userEvent.keyboard("Rani P.{Enter}");
    await until("the new name", () => textOf("sapa-room-header >> h2") === "Rani P.");
    await until("the word", () => textOf("sapa-toasts >> ul").includes("Saved"));
    await until("the commands", () => commands(server).join() === ["contact.update"].join());
  });

  it("ROOM-24 room history leads to where a conversation began, however far back, and to the contact's other rooms", async () => {
    const opening = (number: number, at: number) => ({
      at,
      actor: { type: "contact" as const, id: "con_1" },
      type: "conversation.opened" as const,
      number,
      origin: "contact" as const,
      status: "unassigned" as const,
      divisionId: null,
    });
    const { server } = await open({
      count: 320,
      prepare: (server) => {
        const log = server.logs.get(ROOM);
        for (const [index, number] of [
          [4, 1],
          [300, 2],
        ] as const)
          if (log?.[index]) log[index] = { ...opening(number, log[index].at), seq: index + 1 };
        server.histories.set(ROOM, {
          conversations: [
            {
              number: 2,
              openedAt: Date.now(),
              openedSeq: 301,
              resolvedAt: null,
              agents: ["Dewi"],
              tags: ["VIP"],
              surveys: [],
            },
            { number: 1, openedAt: 1, openedSeq: 5, resolvedAt: 2, agents: [], tags: [], surveys: [] },
          ],
          rooms: [
            {
              roomId: "room_other",
              kind: "message",
              channel: "web_chat",
              integrationName: "Other shop",
              status: "resolved",
              lastActivityAt: 1,
            },
          ],
        });
        const [other] = manyRooms(1, () => ({ roomId: "room_other", integrationName: "Other shop" }));
        if (other) talk(server, other, 7);
      },
    });
    await until("the history", () => all(".past").length === 3);
    expect(textOf(".past")).toContain("Dewi · VIP");
    await userEvent.click(all(".past")[1] as HTMLElement);
    const border = () => all('sapa-timeline >> [data-seq="5"]')[0]?.getBoundingClientRect();
    await until("the border", () => border() !== undefined);
    const view = viewport().getBoundingClientRect();
    expect(border()?.top).toBeGreaterThanOrEqual(view.top);
    expect(border()?.bottom).toBeLessThanOrEqual(view.bottom);

    await userEvent.click(all(".past")[2] as HTMLElement);
    await until("the other room", () => all("sapa-room-reader >> .bubble").length === 7);
    expect([...server.sockets].some(({ roomId }) => roomId === "room_other")).toBe(false);
    expect(all("sapa-room-reader >> textarea").length).toBe(0);
  });

  it("sections remember whether they are open", async () => {
    const { inbox } = await open();
    await press("summary", "Tags");
    await pause(50);
    const parent = inbox.parentElement;
    inbox.remove();
    parent?.append(inbox);
    await inbox.updateComplete;
    const open_ = () => all<HTMLDetailsElement>("sapa-details >> details").map((section) => section.open);
    await until("the details", () => open_().length === 6);
    expect(open_()).toEqual([true, true, true, false, true, true]);
  });
});
