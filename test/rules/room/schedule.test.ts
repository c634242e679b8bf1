import { describe, expect, it } from "vitest";
import { LIMITS } from "../../../protocol/limits.ts";
import { nextDueAt } from "../../../worker/room/rules/decide-time.ts";
import { does, member, obeys, says, sendsDue, strikes, writes } from "../../support/room-builders.ts";
import { story } from "../../support/room-story.ts";

const dewi = member("mem_dewi");
const budi = member("mem_budi", "supervisor");
const rina = member("mem_rina", "admin");
const takes = does(dewi, { type: "room.take" });
const HOUR = 3_600_000;

const plans = (scheduleId: string, dueAt: number, { text = "Sudah sampai?", cancelOnReply = false, who = dewi } = {}) =>
  does(who, { type: "message.schedule", scheduleId, content: { type: "text", text }, dueAt, cancelOnReply });
const cancels = (scheduleId: string, who = dewi) => does(who, { type: "message.unschedule", scheduleId });

describe("BEY-5 scheduled sends", () => {
  it("BEY-5 goes at its time, in the author's name, as a live reply would", () => {
    const room = story(writes("Halo"), takes, plans("s1", 5_000));
    expect(room.summary()).toMatchObject({ scheduledCount: 1, isUnresponded: true });
    expect(nextDueAt(room.core.state, strikes())).toBe(5_000);
    expect(room.tell(sendsDue("s1", dewi), 4_999).types).toEqual([]);
    const sent = room.tell(sendsDue("s1", dewi), 5_000);
    expect(sent.events).toMatchObject([
      { type: "message.unscheduled", reason: "sent", authorId: "mem_dewi" },
      { type: "message.created", actor: { id: "mem_dewi" }, content: { text: "Sudah sampai?" }, direction: "outbound" },
    ]);
    expect(room.summary()).toMatchObject({ scheduledCount: 0, isUnresponded: false });
  });

  it("BEY-5 fires once, however often and late the clock rings", () => {
    const room = story(writes("Halo"), takes, plans("s1", 5_000));
    expect(room.tell(sendsDue("s1", dewi), 90_000_000).types).toContain("message.created");
    expect(room.tell(sendsDue("s1", dewi), 90_000_001).types).toEqual([]);
  });

  it("BEY-5 the same id changes text and time until it fires; a change that comes too late sends nothing again", () => {
    const room = story(writes("Halo"), takes, plans("s1", 5_000), plans("s1", 9_000, { text: "Besok saja" }));
    expect(room.summary()?.scheduledCount).toBe(1);
    expect(room.tell(sendsDue("s1", dewi), 5_000).types).toEqual([]);
    expect(room.tell(sendsDue("s1", dewi), 9_000).events.at(-1)).toMatchObject({ content: { text: "Besok saja" } });
    expect(room.tell(plans("s1", 20_000)).code).toBe("msg.schedule_gone");
    expect(room.tell(cancels("s1")).code).toBe("msg.schedule_gone");
  });

  it("BEY-5 only the author or an admin changes or cancels; then the words are the admin's", () => {
    const room = story(writes("Halo"), takes, plans("s1", 5_000));
    expect(room.tell(plans("s1", 6_000, { who: budi })).code).toBe("forbidden");
    expect(room.tell(cancels("s1", budi)).code).toBe("forbidden");
    room.tell(plans("s1", 6_000, { who: rina }));
    expect(room.tell(sendsDue("s1", rina), 6_000).events.at(-1)).toMatchObject({ actor: { id: "mem_rina" } });
    room.tell(plans("s2", 9_000));
    expect(room.tell(cancels("s2", rina)).events).toMatchObject([{ reason: "cancelled", authorId: "mem_dewi" }]);
  });

  it("BEY-5 the customer's message cancels what was to be cancelled by it, and nothing else", () => {
    const room = story(writes("Halo"), takes, plans("ask", 5_000, { cancelOnReply: true }), plans("keep", 6_000));
    const answered = room.tell(writes("Sudah"));
    expect(answered.events).toMatchObject([
      { type: "message.created" },
      { type: "message.unscheduled", scheduleId: "ask", reason: "answered" },
    ]);
    expect(room.core.state.schedule.map(({ scheduleId }) => scheduleId)).toEqual(["keep"]);
  });

  it("BEY-5 a resolution cancels all, also one of the organization's", () => {
    for (const resolves of [
      does(dewi, { type: "conversation.resolve" }),
      obeys({
        type: "resolve_expired",
        by: { type: "member", id: "mem_rina", name: "rina" },
        includeUnassigned: false,
      }),
    ]) {
      const room = story(writes("Halo"), takes, plans("s1", 90 * HOUR), plans("s2", 91 * HOUR));
      expect(room.tell(resolves, 25 * HOUR).types).toEqual([
        "message.unscheduled",
        "message.unscheduled",
        "conversation.resolved",
      ]);
      expect(room.core.state.schedule).toEqual([]);
      expect(nextDueAt(room.core.state, strikes())).toBeNull();
    }
  });

  it("BEY-5 tells why it was not sent: the author has left the room, the team, or the contact was blocked", () => {
    const left = story(writes("Halo"), takes, plans("s1", 5_000), does(dewi, { type: "room.leave" }));
    expect(left.tell(sendsDue("s1", dewi), 5_000).events).toMatchObject([
      { type: "message.unscheduled", reason: "refused", authorId: "mem_dewi" },
    ]);
    const gone = story(writes("Halo"), takes, plans("s1", 5_000));
    expect(gone.tell(sendsDue("s1", null), 5_000).events).toMatchObject([{ reason: "refused", code: "forbidden" }]);
    const blocked = story(writes("Halo"), takes, plans("s1", 5_000), does(dewi, { type: "contact.block" }));
    expect(blocked.tell(sendsDue("s1", dewi), 5_000).events).toMatchObject([{ code: "block.active" }]);
    for (const room of [left, gone, blocked]) expect(room.summary()?.scheduledCount).toBe(0);
  });

  it("BEY-5 takes times from now on for 90 days, twenty to a room, and no blank text", () => {
    const room = story(writes("Halo"), takes);
    const text = "Hai";
    expect(room.tell(plans("past", 2_000), 2_000).code).toBe("msg.schedule_time");
    expect(room.tell(plans("far", 2_001 + LIMITS.scheduleAheadMs)).code).toBe("msg.schedule_time");
    expect(room.tell(plans("blank", 9_000, { text: " " })).code).toBe("required");
    for (let n = 0; n < LIMITS.scheduledPerRoom; n += 1)
      expect(room.tell(plans(`s${n}`, 9_000, { text })).code).toBe("ok");
    expect(room.tell(plans("more", 9_000)).code).toBe("msg.schedule_limit");
    expect(room.tell(plans("s3", 9_500)).code).toBe("ok");
  });

  it("BEY-5 whoever is not yet in the room joins by what they scheduled, when it goes", () => {
    const room = story(writes("Halo"), plans("s1", 5_000, { who: budi }));
    expect(room.summary()?.status).toBe("unassigned");
    expect(room.tell(sendsDue("s1", budi), 5_000).types).toEqual([
      "message.unscheduled",
      "participant.joined",
      "message.created",
    ]);
  });

  it("SESS-9 BEY-5 what comes due after a vendor's session is over is refused and says so", () => {
    const room = story(writes("Halo"), takes, plans("s1", 30 * HOUR));
    // The same log on a channel that locks.
    const log = room.store.events.map((event) => (event.type === "room.created" ? { ...event, channel: "wa" } : event));
    const locked = story();
    locked.store.append(log as never);
    expect(locked.restart().tell(sendsDue("s1", dewi), 30 * HOUR).events).toMatchObject([
      { reason: "refused", code: "session.expired" },
    ]);
  });
});

