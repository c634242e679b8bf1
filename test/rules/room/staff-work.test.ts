import { describe, expect, it } from "vitest";
import { LIMITS } from "../../../protocol/limits.ts";
import type { MemberIdentity } from "../../../protocol/roles.ts";
import type { DivisionTarget, PreparedMemberCommand, RoomCommand } from "../../../worker/room/rules/commands.ts";
import { emptyCursors } from "../../../worker/room/rules/state.ts";
import { summaryOf } from "../../../worker/room/rules/summary.ts";
import { context, does, member, obeys, says, targetOf, writes } from "../../support/room-builders.ts";
import { story } from "../../support/room-story.ts";

const dewi = member("mem_dewi");
const budi = member("mem_budi");
const sari = member("mem_sari", "supervisor");
const rina = member("mem_rina", "admin");
const toni = member("mem_toni", "supervisor");
const takes = does(dewi, { type: "room.take" });

describe("notes", () => {
  const noted = (who: typeof dewi, command: PreparedMemberCommand, mentioned: MemberIdentity[] = []) => ({
    ...does(who, command),
    mentioned: mentioned.map((one) => targetOf(one)),
  });

  it("ROOM-25 only the author or an admin edits and deletes; a deleted note is gone", () => {
    const room = story(writes("Halo"), takes);
    const noteSeq = room.tell(does(dewi, { type: "note.add", text: "VIP" })).events[0]?.seq ?? 0;
    const edits = (who: typeof dewi) => does(who, { type: "note.edit", noteSeq, text: "VIP lama" });
    const deletes = (who: typeof dewi) => does(who, { type: "note.delete", noteSeq });
    expect([room.tell(edits(sari)).code, room.tell(deletes(sari)).code]).toEqual(["forbidden", "forbidden"]);
    expect(room.tell(edits(dewi)).events).toMatchObject([{ type: "note.updated", noteSeq, text: "VIP lama" }]);
    expect(room.tell(edits(rina)).code).toBe("ok");
    expect(room.tell(deletes(rina)).types).toEqual(["note.deleted"]);
    expect([room.tell(edits(dewi)).code, room.tell(deletes(dewi)).code]).toEqual(["note.gone", "note.gone"]);
    expect(room.tell(does(dewi, { type: "note.delete", noteSeq: 1 })).code).toBe("note.gone");
  });

  it("ROOM-25 takes 1 to 1,000 characters, also in an edit", () => {
    const room = story(writes("Halo"), takes);
    const noteSeq = room.tell(does(dewi, { type: "note.add", text: "n".repeat(1000) })).events[0]?.seq ?? 0;
    expect(room.tell(does(dewi, { type: "note.add", text: "n".repeat(1001) })).code).toBe("msg.too_long");
    expect(room.tell(does(dewi, { type: "note.edit", noteSeq, text: " " })).code).toBe("required");
  });

  it("BEY-6 keeps whom it mentions, and tells in an edit only those who are new", () => {
    const room = story(writes("Halo"), takes);
    const added = room.tell(noted(dewi, { type: "note.add", text: "@Toni" }, [toni, toni])).events[0];
    expect(added).toMatchObject({ mentions: ["mem_toni"] });
    const edit = { type: "note.edit", noteSeq: added?.seq ?? 0, text: "@Toni @Sari" } as const;
    expect(room.tell(noted(dewi, edit, [toni, sari])).events).toMatchObject([
      { mentions: ["mem_toni", "mem_sari"], newMentions: ["mem_sari"] },
    ]);
    expect(room.tell(noted(dewi, { ...edit, text: "@Toni" }, [toni])).events[0]).not.toHaveProperty("newMentions");
    expect(room.tell(noted(dewi, edit, [toni, sari])).events[0]).not.toHaveProperty("newMentions");
  });
});

it("ROLE-3 a mention does not tell whoever may not see the room", () => {
  const room = story(writes("Halo"), takes);
  const restricted = member("mem_tari", "supervisor", { isRestricted: true });
  const mentioned = [budi, restricted, sari].map((one) => targetOf(one));
  const note = room.tell({ ...does(dewi, { type: "note.add", text: "@all" }), mentioned } as RoomCommand).events[0];
  expect(note).toMatchObject({ mentions: ["mem_sari"] });
});

