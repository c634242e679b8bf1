import { describe, expect, it } from "vitest";
import { RoomCore } from "../../../worker/room/core.ts";
import type { RoomCommand } from "../../../worker/room/rules/commands.ts";
import { MemoryRoomStore } from "../../support/memory-room-store.ts";
import { allocates, call, context, does, member, says, writes } from "../../support/room-builders.ts";

const dewi = member("mem_dewi");
const budi = member("mem_budi");
const sari = member("mem_sari", "supervisor");
const send = (core: RoomCore, command: RoomCommand, at = 1_000) => {
  const { answers, events } = core.execute([call(command, at)]);
  return { answer: answers[0]!, types: events.map((event) => event.type), events };
};
const room = (...commands: RoomCommand[]) => {
  const core = RoomCore.create(context, new MemoryRoomStore());
  for (const command of commands) expect(send(core, command).answer.ok).toBe(true);
  return core;
};
const codeOf = (result: ReturnType<typeof send>) => (result.answer.ok ? "ok" : result.answer.refusal.code);

describe("a room's conversations", () => {
  it("ROOM-4 opens room and conversation 1, unassigned, when the customer first writes", () => {
    const core = room();
    const { types } = send(core, writes("Halo"));
    expect(types).toEqual(["room.created", "conversation.opened", "message.created"]);
    expect(core.summary()).toMatchObject({ status: "unassigned", conversation: { number: 1 }, isUnresponded: true });
  });

  it("ROOM-1 a second message joins the same conversation", () => {
    const core = room(writes("Halo"));
    expect(send(core, writes("Ada?")).types).toEqual(["message.created"]);
    expect(core.summary()?.conversation).toMatchObject({ number: 1, messageCount: 2 });
  });

  it("ROOM-8 ASSIGN-1 an answer by staff assigns the room at that moment", () => {
    const core = room(writes("Halo"));
    expect(send(core, says(sari, "Selamat pagi")).types).toEqual(["participant.joined", "message.created"]);
    expect(core.summary()).toMatchObject({
      status: "assigned",
      isUnresponded: false,
      participants: [{ memberId: "mem_sari" }],
    });
  });

  it("ASSIGN-2 taking over, being assigned, being allocated and answering each make a participant", () => {
    for (const command of [does(dewi, { type: "room.take" }), allocates(dewi), says(sari, "Hai")]) {
      const core = room(writes("Halo"));
      send(core, command);
      expect(core.summary()?.status).toBe("assigned");
    }
    const core = room(writes("Halo"));
    send(core, does(sari, { type: "room.assign", memberId: "mem_dewi" }, dewi));
    expect(core.summary()?.participants).toEqual([{ memberId: "mem_dewi", name: "dewi" }]);
  });

  it("ASSIGN-7 the second taker is told who was first", () => {
    const core = room(writes("Halo"), does(sari, { type: "room.take" }));
    const late = send(core, does(member("mem_rina", "supervisor"), { type: "room.take" }));
    expect(late.answer).toMatchObject({ refusal: { code: "assign.taken", params: { name: "sari" } } });
  });

  it("ASSIGN-7 ROLE-3 so is an agent, who no longer sees the room; but nobody who never saw it", () => {
    const core = room(writes("Halo"), does(dewi, { type: "room.take" }));
    const take = { type: "room.take" } as const;
    expect(send(core, does(budi, take)).answer).toMatchObject({
      refusal: { code: "assign.taken", params: { name: "dewi" } },
    });
    const stranger = { ...budi, organizationId: "org_other" };
    const untaking = { ...budi, settings: { ...budi.settings, agentCanTakeOver: false } };
    for (const blind of [stranger, untaking]) expect(codeOf(send(core, does(blind, take)))).toBe("not_found");
    expect(codeOf(send(core, says(budi, "Halo")))).toBe("not_found");
    send(core, does(sari, { type: "conversation.resolve" }));
    expect(codeOf(send(core, does(budi, take)))).toBe("not_found");
  });

  it("ROOM-10 the last participant leaving makes the room unassigned again", () => {
    const core = room(writes("Halo"), does(dewi, { type: "room.take" }), does(dewi, { type: "room.leave" }));
    expect(core.summary()).toMatchObject({ status: "unassigned", formerParticipantIds: ["mem_dewi"] });
  });

  it("ASSIGN-4 whoever left is not allocated to this conversation again", () => {
    const core = room(writes("Halo"), does(dewi, { type: "room.take" }), does(dewi, { type: "room.leave" }));
    expect(codeOf(send(core, allocates(dewi)))).toBe("assign.not_eligible");
    expect(codeOf(send(core, allocates(budi)))).toBe("ok");
  });

  it("ASSIGN-3 handing over adds and leaves in one action", () => {
    const core = room(writes("Halo"), does(dewi, { type: "room.take" }));
    const given = send(core, does(dewi, { type: "room.hand_over", memberId: "mem_budi" }, budi));
    expect(given.types).toEqual(["participant.joined", "participant.left"]);
    expect(core.summary()?.participants).toEqual([{ memberId: "mem_budi", name: "budi" }]);
  });

  it("ROOM-11 ROOM-18 resolving closes the conversation with who and when", () => {
    const core = room(writes("Halo"), says(sari, "Hai"));
    send(core, does(sari, { type: "conversation.resolve" }), 5_000);
    expect(core.summary()).toMatchObject({
      status: "resolved",
      conversation: { resolvedAt: 5_000, resolvedBy: { type: "member", id: "mem_sari" } },
      isUnresponded: false,
    });
  });

  it("ROOM-12 ROOM-19 a reply that loses against a resolution is refused and nothing changes", () => {
    const core = room(writes("Halo"), says(sari, "Hai"), does(sari, { type: "conversation.resolve" }));
    const before = core.state;
    expect(codeOf(send(core, says(sari, "Satu lagi")))).toBe("room.resolved");
    expect(core.state).toEqual(before);
  });

  it("ROOM-14 a customer's message after the resolution opens a new conversation in the same room", () => {
    const core = room(writes("Halo"), says(sari, "Hai"), does(sari, { type: "conversation.resolve" }));
    expect(send(core, writes("Halo lagi")).types).toEqual(["conversation.opened", "message.created"]);
    expect(core.summary()).toMatchObject({
      status: "unassigned",
      conversation: { number: 2 },
      lastAgentId: "mem_sari",
    });
  });

  it("ROOM-15 notes stay usable in a resolved room and never count as an answer", () => {
    const core = room(writes("Halo"), says(sari, "Hai"), does(sari, { type: "conversation.resolve" }));
    expect(send(core, does(sari, { type: "note.add", text: "VIP" })).types).toEqual(["note.created"]);
  });

  it("ROOM-26 a new conversation starts without tags", () => {
    const core = room(writes("Halo"), says(sari, "Hai"));
    const tag = { tagId: "tag_1", name: "Order" };
    send(core, { from: "member", member: sari, command: { type: "tag.add", tagId: "tag_1" }, tag });
    expect(core.summary()?.tags).toEqual([tag]);
    send(core, does(sari, { type: "conversation.resolve" }));
    send(core, writes("Lagi"));
    expect(core.summary()?.tags).toEqual([]);
  });

  it("LIST-3 bot and notes do not respond; several unanswered messages wait once", () => {
    const core = room(writes("1"), says(sari, "a"), writes("2"), writes("3"));
    expect(core.summary()?.isUnresponded).toBe(true);
    send(core, does(sari, { type: "note.add", text: "n" }));
    expect(core.summary()?.isUnresponded).toBe(true);
    send(core, says(sari, "b"));
    expect(core.summary()?.isUnresponded).toBe(false);
  });
});

