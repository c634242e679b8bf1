import { refusal } from "../../protocol/codes.ts";
import type { Command, CommandAnswer } from "../../protocol/commands.schema.ts";
import { CLOSE } from "../../protocol/limits.ts";
import type { RoomEvent } from "../../protocol/room-events.schema.ts";
import { DEFAULT_SESSION } from "../../protocol/session.ts";
import { projectorFor } from "../db/projector/shard.ts";
import type { Env } from "../env.ts";
import type { Caller } from "../http/identity.ts";
import { maySee } from "./access.ts";
import { Batcher } from "./batcher.ts";
import { fingerprintOf, needsLookup, plainCommand, resolveCommand } from "./calls.ts";
import type { RoomContext } from "./contract.ts";
import { type Call, RoomCore } from "./core.ts";
import { HubLink } from "./hub-link.ts";
import { Outbox } from "./outbox.ts";
import { type Peer, participantOf } from "./peer.ts";
import { Rights } from "./rights.ts";
import type { RoomCommand } from "./rules/commands.ts";
import { nextSessionDueAt } from "./rules/decide-session.ts";
import { isNews, positionsOf } from "./rules/positions.ts";
import type { Cursors } from "./rules/state.ts";
import { RoomSockets } from "./sockets.ts";
import { SqlRoomStore } from "./sql-store.ts";
import { Timers } from "./timers.ts";

/** How soon the alarm looks after work that memory alone knows of, should this process die. */
const SAFETY_MS = 20_000;
/** No longer than the batcher's window, which keeps the object awake in any case. */
const TELL_AFTER_MS = 5;

type Waiting = { call: Call; peer: Peer | null; done: (answer: CommandAnswer) => void };

const changesSight = ({ type }: RoomEvent): boolean =>
  type.startsWith("participant.") || type.startsWith("conversation.");

const isInbound = (event: RoomEvent): boolean => event.type === "message.created" && event.direction === "inbound";

/** One room at work: the core decides, the rest delivers. Everything slow happens after the answer has left. */
export class Room {
  readonly sockets: RoomSockets;
  readonly timers: Timers;
  readonly rights: Rights;
  readonly #env: Env;
  readonly #store: SqlRoomStore;
  readonly #batcher: Batcher<Waiting>;
  readonly #outbox: Outbox;
  readonly #hub: HubLink;
  #core: RoomCore | null;
  #telling: ReturnType<typeof setTimeout> | null = null;

