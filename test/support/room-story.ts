import type { Refusal } from "../../protocol/codes.ts";
import type { RoomEvent, RoomSummary } from "../../protocol/room-events.schema.ts";
import type { RoomContext } from "../../worker/room/contract.ts";
import { RoomCore } from "../../worker/room/core.ts";
import type { RoomCommand } from "../../worker/room/rules/commands.ts";
import { MemoryRoomStore } from "./memory-room-store.ts";
import { call, context } from "./room-builders.ts";

/** A room that is told what happens, step by step, at times of the test's choosing. */
export function story(...commands: RoomCommand[]) {
  const store = new MemoryRoomStore();
  const [first] = commands;
  const told = tellIn(RoomCore.create(first?.from === "contact" ? first.context : context, store), store);
  for (const command of commands) {
    const { code } = told.tell(command);
    if (code !== "ok") throw new Error(`the story begins with a refusal: ${code}`);
  }
  return told;
}

type Told = { events: RoomEvent[]; types: string[]; code: string; refusal: Refusal | null };
type Story = {
  context: RoomContext;
  store: MemoryRoomStore;
  core: RoomCore;
  /** `at`: the time of the step before unless given, ms UTC. */
  tell(command: RoomCommand, at?: number): Told;
  summary(): RoomSummary | null;
  /** The same room in the next life of its object: what was written down is all it knows. */
  restart(): Story;
};

function tellIn(core: RoomCore, store: MemoryRoomStore): Story {
  let now = 1_000;
  const tell = (command: RoomCommand, at = now): Told => {
    now = at;
    const isByHand = command.from === "member" || command.from === "contact";
    const { answers, events } = core.execute([call(command, at, isByHand ? undefined : null)]);
    const answer = answers[0];
    return {
      events,
      types: events.map(({ type }) => type),
      code: answer === undefined || answer.ok ? "ok" : answer.refusal.code,
      refusal: answer === undefined || answer.ok ? null : answer.refusal,
    };
  };
  return {
    context,
    store,
    core,
    tell,
    summary: () => core.summary(),
    restart: () => tellIn(RoomCore.load(context.roomId, store) as RoomCore, store),
  };
}
