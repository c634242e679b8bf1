import type { CommandAnswer } from "../../../protocol/commands.schema.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { OrganizationConfig } from "../../../worker/organization/contract.ts";
import type { RoomEntry } from "../../../worker/organization/room-entry.ts";
import { RoomIndex } from "../../../worker/organization/room-index.ts";
import { Upkeep } from "../../../worker/organization/upkeep/upkeep.ts";
import type { OrganizationCommand } from "../../../worker/room/contract.ts";
import { ORGANIZATION, type SummaryExtra, summary } from "../../support/organization-builders.ts";
import { settle, VirtualTime } from "../../support/virtual-time.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

type Asked = { at: number; roomId: string } & OrganizationCommand;

/**
 * Upkeep over rooms that do as they are asked and tell their new state, an alarm that fires when it was set for, and a
 * clock that moves only when told. `sleep` forgets everything but what an object stores.
 */
export class UpkeepWorld {
  readonly time = new VirtualTime();
  readonly index = new RoomIndex(ORGANIZATION, 1_000);
  readonly states = new Map<string, RoomSummary>();
  readonly asked: Asked[] = [];
  readonly moving = new Set<string>();
  /** Members by id: null while there, else since when they are not. */
  readonly offline = new Map<string, number | null>();
  others = false;
  isAway = false;
  upkeep: Upkeep;
  config: OrganizationConfig;
  wakes = 0;
  #alarm: { dueAt: number; cancel: () => void } | null = null;

  constructor(config: OrganizationConfig) {
    this.config = config;
    this.upkeep = this.#awake();
  }

  get now(): number {
    return this.time.now();
  }

  /** ms from now until the alarm; null: there is none. */
  get alarmIn(): number | null {
    return this.#alarm && this.#alarm.dueAt - this.now;
  }

  change(roomId: string, extra: SummaryExtra): void {
    const version = (this.states.get(roomId)?.version ?? 0) + 1;
    this.states.set(roomId, summary(roomId, version, { waitingSince: null, ...extra }));
    this.#tell(roomId);
  }

  /** The customer writes and nobody answers. */
  waits(roomId: string, extra: SummaryExtra = {}): void {
    this.change(roomId, { waitingSince: this.now, ...extra });
  }

  /** A member has the last word. */
  answered(roomId: string, extra: SummaryExtra = {}): void {
    this.change(roomId, { lastMessage: messageOf("member", 7, this.now), ...extra });
  }

  configure(config: OrganizationConfig): void {
    this.config = config;
    this.upkeep.configChanged();
  }

  goes(memberId: string): void {
    this.offline.set(memberId, this.now);
    this.upkeep.presenceChanged();
  }

  comes(memberId: string): void {
    this.offline.set(memberId, null);
    this.upkeep.presenceChanged();
  }

  sleep(): void {
    this.upkeep = this.#awake();
  }

  /** What was asked of rooms, without the time, or from then on. */
  told(since = 0): (OrganizationCommand & { roomId: string })[] {
    return this.asked.filter(({ at }) => at >= since).map(({ at: _, ...asked }) => asked);
  }

  async pass(ms: number): Promise<void> {
    await this.time.pass(ms);
    await settle();
  }

  #tell(roomId: string): void {
    const change = this.index.apply(this.states.get(roomId)!, null, this.now, null);
    if (change !== null) this.upkeep.changed(change.entry);
  }

  #awake(): Upkeep {
    return new Upkeep({
      index: this.index,
      config: () => this.config,
      presence: {
        isOnline: (memberId) => this.offline.get(memberId) === null,
        offlineSince: (memberId) => this.offline.get(memberId) ?? null,
      },
      hasOthers: () => this.others,
      allocator: {
        move: (roomId) => void this.moving.add(roomId),
        stay: (roomId) => void this.moving.delete(roomId),
      },
      command: (roomId, command) => this.#command(roomId, command),
      note: (entry: RoomEntry) => this.index.note(entry),
      wakeAt: (dueAt) => this.#wakeAt(dueAt),
      now: () => this.now,
    });
  }

  /** An earlier alarm that is already set stays, as the object's timers do it. */
  #wakeAt(dueAt: number): void {
    if (this.#alarm !== null && this.#alarm.dueAt <= dueAt) return;
    this.#alarm?.cancel();
    const cancel = this.time.after(dueAt - this.now, () => {
      this.#alarm = null;
      this.wakes += 1;
      const next = this.upkeep.run();
      if (next !== null) this.#wakeAt(next);
    });
    this.#alarm = { dueAt, cancel };
  }

  async #command(roomId: string, command: OrganizationCommand): Promise<CommandAnswer> {
    this.asked.push({ at: this.now, roomId, ...command });
    await Promise.resolve();
    if (this.isAway) throw new Error("the room gives no answer");
    const room = this.states.get(roomId)!;
    const next = obeyed(room, command);
    if (next === null) return { ok: false, id: "", refusal: { code: "conflict" } };
    this.states.set(roomId, { ...room, ...next, version: room.version + 1 });
    void Promise.resolve().then(() => this.#tell(roomId));
    return { ok: true, id: "", seq: room.version + 1, isRepeat: false };
  }
}

/** What a room becomes; null: it refuses, because it is no longer what it was asked for. */
function obeyed(room: RoomSummary, command: OrganizationCommand): Partial<RoomSummary> | null {
  if (room.status === "resolved") return null;
  switch (command.type) {
    case "release": {
      const participants = room.participants.filter(({ memberId }) => memberId !== command.memberId);
      if (participants.length === room.participants.length) return null;
      const formerParticipantIds = [...room.formerParticipantIds, command.memberId];
      return { participants, formerParticipantIds, status: participants.length > 0 ? "assigned" : "unassigned" };
    }
    case "fall_to_general":
      return { divisionId: null };
    case "auto_resolve":
      return room.lastMessage?.seq === command.lastMessageSeq ? { status: "resolved" } : null;
    default:
      return {};
  }
}

export const messageOf = (
  authorType: "member" | "contact" | "bot",
  seq: number,
  at: number,
): NonNullable<RoomSummary["lastMessage"]> => ({
  seq,
  at,
  direction: authorType === "contact" ? "inbound" : "outbound",
  authorType,
  authorName: null,
  contentType: "text",
  preview: "",
});
