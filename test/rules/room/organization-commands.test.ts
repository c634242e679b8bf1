import { describe, expect, it } from "vitest";
import type { OrganizationCommand } from "../../../worker/room/contract.ts";
import { allocates, does, member, obeys, says, writes } from "../../support/room-builders.ts";
import { story } from "../../support/room-story.ts";

const dewi = member("mem_dewi");
const budi = member("mem_budi");
const sari = member("mem_sari", "supervisor");
const takes = does(dewi, { type: "room.take" });
const HOUR = 3_600_000;
const by = { type: "member", id: "mem_rina", name: "rina" } as const;

describe("releasing a room", () => {
  const releases = (reason: "idle" | "offline" | "deactivated", conversationNumber = 1, memberId = "mem_dewi") =>
    obeys({ type: "release", conversationNumber, memberId, reason, explanation: "No answer for 10 minutes" });

  it("ASSIGN-13 ASSIGN-4 frees the room with the reason, and the one who left does not get it back by itself", () => {
    const room = story(writes("Halo"), takes);
    expect(room.tell(releases("idle")).events).toMatchObject([
      { type: "participant.left", reason: "idle", explanation: "No answer for 10 minutes", actor: { type: "system" } },
    ]);
    expect(room.summary()?.status).toBe("unassigned");
    expect(room.tell(allocates(dewi)).code).toBe("assign.not_eligible");
    expect(room.tell(allocates(budi)).code).toBe("ok");
  });

  it("ASSIGN-13 comes too late for whoever has answered; presence and standing count all the same (BEY-4, ASSIGN-4)", () => {
    const room = story(writes("Halo"), takes, says(dewi, "Hai"));
    expect(room.tell(releases("idle")).code).toBe("conflict");
    expect(room.tell(releases("offline")).types).toEqual(["participant.left"]);
    expect(room.tell(releases("offline")).code).toBe("assign.not_member");
  });

  it("ASSIGN-4 names why nothing was done: resolved, another conversation, not there", () => {
    const room = story(writes("Halo"), takes);
    expect(room.tell(releases("deactivated", 2)).code).toBe("room.not_open");
    expect(room.tell(releases("deactivated", 1, "mem_budi")).code).toBe("assign.not_member");
    room.tell(does(dewi, { type: "conversation.resolve" }));
    expect(room.tell(releases("deactivated")).code).toBe("room.resolved");
  });
});

describe("the idle rule's end", () => {
  it("ASSIGN-13 is told once for what still waits, and anew for what comes later", () => {
    const room = story(writes("Halo"));
    const tells = (waitingSince: number) =>
      obeys({ type: "idle_exhausted", conversationNumber: 1, waitingSince, minutes: 10, tries: 3 });
    expect(room.tell(tells(1_000)).events).toMatchObject([{ type: "idle.exhausted", minutes: 10, tries: 3 }]);
    expect(room.tell(tells(1_000)).types).toEqual([]);
    room.tell(says(sari, "Maaf"));
    expect(room.tell(tells(1_000)).code).toBe("conflict");
    room.tell(writes("Ya?"), 50_000);
    expect(room.tell(tells(50_000)).types).toEqual(["idle.exhausted"]);
  });
});

describe("resolving what is expired", () => {
  const resolves = (includeUnassigned = false, lastSeenAt: number | null = null) =>
    obeys({ type: "resolve_expired", by, includeUnassigned }, { lastSeenAt });

  it("SESS-12 closes an expired room, by the room's own clock and in the name of who asked", () => {
    const room = story(writes("Halo"), takes);
    expect(room.tell(resolves(), 1_000 + 24 * HOUR - 1).code).toBe("conflict");
    expect(room.tell(resolves(), 1_000 + 24 * HOUR).events).toMatchObject([
      { type: "conversation.resolved", reason: "expired", actor: by, participantIds: ["mem_dewi"] },
    ]);
    expect(room.tell(resolves()).code).toBe("room.resolved");
  });

  it("SESS-12 leaves unassigned rooms alone unless asked for", () => {
    const room = story(writes("Halo"));
    expect(room.tell(resolves(), 30 * HOUR).code).toBe("room.not_open");
    expect(room.tell(resolves(true)).types).toEqual(["conversation.resolved"]);
  });

  it("SESS-13 SESS-1 skips a room whose customer has written or was seen meanwhile", () => {
    const room = story(writes("Halo"), takes);
    expect(room.tell(resolves(false, 20 * HOUR), 30 * HOUR).code).toBe("conflict");
    room.tell(writes("Masih ada?"), 30 * HOUR);
    expect(room.tell(resolves(), 30 * HOUR + 1).code).toBe("conflict");
  });

  it("SESS-4 SESS-12 goes by the organization's thresholds", () => {
    const room = story(writes("Halo"), takes);
    const command: OrganizationCommand = { type: "resolve_expired", by, includeUnassigned: false };
    const session = { expiringMs: HOUR, expiredMs: 48 * HOUR };
    expect(room.tell(obeys(command, { session }), 30 * HOUR).code).toBe("conflict");
    expect(room.tell(obeys(command, { session }), 49 * HOUR).code).toBe("ok");
  });
});

describe("auto resolve", () => {
  const tag = { tagId: "tag_stale", name: "Stale" };
  const resolves = (lastMessageSeq: number, withTag = true) =>
    obeys({ type: "auto_resolve", conversationNumber: 1, lastMessageSeq, tag: withTag ? tag : null });
  const answered = () => {
    const room = story(writes("Halo"), says(sari, "Hai"));
    return { ...room, seq: room.core.state.lastMessage?.seq ?? 0 };
  };

  it("SET-7 tags and closes after staff's last word, once", () => {
    const { tell, seq, summary } = answered();
    expect(tell(resolves(seq)).events).toMatchObject([
      { type: "tag.added", ...tag },
      { type: "conversation.resolved", reason: "auto", actor: { type: "system" } },
    ]);
    expect(summary()?.tags).toEqual([tag]);
    expect(tell(resolves(seq)).code).toBe("room.resolved");
  });

  it("SET-7 leaves alone what was answered since, put off, planned, or marked", () => {
    const newer = answered();
    newer.tell(writes("Satu lagi"));
    expect(newer.tell(resolves(newer.seq)).code).toBe("conflict");
    expect(newer.tell(resolves(newer.core.state.lastMessage?.seq ?? 0)).code).toBe("conflict");
    for (const mark of [
      does(sari, { type: "room.snooze", until: 9_000 }),
      does(sari, { type: "conversation.set_auto_resolve", isAllowed: false }),
      does(sari, {
        type: "message.schedule",
        scheduleId: "s",
        content: { type: "text", text: "Hai" },
        dueAt: 9_000,
        cancelOnReply: false,
      }),
    ]) {
      const room = answered();
      room.tell(mark);
      expect(room.tell(resolves(room.seq)).code).toBe("conflict");
    }
  });

  it("SET-7 ROOM-26 closes without the tag when it is there or twenty are", () => {
    const room = answered();
    room.tell({ ...does(sari, { type: "tag.add", tagId: tag.tagId }), tag } as never);
    expect(room.tell(resolves(room.seq)).types).toEqual(["conversation.resolved"]);
    const full = answered();
    for (let n = 0; n < 20; n += 1)
      full.tell({ ...does(sari, { type: "tag.add", tagId: `t${n}` }), tag: { tagId: `t${n}`, name: `${n}` } } as never);
    expect(full.tell(resolves(full.seq)).types).toEqual(["conversation.resolved"]);
  });
});