  constructor(state: DurableObjectState, env: Env, roomId: string, rateFactor: number) {
    this.#env = env;
    this.#store = new SqlRoomStore(state.storage);
    this.#core = RoomCore.load(roomId, this.#store);
    this.timers = new Timers(state.storage);
    this.sockets = new RoomSockets(
      state,
      {
        headSeq: () => this.#core?.state.headSeq ?? 0,
        eventsAfter: (seq, limit) => this.#store.eventsAfter(seq, limit),
      },
      rateFactor,
      this.now(),
    );
    this.rights = new Rights(roomId, this.sockets, (organizationId) => this.organization(organizationId));
    this.#batcher = new Batcher((items) => this.#run(items));
    this.#outbox = new Outbox({
      core: () => this.#core,
      submit: (slice) => projectorFor(env, slice.organizationId).submit(slice),
      now: () => this.now(),
      random: Math.random,
      onSettled: () => this.#noteSettled(),
      onFailed: (retryAfterMs) => this.#noteFailed(retryAfterMs),
    });
    const loaded = this.#outbox.isPending ? 0 : (this.#core?.summary()?.version ?? 0);
    this.#hub = new HubLink(
      {
        summary: () => this.#core?.summary() ?? null,
        laggingSince: () => this.#outbox.laggingSince,
        report: (call) => this.organization(call.summary.organizationId).roomChanged(call),
        now: () => this.now(),
        onSettled: () => this.#noteSettled(),
        onFailed: () => this.timers.arm(this.now() + SAFETY_MS),
      },
      loaded,
    );
  }

  get core(): RoomCore | null {
    return this.#core;
  }

  now(): number {
    return Date.now();
  }

  organization(organizationId: string) {
    return this.#env.ORGANIZATION.getByName(organizationId);
  }

  /** The core, made with its tables if this room was never written to. */
  open(context: RoomContext): RoomCore {
    this.#core ??= RoomCore.create(context, this.#store);
    return this.#core;
  }

  /** Takes a command from a socket or from HTTP; the answer comes when its events are in the log. */
  async submit(caller: Caller, id: string, command: Command, peer: Peer | null = null): Promise<CommandAnswer> {
    const core = this.#core;
    if (core === null || core.context === null || !maySee(core, caller))
      return { ok: false, id, refusal: refusal("not_found") };
    const resolved = needsLookup(command)
      ? await resolveCommand(caller, command, this.organization(core.context.organizationId))
      : plainCommand(caller, command, core.context);
    if ("code" in resolved) return { ok: false, id, refusal: resolved };
    return this.enqueue(participantOf(caller), id, fingerprintOf(command), resolved, peer);
  }

  enqueue(
    participant: string,
    id: string | null,
    fingerprint: string,
    command: RoomCommand,
    peer: Peer | null = null,
  ): Promise<CommandAnswer> {
    return new Promise((done) => {
      this.#batcher.add({ call: { participant, id, fingerprint, command, at: this.now() }, peer, done });
    });
  }

  /** Read positions and last seen: written down, shown to the others, reported. */
  moveCursors(cursors: Cursors): void {
    const core = this.#core;
    if (core === null || cursors === core.cursors || !isNews(core.state, core.cursors, cursors)) return;
    core.moveCursors(cursors);
    const frame = { type: "positions", positions: positionsOf(core.state, core.cursors) } as const;
    this.sockets.broadcast(() => frame, this.now());
    this.changed();
  }

  /** After every change: libSQL and the organization learn of it, and the alarm stands guard until they have. */
  changed(): void {
    this.timers.arm(this.now() + SAFETY_MS);
    // The frames of this turn leave first; telling at once would hold them up by about a millisecond.
    this.#telling ??= setTimeout(() => {
      this.#telling = null;
      void this.#outbox.kick();
      void this.#hub.kick();
    }, TELL_AFTER_MS);
  }

  /** Events that came into the log by another way than the batcher. */
  recorded(events: RoomEvent[]): void {
    if (this.#core !== null && events.length > 0) this.#afterEvents(this.#core, events, this.now());
  }

  /** What an earlier life of this object left undone. Call at the first event after waking. */
  catchUp(): void {
    if (this.#core !== null && (this.#outbox.isPending || this.#hub.isPending)) this.changed();
  }

  /** Fires what is due and arms the next; never throws (INV-8). */
  async onAlarm(): Promise<void> {
    const core = this.#core;
    this.timers.fired();
    if (core === null) return;
    try {
      for (const kind of this.timers.due(this.now())) if (kind === "session") await this.#fireSession(core);
      await Promise.all([this.#outbox.kick(), this.#hub.kick()]);
      core.trim(this.now());
      core.persistSettled();
    } catch (error) {
      console.error("room.alarm", core.roomId, error instanceof Error ? error.message : "unknown");
    } finally {
      this.#rearm();
    }
  }

  #rearm(): void {
    const dueAt = this.timers.nextDueAt();
    if (dueAt !== null) this.timers.arm(Math.max(dueAt, this.now() + 1));
    if (this.#outbox.isPending || this.#hub.isPending) this.timers.arm(this.now() + SAFETY_MS);
  }

  #run(items: Waiting[]): void {
    const core = this.#core;
    if (core === null) return;
    const now = this.now();
    let executed: ReturnType<RoomCore["execute"]>;
    try {
      executed = core.execute(items.map((item) => item.call));
    } catch (error) {
      console.error("room.execute", core.roomId, error instanceof Error ? error.message : "unknown");
      for (const { call, done } of items) done({ ok: false, id: call.id ?? "", refusal: refusal("internal") });
      return;
    }
    // Who lost sight of the room by these events must not get them either.
    if (executed.events.some(changesSight)) this.#dropBlind(core);
    this.sockets.fanOut(executed.events, now);
    this.#acknowledge(items, executed.answers);
    if (executed.events.length > 0) this.#afterEvents(core, executed.events, now);
  }

  #acknowledge(items: Waiting[], answers: CommandAnswer[]): void {
    const acks = new Map<Peer, { id: string; seq: number; isRepeat: boolean }[]>();
    items.forEach((item, index) => {
      const answer = answers[index];
      if (answer === undefined) return;
      if (item.peer && answer.ok) {
        const { id, seq, isRepeat } = answer;
        const list = acks.get(item.peer);
        if (list) list.push({ id, seq, isRepeat });
        else acks.set(item.peer, [{ id, seq, isRepeat }]);
      }
      item.done(answer);
    });
    for (const [peer, list] of acks) this.sockets.send(peer, { type: "ack", acks: list });
  }

  #afterEvents(core: RoomCore, events: RoomEvent[], now: number): void {
    // Once the session has expired no timer is left, until the customer writes again.
    if (events.some(isInbound) && !this.timers.has("session")) this.#armSession(core, now);
    this.changed();
  }

  /** Whoever may no longer see the room gets nothing more of it (ROLE-3 in the fan-out). */
  #dropBlind(core: RoomCore): void {
    for (const peer of [...this.sockets.peers])
      if (!maySee(core, peer.caller)) this.sockets.close(peer, CLOSE.forbidden, "no longer visible");
  }

  // The timer is not moved by every message: it fires at the old time, looks, and moves itself.
  #armSession(core: RoomCore, now: number): void {
    const dueAt = nextSessionDueAt(core.state, this.#sessionTimer(core), now);
    if (dueAt === null) this.timers.clear("session");
    else this.timers.set("session", dueAt);
  }

  async #fireSession(core: RoomCore): Promise<void> {
    await this.enqueue("timer", null, "session", this.#sessionTimer(core));
    this.#armSession(core, this.now());
  }

  #sessionTimer(core: RoomCore): Extract<RoomCommand, { from: "timer" }> {
    return { from: "timer", lastSeenAt: core.cursors.lastSeenAt, thresholds: DEFAULT_SESSION };
  }

  #noteSettled(): void {
    if (!this.#outbox.isPending && !this.#hub.isPending) this.#core?.markSettled();
    else if (!this.#outbox.isPending) void this.#hub.kick();
  }

  #noteFailed(retryAfterMs: number): void {
    this.timers.arm(this.now() + retryAfterMs);
    void this.#hub.kick();
  }
}