describe("moving to another division", () => {
  const sales: DivisionTarget = {
    divisionId: "div_sales",
    name: "Sales",
    supervisorId: "mem_sari",
    integrationIds: null,
    memberIds: ["mem_budi"],
  };
  const moves = (division: DivisionTarget | null, who = sari) => ({
    ...does(who, { type: "room.move", divisionId: division?.divisionId ?? null }),
    ...(division ? { division } : {}),
  });

  it("ASSIGN-15 takes those away who are not in it, and leaves the room unassigned when nobody is left", () => {
    const room = story(writes("Halo"), takes, says(sari, "Hai"));
    const moved = room.tell(moves(sales));
    expect(moved.events).toMatchObject([
      { type: "conversation.moved", divisionId: "div_sales", divisionName: "Sales" },
      { type: "participant.left", memberId: "mem_dewi", reason: "moved" },
    ]);
    expect(room.summary()).toMatchObject({ divisionId: "div_sales", participants: [{ memberId: "mem_sari" }] });
    const alone = story(writes("Halo"), takes);
    alone.tell(moves(sales));
    expect(alone.summary()?.status).toBe("unassigned");
  });

  it("ASSIGN-15 to General nobody leaves; to where it stands nothing happens", () => {
    const room = story(writes("Halo"), takes);
    expect(room.tell(moves(null)).types).toEqual([]);
    room.tell(does(sari, { type: "room.assign", memberId: "mem_budi" }, budi));
    room.tell(moves(sales));
    expect(room.tell(moves(null)).types).toEqual(["conversation.moved"]);
    expect(room.summary()).toMatchObject({ divisionId: null, status: "assigned" });
  });

  it("ASSIGN-15 refuses a division that does not take the channel, one that is none, and closed rooms", () => {
    const room = story(writes("Halo"));
    const { division: _, ...unknown } = moves(sales);
    expect(room.tell(unknown).code).toBe("not_found");
    expect(room.tell(moves({ ...sales, integrationIds: ["int_other"] })).code).toBe("assign.not_eligible");
    expect(room.tell(moves({ ...sales, integrationIds: [context.integrationId] })).code).toBe("ok");
    room.tell(does(sari, { type: "conversation.resolve" }));
    expect(room.tell(moves(null)).code).toBe("room.resolved");
  });

  it("ASSIGN-20 falls to General when its division is no more, in any status, once", () => {
    const room = story(writes("Halo"), moves(sales), does(sari, { type: "conversation.resolve" }));
    const falls = obeys({ type: "fall_to_general", divisionId: "div_sales" });
    expect(room.tell(falls).types).toEqual(["conversation.moved"]);
    expect(room.tell(falls).types).toEqual([]);
    expect(room.summary()?.divisionId).toBeNull();
  });
});