describe("BEY-5 snooze", () => {
  const snoozes = (until: number, who = dewi) => does(who, { type: "room.snooze", until });

  it("BEY-5 ends when it is due, and tells who takes part and who snoozed it", () => {
    const room = story(writes("Halo"), takes, snoozes(9_000, budi));
    expect(room.summary()?.snoozedUntil).toBe(9_000);
    expect(nextDueAt(room.core.state, strikes())).toBe(9_000);
    expect(room.tell(strikes(), 8_999).types).toEqual([]);
    expect(room.tell(strikes(), 9_000).events).toMatchObject([
      { type: "room.unsnoozed", reason: "due", participantIds: ["mem_dewi", "mem_budi"] },
    ]);
    expect(room.tell(strikes(), 9_001).types).toEqual([]);
    expect(room.summary()?.snoozedUntil).toBeNull();
  });

  it("BEY-5 ends with the customer's message, a resolution, or by hand", () => {
    for (const [ends, reason] of [
      [writes("Ada?"), "answered"],
      [does(dewi, { type: "conversation.resolve" }), "resolved"],
      [does(dewi, { type: "room.unsnooze" }), "cancelled"],
    ] as const) {
      const room = story(writes("Halo"), takes, snoozes(9_000));
      expect(room.tell(ends).events).toContainEqual(expect.objectContaining({ type: "room.unsnoozed", reason }));
      expect(room.summary()?.snoozedUntil).toBeNull();
    }
  });

  it("BEY-5 an own answer keeps it, another time replaces it, and a time that is past or too far is refused", () => {
    const room = story(writes("Halo"), takes, snoozes(9_000), says(dewi, "Besok ya"));
    expect(room.summary()?.snoozedUntil).toBe(9_000);
    room.tell(snoozes(20_000));
    expect(room.summary()?.snoozedUntil).toBe(20_000);
    expect(room.tell(snoozes(1_000), 1_000).code).toBe("msg.schedule_time");
    expect(room.tell(snoozes(1_001 + LIMITS.scheduleAheadMs)).code).toBe("msg.schedule_time");
    room.tell(does(dewi, { type: "conversation.resolve" }));
    expect(room.tell(snoozes(30_000)).code).toBe("room.resolved");
  });
});
