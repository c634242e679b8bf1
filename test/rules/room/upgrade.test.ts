import { describe, expect, it } from "vitest";
import { replay } from "../../../worker/room/rules/evolve.ts";
import { emptyCursors, emptyRoom, type RoomState, stateFrom } from "../../../worker/room/rules/state.ts";
import { summaryOf } from "../../../worker/room/rules/summary.ts";
import { context, does, member, says, writes } from "../../support/room-builders.ts";
import { story } from "../../support/room-story.ts";

const sari = member("mem_sari", "supervisor");
/** What the first version of a snapshot did not hold. */
const LATER = [
  "waitingSince",
  "remindedSeq",
  "isBlocked",
  "withheldSeq",
  "snoozed",
  "schedule",
  "endedScheduleIds",
  "notes",
  "markedUnreadSeq",
  "idleToldSince",
  "greeting",
  "said",
  "isSigned",
  "surveys",
  "offers",
] as const;

function asFirstVersion(state: RoomState): Partial<RoomState> {
  const {
    mayAutoResolve: _,
    isAnswered: __,
    ...conversation
  } = state.conversation ?? { mayAutoResolve: true, isAnswered: false };
  const saved: Record<string, unknown> = { ...state, conversation };
  for (const field of LATER) delete saved[field];
  return JSON.parse(JSON.stringify(saved)) as Partial<RoomState>;
}

describe("a snapshot of a former version", () => {
  it("becomes a state with every field, and who waits is known again", () => {
    const waiting = story(writes("1"), says(sari, "a"), writes("2"), writes("3"));
    const state = stateFrom(asFirstVersion(waiting.core.state));
    expect(Object.keys(state).sort()).toEqual(Object.keys(emptyRoom).sort());
    expect(summaryOf(context.roomId, state, emptyCursors)).toEqual(waiting.summary());
  });

  it("does not take what an earlier conversation left unanswered for waiting", () => {
    const room = story(writes("1"), does(sari, { type: "conversation.resolve" }));
    expect(stateFrom(asFirstVersion(room.core.state))).toMatchObject({ greeting: null, isBlocked: false, notes: [] });
    room.tell(writes("2"), 9_000);
    const state = stateFrom(asFirstVersion(room.core.state));
    expect(state.waitingSince).toBe(9_000);
  });

  it("a snapshot of this version is taken as it is", () => {
    const room = story(writes("1"), does(sari, { type: "note.add", text: "n" }), does(sari, { type: "contact.block" }));
    const saved = JSON.parse(JSON.stringify(room.core.state)) as RoomState;
    expect(stateFrom(saved)).toEqual(replay(room.store.events));
  });
});