describe("what else staff do in a room", () => {
  it("marks as unread until somebody reads beyond it", () => {
    const room = story(writes("Halo"), takes, says(dewi, "Hai"));
    const unreadAt = (staffRead: number) =>
      summaryOf(context.roomId, room.core.state, { ...emptyCursors, staffRead })?.unreadCount;
    expect(unreadAt(5)).toBe(0);
    const marked = room.tell(does(dewi, { type: "room.mark_unread" })).events[0]?.seq ?? 0;
    expect(room.tell(does(dewi, { type: "room.mark_unread" })).types).toEqual([]);
    expect([unreadAt(5), unreadAt(marked)]).toEqual([1, 0]);
    room.tell(writes("1"));
    room.tell(writes("2"));
    expect(unreadAt(5)).toBe(2);
    room.tell(says(dewi, "Ya"));
    expect(unreadAt(5)).toBe(0);
  });

  it("ROOM-22 SET-7 'do not auto resolve' holds for the conversation and not for the next", () => {
    const room = story(writes("Halo"), takes);
    const sets = (isAllowed: boolean) => does(dewi, { type: "conversation.set_auto_resolve", isAllowed });
    expect(room.tell(sets(false)).types).toEqual(["conversation.auto_resolve_set"]);
    expect(room.tell(sets(false)).types).toEqual([]);
    expect(room.summary()?.mayAutoResolve).toBe(false);
    room.tell(does(dewi, { type: "conversation.resolve" }));
    expect(room.tell(sets(true)).code).toBe("room.resolved");
    room.tell(writes("Lagi"));
    expect(room.summary()?.mayAutoResolve).toBe(true);
  });

  it("CONTACT-2 changes only what is new, and an emptied field is none", () => {
    const room = story(writes("Halo"), takes);
    const updates = (fields: { name?: string; email?: string; phone?: string }, who = dewi) =>
      does(who, { type: "contact.update", ...fields });
    room.tell(updates({ name: " Ani ", phone: "6281234567889", email: "ani@rumah.example" }));
    expect(room.tell(updates({ name: "Ani" })).types).toEqual([]);
    expect(room.tell(updates({ email: "" })).types).toEqual(["contact.updated"]);
    expect(room.summary()?.contact).toMatchObject({ name: "Ani", email: null, phone: "6281234567889" });
    expect(room.tell(updates({ name: " " })).refusal).toMatchObject({ fields: [{ pointer: "/name" }] });
  });

  it("GEN-2 CONTACT-2 a number or address that is none is refused at its field, unless it stood before", () => {
    const room = story(writes("Halo"), takes);
    for (const [field, value, code] of [
      ["phone", "0812", "contact.phone"],
      ["phone", "tanya saja", "contact.phone"],
      ["email", "ani@", "profile.email"],
    ] as const) {
      const told = room.tell(does(dewi, { type: "contact.update", name: "Ani", [field]: value }));
      expect(told.refusal).toMatchObject({ code, fields: [{ pointer: `/${field}`, code }] });
    }
    expect(room.summary()?.contact).toMatchObject({ name: null, phone: null, email: null });
  });

  it("CONTACT-8 a form filled with the mask leaves the number behind it alone", () => {
    const masking = member("mem_dewi", "agent", { settings: { ...dewi.settings, contactMasking: true } });
    const room = story(writes("Halo"), takes, does(sari, { type: "contact.update", phone: "6281234567889" }));
    room.tell(does(masking, { type: "contact.update", name: "Ani", phone: "62812****89" }));
    expect(room.summary()?.contact).toMatchObject({ name: "Ani", phone: "6281234567889" });
    room.tell(does(masking, { type: "contact.update", phone: "6289990000" }));
    expect(room.summary()?.contact.phone).toBe("6289990000");
  });

  it("CONTACT-8 a mask is never saved as a number, also not one of a number that was changed meanwhile", () => {
    const masking = member("mem_dewi", "agent", { settings: { ...dewi.settings, contactMasking: true } });
    const known = { name: "Ani", phone: "6281777777755", email: "ani@rumah.example" };
    const room = story(writes("Halo"), takes, does(sari, { type: "contact.update", ...known }));
    for (const who of [masking, dewi, sari]) {
      const told = room.tell(does(who, { type: "contact.update", phone: "62812****89", email: "an****le" }));
      expect(told.types).toEqual([]);
    }
    room.tell(does(masking, { type: "contact.update", name: "62812****89" }));
    expect(room.summary()?.contact).toMatchObject(known);
  });

  it("ROOM-11 LIST-16 names a resolution that was one of many", () => {
    const room = story(writes("Halo"));
    const resolved = room.tell({ ...does(sari, { type: "conversation.resolve" }), isBulk: true } as never);
    expect(resolved.events).toMatchObject([{ reason: "bulk" }]);
  });

  it("MSG-15 a row shows what the customer edited, and no longer what was taken back", () => {
    const room = story(writes("Halo"), takes, writes("Rahasia"));
    const actor = { type: "contact", id: "con_1" } as const;
    const seq = room.core.state.headSeq;
    const content = { type: "text", text: "Bukan rahasia" } as const;
    room.store.append([{ seq: seq + 1, at: 2, actor, type: "message.edited", messageSeq: seq, content }]);
    expect(room.restart().summary()?.lastMessage).toMatchObject({ seq, preview: "Bukan rahasia" });
    room.store.append([{ seq: seq + 2, at: 3, actor, type: "message.deleted", messageSeq: 3 }]);
    expect(room.restart().summary()?.lastMessage?.preview).toBe("Bukan rahasia");
    room.store.append([{ seq: seq + 3, at: 3, actor, type: "message.deleted", messageSeq: seq }]);
    expect(room.restart().summary()).toMatchObject({ lastMessage: { preview: "" }, headSeq: seq + 3 });
  });

  it("ROOM-2 SET-6 SESS-12 a comment room obeys the same rules, without the auto responder and the job for messages", () => {
    const inComments = { ...context, kind: "comment" as const, channel: "ig_comment" as const };
    const room = story({ ...writes("Bagus"), context: inComments } as RoomCommand, takes);
    expect(room.summary()).toMatchObject({ kind: "comment", status: "assigned", isUnresponded: true });
    expect(room.core.greeting).toBeNull();
    const by = { type: "system" } as const;
    const expires = obeys({ type: "resolve_expired", by, includeUnassigned: true });
    expect(room.tell(expires, 99 * 3_600_000).code).toBe("room.not_open");
    expect(room.tell(says(dewi, "Terima kasih")).code).toBe("ok");
    expect(room.tell(does(dewi, { type: "conversation.resolve" })).code).toBe("ok");
  });

  it("MSG-7 quotes any message, refuses a quote of what is not there yet", () => {
    const room = story(writes("Halo"), takes);
    const quotes = (replyToSeq: number) =>
      does(dewi, { type: "message.send", content: { type: "text", text: "Ya" }, replyToSeq });
    expect(room.tell(quotes(99)).code).toBe("bad_request");
    expect(room.tell(quotes(3)).events).toMatchObject([{ replyToSeq: 3 }]);
  });

  it("MSG-1 a row shows the caption of a picture and the name of a document", () => {
    const room = story(writes("Halo"), takes);
    const file = { fileId: "fil_1", name: "daftar harga.pdf", mime: "application/pdf", size: 10 };
    room.tell(does(dewi, { type: "message.send", content: { type: "document", file } }));
    expect(room.summary()?.lastMessage).toMatchObject({ contentType: "document", preview: "daftar harga.pdf" });
    room.tell(does(dewi, { type: "message.send", content: { type: "image", file, caption: "Menu" } }));
    expect(room.summary()?.lastMessage).toMatchObject({ contentType: "image", preview: "Menu" });
    const long = { type: "image", file, caption: "a".repeat(LIMITS.captionLength + 1) } as const;
    expect(room.tell(does(dewi, { type: "message.send", content: long })).refusal).toMatchObject({
      code: "msg.too_long",
      params: { limit: LIMITS.captionLength },
    });
  });
});
