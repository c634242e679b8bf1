import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import { member } from "../../support/component-builders.ts";
import type { FakeServer } from "./fake-server.ts";
import { all, leave, one, pause, press, textOf, until } from "./mount.ts";
import { commands, dewi, open, ROOM } from "./open-room.ts";

afterEach(leave);

const MINE = { status: "assigned" as const, participants: [{ memberId: "mem_me", name: "Bagas Pratama" }, dewi] };
/** The newest command, once it is one of this type: what shows at once is sent a moment later. */
async function sent(server: FakeServer, type: MemberCommand["type"]): Promise<MemberCommand | undefined> {
  const newest = (): MemberCommand | undefined => server.frames.findLast((frame) => frame.type === "command")?.command;
  await until(`the command ${type}`, () => newest()?.type === type);
  return newest();
}
const fromMenu = async (label: string): Promise<void> => {
  await press("sapa-room-header >> button", "More actions");
  await until("the menu", () => all("sapa-room-header >> [role^=menuitem]").some((item) => item.checkVisibility()));
  await press("sapa-room-header >> [role^=menuitem]", label);
};
const heading = (): string => textOf("sapa-dialog >> dialog[open] h2");

describe("blocking", () => {
  it("BLOCK-1, BLOCK-3 the red icon asks for a reason, then only unblocking, notes, tags and Resolve remain", async () => {
    const { server } = await open({ room: MINE });
    await press("sapa-room-header >> button", "Block contact");
    await until("the question", () => heading() === "Block Rani Puspita?");
    await userEvent.keyboard("Spam");
    await userEvent.click(one("sapa-room-dialogs >> .destructive"));
    await until("the panel", () => textOf("sapa-composer >> .panel").includes("Contact is blocked"));
    expect(await sent(server, "contact.block")).toEqual({ type: "contact.block", reason: "Spam" });
    expect(all("sapa-room-header >> .block").length).toBe(0);
    expect(all("sapa-room-header >> .resolve").length).toBe(1);
    await userEvent.click(all("sapa-composer >> .tab")[1] as HTMLElement);
    await until("notes", () => all("sapa-composer >> .card.note textarea").length === 1);
    await userEvent.click(all("sapa-composer >> .tab")[0] as HTMLElement);
    await press("button", "Unblock contact");
    await until("the box", () => all("sapa-composer >> textarea").length === 1);
    await until("the commands", () => commands(server).join() === ["contact.block", "contact.unblock"].join());
  });

  it("BLOCK-2 a resolved room has no such icon", async () => {
    await open({ room: { status: "resolved" } });
    expect(all("sapa-room-header >> .block").length).toBe(0);
  });

  it("BLOCK-5 what was written while blocked appears in its place, marked", async () => {
    const { server } = await open({ room: { ...MINE, isBlocked: true } });
    const actor = { type: "contact" as const, id: "con_1" };
    server.append(ROOM, { type: "message.withheld", at: Date.now(), actor, content: { type: "text", text: "Hello?" } });
    await pause(100);
    expect(textOf("sapa-timeline >> .bubble .words")).not.toContain("Hello?");
    await press("button", "Unblock contact");
    await until("the message", () => textOf("sapa-timeline >> .bubble .words").includes("Hello?"));
    expect(textOf("sapa-timeline >> .bubble .meta")).toContain("received while blocked");
  });
});