describe("rights in a room", () => {
  it("ROLE-6 ROLE-17 an agent who does not take part is refused and nothing changes", () => {
    const core = room(writes("Halo"));
    const commands: RoomCommand[] = [
      says(dewi, "Hai"),
      does(dewi, { type: "note.add", text: "n" }),
      does(dewi, { type: "conversation.resolve" }),
      does(dewi, { type: "room.assign", memberId: "mem_dewi" }, dewi),
    ];
    for (const command of commands) expect(codeOf(send(core, command))).toBe("forbidden");
    expect(core.state.headSeq).toBe(3);
  });

  it("ROLE-3 a room of another organization and an agent's foreign room look like none at all", () => {
    const core = room(writes("Halo"), does(budi, { type: "room.take" }));
    const stranger = member("mem_x", "admin", { organizationId: "org_bbbbbbbbbbbbbbbb" });
    expect(codeOf(send(core, says(stranger, "Hai")))).toBe("not_found");
    expect(codeOf(send(core, says(dewi, "Hai")))).toBe("not_found");
  });

  it("ASSIGN-6 with takeover off an agent does not even see an unassigned room", () => {
    const settings = { agentCanTakeOver: false, agentCanAssign: true, agentCanBroadcast: false, contactMasking: false };
    const core = room(writes("Halo"));
    expect(codeOf(send(core, does(member("mem_dewi", "agent", { settings }), { type: "room.take" })))).toBe(
      "not_found",
    );
  });

  it("ASSIGN-8 ROLE-7 handing over needs the switch", () => {
    const settings = { agentCanTakeOver: true, agentCanAssign: false, agentCanBroadcast: false, contactMasking: false };
    const strict = member("mem_dewi", "agent", { settings });
    const core = room(writes("Halo"), does(strict, { type: "room.take" }));
    expect(codeOf(send(core, does(strict, { type: "room.hand_over", memberId: "mem_budi" }, budi)))).toBe("forbidden");
  });

  it("ASSIGN-3 inactive members and those of other divisions cannot be given the room", () => {
    const core = room(writes("Halo"));
    const inactive: RoomCommand = {
      from: "member",
      member: sari,
      command: { type: "room.assign", memberId: "mem_dewi" },
      target: {
        memberId: "mem_dewi",
        name: "dewi",
        role: "agent",
        isActive: false,
        divisionIds: [],
        isRestricted: false,
      },
    };
    expect(codeOf(send(core, inactive))).toBe("assign.not_eligible");
    expect(codeOf(send(core, does(sari, { type: "room.assign", memberId: "mem_none" })))).toBe("assign.not_eligible");
  });
});

