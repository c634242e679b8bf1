import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { FakeInbox } from "./fake-inbox.ts";
import { json } from "./fake-server.ts";
import { activeElement, addAll, all, leave, manyRooms, mount, one, pause, press, textOf, until } from "./mount.ts";
import { fake, start, toast } from "./start-list.ts";

afterEach(leave);

const chosen = (): string[] => all<HTMLInputElement>("[data-choose]:checked").map((box) => box.dataset.choose ?? "");
const boxOf = (index: number): HTMLElement => one(`[data-choose="room_${String(index).padStart(5, "0")}"]`);

describe("choosing rooms", () => {
  it("LIST-16 hover shows a checkbox; what can be done appears with the first chosen room", async () => {
    await start();
    await userEvent.hover(all(".row[data-room]")[1] as HTMLElement);
    await userEvent.click(boxOf(1));
    await until("the bar", () => textOf("sapa-bulk-bar >> .line").startsWith("1 room chosen"));
    expect(all("sapa-bulk-bar >> .acts button").map((button) => button.textContent.trim())).toEqual([
      "Assign",
      "Resolve",
      "Block",
    ]);
    await userEvent.keyboard("{Escape}");
    await until("no bar", () => all("sapa-bulk-bar").length === 0);
  });

  it("LIST-16 the keyboard chooses too: X, and Shift for a range", async () => {
    await start();
    await userEvent.keyboard("jx");
    await until("one", () => chosen().length === 1);
    await userEvent.keyboard("jjj");
    await until("the fourth row", () => (activeElement() as HTMLElement).dataset.room === "room_00003");
    await userEvent.keyboard("{Shift>}X{/Shift}");
    await until("four", () => chosen().length === 4);
    await userEvent.keyboard("x");
    await until("three", () => chosen().length === 3);
    await userEvent.keyboard("{Escape}");
    await until("none", () => chosen().length === 0);
  });

  it("LIST-16 Shift and click choose a range; while choosing, the list holds still", async () => {
    const { server } = await start();
    await userEvent.click(boxOf(1));
    await userEvent.click(boxOf(4), { modifiers: ["Shift"] } as never);
    await until("four", () => chosen().length === 4);
    await userEvent.hover(one(".pane.middle"));
    server.says("room_00007", "Hello?");
    await until("the pill", () => textOf(".pill") === "1 new");
    expect(all(".row[data-room]")[0]?.dataset.room).toBe("room_00000");
  });

  it("LIST-16 does it, tells how many, and lists what was skipped with the reason", async () => {
    const { server } = await start();
    fake.skipping.set("room_00002", "room.resolved").set("room_00003", "some.new_code");
    await userEvent.keyboard("jxjxjxjx");
    await until("four", () => chosen().length === 4);
    await userEvent.keyboard("e");
    await until(
      "the question",
      () => textOf("sapa-bulk-bar >> .ask").includes("closed") || all("dialog[open]").length > 0,
    );
    await press("sapa-bulk-bar >> .ask button.primary", "Resolve");
    await until("the report", () => textOf("sapa-bulk-bar >> .skipped").includes("Already resolved"));
    expect(textOf("sapa-bulk-bar >> .skipped")).toContain("Arif Budiman Could not be done right now");
    expect(toast()).toContain("2 rooms resolved");
    expect(fake.bulks).toEqual([
      { action: { type: "resolve" }, roomIds: ["room_00000", "room_00001", "room_00002", "room_00003"] },
    ]);
    expect(server.rooms.get("room_00000")?.status).toBe("resolved");
    await press("sapa-bulk-bar >> .report button.primary", "Done");
    await until("the end", () => all("sapa-bulk-bar").length === 0);
  });

  it("LIST-16 assigns and blocks", async () => {
    await start();
    await userEvent.keyboard("jx");
    await until("the bar", () => all("sapa-bulk-bar >> .acts").length === 1);
    await userEvent.keyboard("a");
    await until("the people", () => all("sapa-bulk-bar >> [role=option]").length === 1);
    await userEvent.click(one("sapa-bulk-bar >> [role=option]"));
    await until("assigned", () => toast().includes("1 room assigned"));
    await until("the end", () => all("sapa-bulk-bar").length === 0);
    await userEvent.keyboard("x");
    await until("the bar", () => all("sapa-bulk-bar >> .acts").length === 1);
    await press("sapa-bulk-bar >> .acts button", "Block");
    await userEvent.fill(one("sapa-bulk-bar >> [data-pointer='/reason']"), " spam ");
    await press("sapa-bulk-bar >> .ask button.primary", "Block");
    await until("blocked", () => toast().includes("1 contact blocked"));
    expect(fake.bulks.map(({ action }) => action)).toEqual([
      { type: "assign", memberId: "mem_dewi" },
      { type: "block", reason: "spam" },
    ]);
  });

  it("LIST-16 a finger that rests on a row chooses it; from then on a tap chooses, and opens nothing", async () => {
    const { inbox } = await start();
    const touch = (type: string, row: Element, clientY = 200): boolean =>
      row.dispatchEvent(
        new PointerEvent(type, { pointerType: "touch", bubbles: true, composed: true, clientX: 100, clientY }),
      );
    const rows = all(".row[data-room]");
    touch("pointerdown", rows[0] as Element);
    touch("pointermove", rows[0] as Element, 240);
    await pause(600);
    expect(chosen()).toEqual([]);
    touch("pointerdown", rows[1] as Element);
    await until("the row", () => chosen().join() === "room_00001");
    touch("pointerup", rows[1] as Element);
    touch("click", rows[1] as Element);
    touch("click", rows[2] as Element);
    await until("both", () => chosen().join() === "room_00001,room_00002");
    expect(inbox.roomId).toBeNull();
  });

  it("LIST-16 at most a hundred", async () => {
    await start({
      count: 3,
      prepare: (server) => {
        server.minPage = 200;
        addAll(server, manyRooms(120));
      },
    });
    await userEvent.keyboard("jx");
    await until("one", () => chosen().length === 1);
    // Keys may be faster than the rooms further down: whoever goes on, goes on.
    for (let presses = 0; presses < 60 && !toast().includes("At most 100 rooms at once"); presses++)
      await userEvent.keyboard("{Shift>}{ArrowDown>10/}{/Shift}");
    await until("the words", () => toast().includes("At most 100 rooms at once"));
    await until("a hundred", () => textOf("sapa-bulk-bar >> .line").startsWith("100 rooms chosen"));
  });

  it("LIST-16 a skipped room without a name is called as the list calls it", async () => {
    await start({
      prepare: (server) => {
        for (const [id, room] of server.rooms)
          if (id === "room_00000") server.rooms.set(id, { ...room, contact: { ...room.contact, name: null } });
        fake.skipping.set("room_00000", "room.resolved");
      },
    });
    const name = textOf('[data-room="room_00000"] .name');
    expect(name).toMatch(/^Visitor /);
    await userEvent.keyboard("jx");
    await until("the bar", () => all("sapa-bulk-bar >> .acts").length === 1);
    await press("sapa-bulk-bar >> .acts button", "Resolve");
    await press("sapa-bulk-bar >> .ask button.primary", "Resolve");
    await until("the report", () => textOf("sapa-bulk-bar >> .skipped .name") === name);
  });

  it("LIST-16 nothing is lost when the server is away; trying again does nothing twice", async () => {
    const { server } = await start();
    await userEvent.keyboard("jx");
    await until("the bar", () => all("sapa-bulk-bar >> .acts").length === 1);
    server.failing.set("/rooms/bulk", { status: 503, code: "unavailable" });
    const resolve = async (): Promise<void> => {
      await press("sapa-bulk-bar >> .acts button", "Resolve");
      await press("sapa-bulk-bar >> .ask button.primary", "Resolve");
    };
    await resolve();
    await until("the words", () => toast().includes("The server cannot be reached"));
    expect(chosen()).toEqual(["room_00000"]);
    server.failing.clear();
    await resolve();
    await until("resolved", () => fake.bulks.length === 1);
  });

  it("ROLE-8 agents choose nothing", async () => {
    await start({
      role: "agent",
      prepare: (server) => {
        for (const [id, room] of server.rooms)
          server.rooms.set(id, { ...room, participants: [{ memberId: "mem_me", name: "Bagas" }], status: "assigned" });
      },
    });
    expect(all("[data-choose]").length).toBe(0);
    await userEvent.keyboard("jx");
    expect(all("sapa-bulk-bar").length).toBe(0);
  });
});

