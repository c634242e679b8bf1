import { describe, expect, it } from "vitest";
import { noticesOf } from "../../../worker/notices/rules.ts";
import type { RoomCommand } from "../../../worker/room/rules/commands.ts";
import {
  allocates,
  does,
  member,
  obeys,
  says,
  sendsDue,
  strikes,
  targetOf,
  writes,
} from "../../support/room-builders.ts";
import { story } from "../../support/room-story.ts";

const dewi = member("mem_dewi");
const budi = member("mem_budi");
const sari = member("mem_sari", "supervisor");
const HOUR = 3_600_000;

/** Who is told of what by the last of these steps, at that time. */
function toldBy(at: number, ...commands: [RoomCommand, ...RoomCommand[]]) {
  const room = story(writes("Rahasia pelanggan"), ...commands.slice(0, -1));
  const { events } = room.tell(commands.at(-1) as RoomCommand, at);
  const summary = room.summary();
  return summary === null ? [] : events.flatMap((event) => noticesOf(event, summary));
}
const brief = (told: ReturnType<typeof toldBy>) =>
  told.map(({ notice, memberIds, roles }) => [notice.kind, memberIds, roles]);

describe("who is told in the bell", () => {
  it("NOTIF-1 assigned, handed over, allocated: whoever was given the room; taking and answering tell nobody", () => {
    const assigns = does(sari, { type: "room.assign", memberId: "mem_dewi" }, dewi);
    expect(brief(toldBy(2, assigns))).toEqual([["assigned", ["mem_dewi"], []]]);
    expect(brief(toldBy(2, allocates(dewi)))).toEqual([["allocated", ["mem_dewi"], []]]);
    const hands = does(dewi, { type: "room.hand_over", memberId: "mem_budi" }, budi);
    expect(brief(toldBy(2, allocates(dewi), hands))).toEqual([["handed_over", ["mem_budi"], []]]);
    expect(toldBy(2, does(dewi, { type: "room.take" }))).toEqual([]);
    expect(toldBy(2, says(sari, "Hai"))).toEqual([]);
    expect(toldBy(2, does(sari, { type: "room.assign", memberId: "mem_sari" }, sari))).toEqual([]);
  });

  it("NOTIF-1 resolved by another: who took part, never who did it, and not each room of a job", () => {
    const resolves = does(sari, { type: "conversation.resolve" });
    expect(brief(toldBy(2, allocates(dewi), resolves))).toEqual([["resolved", ["mem_dewi"], []]]);
    expect(toldBy(2, allocates(dewi), does(dewi, { type: "conversation.resolve" }))).toEqual([]);
    const by = { type: "member", id: "mem_sari", name: "sari" } as const;
    const expires = obeys({ type: "resolve_expired", by, includeUnassigned: false });
    expect(toldBy(30 * HOUR, allocates(dewi), expires)).toEqual([]);
  });

  it("BLOCK-7 block and unblock: admins, supervisors and who takes part, but not who did it", () => {
    const blocks = does(sari, { type: "contact.block", reason: "spam" });
    const [blocked] = toldBy(2, allocates(dewi), blocks);
    expect(blocked).toMatchObject({
      memberIds: ["mem_dewi"],
      roles: ["admin", "supervisor"],
      exceptMemberId: "mem_sari",
    });
    expect(brief(toldBy(2, blocks, does(sari, { type: "contact.unblock" })))).toEqual([
      ["unblocked", [], ["admin", "supervisor"]],
    ]);
  });

  it("BEY-6 a mention tells the mentioned, an edit those who are new", () => {
    const room = story(writes("Halo"));
    const mentions = {
      ...does(sari, { type: "note.add", text: "@Dewi" }),
      mentioned: [dewi, sari].map((who) => targetOf(who)),
    };
    const note = room.tell(mentions as RoomCommand).events[0];
    const edits = does(sari, { type: "note.edit", noteSeq: note?.seq ?? 0, text: "@Dewi @Budi" });
    const edit = room.tell({ ...edits, mentioned: [dewi, budi].map((who) => targetOf(who)) } as RoomCommand).events[0];
    const summary = room.summary();
    if (!note || !edit || !summary) throw new Error("nothing was noted");
    expect(brief(noticesOf(note, summary))).toEqual([["mentioned", ["mem_dewi"], []]]);
    expect(brief(noticesOf(edit, summary))).toEqual([["mentioned", ["mem_budi"], []]]);
  });

  it("BEY-2 BEY-5 reminders, returning rooms and sends that failed tell whom they concern", () => {
    expect(brief(toldBy(24 * HOUR - 1, allocates(dewi), strikes()))).toEqual([["session_reminder", ["mem_dewi"], []]]);
    const snoozes = does(sari, { type: "room.snooze", until: 9_000 });
    expect(brief(toldBy(9_000, allocates(dewi), snoozes, strikes()))).toEqual([
      ["snooze_due", ["mem_dewi", "mem_sari"], []],
    ]);
    const content = { type: "text", text: "Nanti" } as const;
    const plans = does(sari, { type: "message.schedule", scheduleId: "s", content, dueAt: 9_000, cancelOnReply: true });
    expect(toldBy(9_000, plans, sendsDue("s", sari))).toEqual([]);
    expect(toldBy(8_000, plans, writes("Sudah"))).toEqual([]);
    const [failed] = toldBy(9_000, plans, sendsDue("s", null));
    expect(failed).toMatchObject({
      memberIds: ["mem_sari"],
      notice: { kind: "schedule_failed", params: { reason: "refused", code: "forbidden" } },
    });
  });

  it("ASSIGN-13 the idle rule's end tells supervisors", () => {
    const ends = obeys({ type: "idle_exhausted", conversationNumber: 1, waitingSince: 1_000, minutes: 5, tries: 3 });
    const [told] = toldBy(2_000, ends);
    expect(told).toMatchObject({ roles: ["supervisor"], notice: { params: { minutes: 5, tries: 3 } } });
  });

  it("NOTIF-1 CONTACT-8 names the contact and the actor, never what was written nor a number; its id stands once", () => {
    const room = story(
      writes("Rahasia pelanggan"),
      does(sari, { type: "contact.update", name: "6281230000", phone: "6281230000" }),
    );
    const { events } = room.tell(does(sari, { type: "room.assign", memberId: "mem_dewi" }, dewi));
    const summary = room.summary();
    const told = summary && events[0] ? noticesOf(events[0], summary)[0] : undefined;
    expect(told?.notice).toMatchObject({
      noticeId: `${room.context.roomId}:${events[0]?.seq}`,
      roomId: room.context.roomId,
      params: { actor: "sari", channel: "web_chat" },
    });
    expect(JSON.stringify(told)).not.toMatch(/Rahasia|6281230000"/);
  });
});