describe("what may be sent", () => {
  it("MSG-2 blank text is refused, also from the customer", () => {
    const core = room(writes("Halo"));
    expect(codeOf(send(core, writes(" \n ")))).toBe("required");
    expect(codeOf(send(core, says(sari, "   ")))).toBe("required");
  });

  it("MSG-5 4,096 characters are accepted, one more is refused with limit and length; emoji count once", () => {
    const core = room(writes("Halo"));
    expect(codeOf(send(core, says(sari, "😀".repeat(4096))))).toBe("ok");
    const long = send(core, says(sari, "a".repeat(4097)));
    expect(long.answer).toMatchObject({ refusal: { code: "msg.too_long", params: { limit: 4096, length: 4097 } } });
  });

  it("WIDGET-14 the 21st message within a minute has to wait, and says how long", () => {
    const core = room();
    for (let n = 0; n < 20; n += 1) expect(codeOf(send(core, writes(`${n}`), 1_000 + n))).toBe("ok");
    const fast = send(core, writes("21"), 2_000);
    expect(fast.answer).toMatchObject({ refusal: { code: "widget.too_fast", retryAfterMs: 59_000 } });
    expect(codeOf(send(core, writes("21"), 61_000))).toBe("ok");
  });

  it("WIDGET-14 200 messages an hour are accepted, the 201st waits", () => {
    const core = room();
    for (let n = 0; n < 200; n += 1) expect(codeOf(send(core, writes(`${n}`), n * 5_000))).toBe("ok");
    expect(codeOf(send(core, writes("201"), 1_000_000))).toBe("widget.too_fast");
    expect(codeOf(send(core, writes("201"), 3_600_000))).toBe("ok");
  });
});
