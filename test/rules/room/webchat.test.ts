import { describe, expect, it } from "vitest";
import type { MessageContent } from "../../../protocol/room-events.schema.ts";
import type { RoomContext } from "../../../worker/room/contract.ts";
import type { RoomCommand } from "../../../worker/room/rules/commands.ts";
import { acts, botSays, context, does, member, says, writes } from "../../support/room-builders.ts";
import { story } from "../../support/room-story.ts";

const sari = member("mem_sari", "supervisor");
const buttons: MessageContent = {
  type: "buttons",
  text: "How can we help?",
  buttons: [
    { choiceId: "hours", title: "Opening hours" },
    { choiceId: "order", title: "My order" },
  ],
};
const list: MessageContent = {
  type: "list",
  text: "Which shop?",
  label: "Shops",
  sections: [{ rows: [{ choiceId: "solo", title: "Solo" }] }, { rows: [{ choiceId: "bogor", title: "Bogor" }] }],
};
const pick = (messageSeq: number, choiceId: string) => acts({ type: "choice.pick", messageSeq, choiceId });
const identified = (extra: Partial<RoomContext>): RoomContext => ({ ...context, ...extra });
const identity = (given: RoomContext, known = context): RoomCommand => ({ from: "identity", context: given, known });
const seqOf = (told: { events: { seq: number }[] }): number => told.events[0]?.seq ?? 0;

describe("buttons and lists", () => {
  it("ROOM-9 a bot's message leaves the room unassigned and the customer waiting", () => {
    const room = story(writes("1"), botSays(buttons));
    expect(room.summary()).toMatchObject({
      status: "unassigned",
      isUnresponded: true,
      lastMessage: { authorType: "bot", contentType: "buttons", preview: "How can we help?" },
    });
  });

  it("sends what was picked as a text that answers the message and names the choice", () => {
    const room = story(writes("1"));
    const seq = seqOf(room.tell(botSays(list)));
    expect(room.tell(pick(seq, "bogor")).events).toMatchObject([
      {
        type: "message.created",
        direction: "inbound",
        content: { type: "text", text: "Bogor", choiceId: "bogor" },
        replyToSeq: seq,
      },
    ]);
  });

  it("ROOM-14 opens a new conversation like any other message", () => {
    const room = story(writes("1"));
    const seq = seqOf(room.tell(botSays(buttons)));
    room.tell(does(sari, { type: "conversation.resolve" }));
    expect(room.tell(pick(seq, "hours")).types).toEqual(["conversation.opened", "message.created"]);
  });

  it("refuses what was never offered, was taken back, or stands too far up", () => {
    const room = story(writes("1"));
    const seq = seqOf(room.tell(botSays(buttons)));
    expect(room.tell(pick(seq, "solo")).code).toBe("choice.gone");
    expect(room.tell(pick(seq - 1, "hours")).code).toBe("choice.gone");
    for (let n = 0; n < 10; n += 1) room.tell(botSays(list));
    expect(room.tell(pick(seq, "hours")).code).toBe("choice.gone");
  });

  it("WIDGET-14 counts against the visitor's limit, and BLOCK-4 is withheld from whoever is blocked", () => {
    const room = story(writes("1"));
    const seq = seqOf(room.tell(botSays(buttons)));
    for (let n = 0; n < 19; n += 1) room.tell(pick(seq, "hours"));
    expect(room.tell(pick(seq, "hours")).code).toBe("widget.too_fast");
    room.tell(does(sari, { type: "contact.block" }));
    expect(room.tell(pick(seq, "hours"), 90_000_000).types).toEqual(["message.withheld"]);
  });
});

describe("a channel that is switched off", () => {
  it("WIDGET-9 takes no messages of anybody, like a resolved room", () => {
    const room = story(writes("1"), says(sari, "a"), botSays(buttons));
    const off = { isChannelOn: false };
    const text = { type: "text", text: "x" } as const;
    expect(room.tell(acts({ type: "message.send", content: text }, off)).code).toBe("widget.off");
    expect(room.tell(acts({ type: "choice.pick", messageSeq: 6, choiceId: "hours" }, off)).code).toBe("widget.off");
    expect(room.tell({ ...says(sari, "b"), ...off } as RoomCommand).code).toBe("widget.off");
    expect(room.tell(botSays(text, false)).code).toBe("widget.off");
    expect(room.tell(does(sari, { type: "note.add", text: "n" })).code).toBe("ok");
  });
});

describe("where a conversation begins", () => {
  it("ASSIGN-15 is the division that the channel has by then, and where nobody knows, the room's first", () => {
    const opened = (room: ReturnType<typeof story>, command: RoomCommand) =>
      room.tell(command).events.find(({ type }) => type === "conversation.opened");
    const room = story(writes("1"), does(sari, { type: "conversation.resolve" }));
    const sales = { ...writes("2"), divisionId: "div_1" } as RoomCommand;
    expect(opened(room, sales)).toMatchObject({ divisionId: "div_1" });
    room.tell(does(sari, { type: "conversation.resolve" }));
    expect(opened(room, writes("3"))).toMatchObject({ divisionId: null });
  });
});