describe("what a row offers", () => {
  it("ASSIGN-2 takes over at once, opens the room, and takes it back if the server refuses", async () => {
    await start();
    fake.hearCommands("room_00001");
    fake.hearCommands("room_00002", "assign.taken");
    await userEvent.hover(all(".row[data-room]")[1] as HTMLElement);
    await press("button", "Take over: Joko Susilo");
    await until("my face", () => textOf('[data-room="room_00001"]').includes("Assigned to Bagas Pratama"));
    expect(fake.commands).toEqual([{ roomId: "room_00001", type: "room.take" }]);
    await until("the room", () => textOf("sapa-room-header >> h2") === "Joko Susilo");
    await userEvent.hover(all(".row[data-room]")[2] as HTMLElement);
    await press("button", "Take over: Chloé Dubois");
    await until("the words", () => toast().includes("Somebody else has taken it already."));
    expect(textOf('[data-room="room_00002"]')).toContain("Unassigned");
  });

  it("ASSIGN-7 an agent who was too late is told who was first, and is led back to the list; the row no longer waits", async () => {
    const { server, inbox } = await start({ role: "agent", attributes: { status: "unassigned" } });
    server.extra.set("POST /rooms/room_00001/commands", () => {
      setTimeout(() => server.takeAway("room_00001"));
      return json({ code: "assign.taken", retryable: false, params: { name: "Dewi Lestari" } }, 409);
    });
    await userEvent.hover(all(".row[data-room]")[1] as HTMLElement);
    await press("button", "Take over: Joko Susilo");
    await until("the words", () => toast().includes("Already taken by Dewi Lestari"));
    await until("the list", () => inbox.roomId === null);
    await until("the row", () => textOf('[data-room="room_00001"] .status') === "No longer here");
    expect(all('[data-act][data-of="room_00001"]').length).toBe(0);
  });

  it("LIST-14 resolves at once", async () => {
    await start();
    fake.hearCommands("room_00003");
    await userEvent.hover(all(".row[data-room]")[3] as HTMLElement);
    await press("button", "Resolve: Arif Budiman");
    await until("the tick", () => all('[data-room="room_00003"] .resolved-tick').length === 1);
    await until("the command", () => fake.commands.length === 1);
  });
});

describe("Get New Chat", () => {
  it("ASSIGN-6 opens the room whose customer has waited longest", async () => {
    await start();
    fake.next = "room_00005";
    await press("button", "Get New Chat");
    await until("the room", () => textOf("sapa-room-header >> h2") === "Zara Haddad");
  });

  it("ASSIGN-7 says that none waits, and who was quicker", async () => {
    const { server } = await start();
    await userEvent.keyboard("w");
    await until("the toast", () => toast().includes("No waiting chat"));
    server.failing.set("/rooms/next", { status: 409, code: "assign.taken" });
    await userEvent.keyboard("w");
    await until("the refusal", () => toast().includes("Somebody else has taken it already."));
  });

  it("ASSIGN-6 is absent for agents while takeover is off", async () => {
    await mount({
      role: "agent",
      prepare: (server) => {
        new FakeInbox(server);
        server.me = { ...server.me, permissions: server.me.permissions.filter((one) => one !== "room.take") };
      },
    });
    await until("the list", () => all("sapa-room-list >> .state").length === 1);
    expect(all(".next-chat").length).toBe(0);
    expect(all("label").some((label) => label.textContent === "Unassigned")).toBe(false);
  });
});