describe("the rest of the menu", () => {
  it("BEY-5 snooze takes a preset, shows until when, and can be ended", async () => {
    const { server } = await open({ room: MINE });
    await fromMenu("Snooze…");
    await until("the times", () => all("sapa-room-dialogs >> sapa-time-choice >> .menu-item").length > 2);
    await userEvent.keyboard("{ArrowDown}{Enter}");
    await until("the strip", () => textOf("sapa-conversation >> .strip").startsWith("Snoozed until"));
    expect(await sent(server, "room.snooze")).toMatchObject({ type: "room.snooze" });
    await press("sapa-conversation >> .strip button", "End snooze");
    await until("no strip", () => all("sapa-conversation >> .strip").length === 0);
  });

  it("ASSIGN-15 moving names who would leave, and asks", async () => {
    const { server } = await open({
      room: MINE,
      prepare: (fake) => {
        fake.divisions = [
          {
            divisionId: "div_1",
            name: "Billing",
            supervisorId: "mem_me",
            agentIds: [],
            integrationIds: null,
            version: 1,
          },
          {
            divisionId: "div_2",
            name: "Elsewhere",
            supervisorId: null,
            agentIds: [],
            integrationIds: ["int_z"],
            version: 1,
          },
        ];
      },
    });
    await fromMenu("Move to division…");
    await until("the divisions", () => all("sapa-room-dialogs >> .choices label").length === 2);
    await userEvent.click(all("sapa-room-dialogs >> .choices input")[1] as HTMLElement);
    await until("the warning", () => textOf("sapa-room-dialogs >> .warning").endsWith("Dewi Lestari"));
    await press("sapa-room-dialogs >> .primary", "Move");
    await until("the command", () => commands(server).includes("room.move"));
    expect(await sent(server, "room.move")).toEqual({ type: "room.move", divisionId: "div_1" });
    await until("the line", () => textOf("sapa-timeline >> .system").includes("You moved the conversation to Billing"));
  });

  it("ROOM-22 Do not auto resolve is a switch that says how it stands", async () => {
    const { server } = await open({ room: MINE });
    await fromMenu("Do not auto resolve");
    await until("the line", () => textOf("sapa-timeline >> .system").includes("switched automatic resolving off"));
    expect(await sent(server, "conversation.set_auto_resolve")).toEqual({
      type: "conversation.set_auto_resolve",
      isAllowed: false,
    });
    await press("sapa-room-header >> button", "More actions");
    await until(
      "the tick",
      () => one("sapa-room-header >> [role=menuitemcheckbox]").getAttribute("aria-checked") === "true",
    );
  });

  it("marks as unread, and an open room does not take that back by itself", async () => {
    const { server } = await open({
      room: MINE,
      prepare: (fake) => fake.positions.set(ROOM, { contactDelivered: 0, contactRead: 0, staffRead: 5 }),
    });
    await until("read", () => server.frames.some(({ type, read }) => type === "position" && read === 12));
    await fromMenu("Mark as unread");
    await until("the mark", () => textOf("sapa-timeline >> .system").includes("You marked as unread"));
    await pause(300);
    expect(server.frames.filter(({ read }) => read !== undefined).every(({ read }) => (read ?? 0) <= 12)).toBe(true);
    server.says(ROOM, "And?");
    await until("read again", () => server.frames.some(({ read }) => (read ?? 0) > 12));
  });

  it("ASSIGN-12 giving somebody more than their limit is possible, after a warning", async () => {
    const { server } = await open({
      room: { ...MINE, participants: [{ memberId: "mem_me", name: "Bagas Pratama" }] },
      prepare: (fake) => {
        const limits = [{ channels: null, limit: 6, openRooms: 6 }];
        fake.members = [member({ memberId: "mem_eka", name: "Eka Nugraha", openRooms: 6, limits })];
      },
    });
    await userEvent.keyboard("a");
    await until("the people", () => textOf("sapa-picker >> [role=option]").includes("full, 6/6"));
    await userEvent.keyboard("{Enter}");
    await until("the warning", () => heading() === "Eka Nugraha is full");
    expect(commands(server)).toEqual([]);
    await press("sapa-room-dialogs >> .primary", "Continue anyway");
    await until("the command", () => commands(server).includes("room.assign"));
  });

  it("BEY-17 replay goes through the room's log, and shows how it stood", async () => {
    await open({ room: MINE, count: 30 });
    await fromMenu("Replay");
    await until("the log", () => all("sapa-replay >> .bubble").length === 30);
    await press("button", "To the beginning");
    await until("the first", () => all("sapa-replay >> .bubble").length === 1);
    expect(textOf("sapa-replay >> output")).toContain("1 of 30");
    await press("button", "Speed 1×");
    await press("button", "Play");
    await until("it goes on", () => all("sapa-replay >> .bubble").length > 2);
    await press("button", "Pause");
    const count = all("sapa-replay >> .bubble").length;
    await pause(400);
    expect(all("sapa-replay >> .bubble").length).toBe(count);
  });

  it("BEY-17 agents have no replay", async () => {
    await open({ role: "agent", room: MINE });
    await press("sapa-room-header >> button", "More actions");
    await until("the menu", () => all("sapa-room-header >> [role^=menuitem]").some((item) => item.checkVisibility()));
    expect(textOf("sapa-room-header >> [role^=menuitem]")).not.toContain("Replay");
  });
});

describe("the profile", () => {
  it("GEN-3 names what is wrong at the field, keeps the form open and goes there", async () => {
    const { server } = await open({ room: MINE });
    const form = (pointer: string): HTMLInputElement =>
      one<HTMLInputElement>(`sapa-room-contact-form >> [data-pointer="${pointer}"]`);
    await until("the button", () => all("sapa-room-contact >> .edit").length === 1);
    await press("sapa-room-contact >> button", "Edit profile");
    await until("the form", () => all("sapa-room-contact-form >> form").length === 1);
    await userEvent.fill(form("/email"), "nobody");
    await userEvent.keyboard("{Enter}");
    await until("the words", () => textOf("sapa-room-contact-form >> .field-error").includes("name@example.com"));
    expect((form("/email").getRootNode() as ShadowRoot).activeElement).toBe(form("/email"));
    expect(commands(server)).toEqual([]);
    await userEvent.fill(form("/email"), "rani@kopisenja.example");
    await userEvent.fill(form("/phone"), "+62 812-3456-789");
    await userEvent.keyboard("{Enter}");
    await until("the facts", () => textOf("sapa-customer-profile >> dd").includes("628123456789"));
    expect(await sent(server, "contact.update")).toEqual({
      type: "contact.update",
      email: "rani@kopisenja.example",
      phone: "628123456789",
    });
  });
});