describe("what a visitor says of themselves", () => {
  const profile = (given: object) => acts({ type: "profile.update", ...given });

  it("WIDGET-11 before the first message it writes nothing, and goes with the first message as unverified", () => {
    const room = story();
    expect(
      room.tell(profile({ name: " Rina ", email: "rina@example.id", phone: "+62 (812) 3456-7890" })).types,
    ).toEqual([]);
    expect(room.summary()).toBeNull();
    expect(room.restart().tell(writes("Halo")).types).toEqual([
      "room.created",
      "contact.updated",
      "conversation.opened",
      "message.created",
    ]);
    expect(room.restart().summary()?.contact).toMatchObject({
      name: "Rina",
      email: "rina@example.id",
      phone: "6281234567890",
      isVerified: false,
    });
  });

  it("WIDGET-11 refuses a bad email and a bad phone with their fields", () => {
    const room = story(writes("1"));
    expect(room.tell(profile({ email: "rina@" })).refusal).toMatchObject({
      code: "profile.email",
      fields: [{ pointer: "/email", code: "profile.email" }],
    });
    expect(room.tell(profile({ phone: "12" })).refusal).toMatchObject({ code: "profile.phone" });
  });

  it("WIDGET-19 never stands over what staff or a signed identity said", () => {
    const room = story(writes("1"), does(sari, { type: "contact.update", name: "Rina K." }));
    expect(room.tell(profile({ name: "Queen", email: "q@example.id" })).events).toMatchObject([
      { type: "contact.updated", email: "q@example.id", isVerified: false },
    ]);
    expect(room.summary()?.contact).toMatchObject({ name: "Rina K.", email: "q@example.id" });
    const signed = identified({ contactName: "Rina", profile: { email: "rina@shop.example", isVerified: true } });
    room.tell(identity(signed));
    expect(room.tell(profile({ email: "other@example.id" })).types).toEqual([]);
    expect(room.summary()?.contact).toMatchObject({ name: "Rina K.", email: "rina@shop.example", isVerified: true });
  });

  it("BLOCK-4 of whoever is blocked it is silently kept out", () => {
    const room = story(writes("1"), does(sari, { type: "contact.block" }));
    expect(room.tell(profile({ name: "Queen" }))).toMatchObject({ code: "ok", types: [] });
  });
});

describe("a signed identity", () => {
  const signed = identified({ contactName: "Rina", profile: { phone: "628123456789", isVerified: true } });

  it("WIDGET-19 is written with the first message and says that it is known", () => {
    const room = story();
    expect(room.tell(identity(signed)).types).toEqual([]);
    room.tell(writes("Halo"));
    expect(room.summary()?.contact).toMatchObject({ name: "Rina", phone: "628123456789", isVerified: true });
    expect(room.tell(identity(signed)).types).toEqual([]);
  });

  it("WIDGET-19 what the person typed themselves is not known, and stays when they identify again", () => {
    const room = story();
    room.tell(identity(signed));
    room.tell(acts({ type: "profile.update", name: "Queen", email: "typed@example.id" }));
    room.tell(identity(signed, room.core.context ?? context));
    room.tell(writes("Halo"));
    expect(room.summary()?.contact).toMatchObject({ name: "Rina", email: "typed@example.id", isVerified: false });
  });

  it("WIDGET-19 WIDGET-20 links the anonymous room, keeps what was typed as unverified, and ends its visitor", () => {
    const room = story(acts({ type: "profile.update", email: "typed@example.id" }), writes("1"));
    const link = (contactId: string): RoomCommand => ({ from: "link", context, contactId, name: "Rina" });
    expect(room.tell(link("con_known")).events).toMatchObject([
      { type: "contact.linked", contactId: "con_known", formerContactId: context.contactId, name: "Rina" },
    ]);
    expect(room.summary()?.contact).toMatchObject({ contactId: "con_known", name: "Rina", isVerified: false });
    const next = room.restart();
    expect(next.tell(link("con_known"))).toMatchObject({ code: "ok", types: [] });
    expect(next.tell(link("con_other")).code).toBe("not_found");
    expect(next.tell(writes("2")).code).toBe("not_found");
    expect(next.core.state).toEqual(room.core.state);
  });

  it("WIDGET-20 a room without events is only closed", () => {
    const room = story();
    expect(room.tell({ from: "link", context, contactId: "con_known", name: null }).types).toEqual([]);
    expect(room.tell(writes("1")).code).toBe("not_found");
    expect(room.summary()).toBeNull();
  });
});
