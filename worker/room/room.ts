import { refusal } from "../../protocol/codes.ts";
import type { Command, CommandAnswer } from "../../protocol/commands.schema.ts";
import { CLOSE } from "../../protocol/limits.ts";
import type { RoomEvent } from "../../protocol/room-events.schema.ts";
import { projectorFor } from "../db/projector/shard.ts";
import type { Env } from "../env.ts";
import type { Caller } from "../http/identity.ts";
import { noticesOf } from "../notices/rules.ts";
import type { NoticeCall } from "../organization/contract.ts";
import { maySee } from "./access.ts";
import { Alarm } from "./alarm.ts";
import { Batcher } from "./batcher.ts";
import { fingerprintOf, isImmediate, plainCommand, prepareCommand } from "./calls.ts";
import type { OrganizationCommand, RoomContext } from "./contract.ts";
import { type Call, RoomCore } from "./core.ts";
import { DueWork } from "./due.ts";
import { Greeter } from "./greeter.ts";
import { HubLink } from "./hub-link.ts";
import { Outbox } from "./outbox.ts";
import { type Peer, participantOf } from "./peer.ts";
import { PolicyCopy } from "./policy.ts";
import { Rights } from "./rights.ts";
import type { RoomCommand } from "./rules/commands.ts";
import { isNews } from "./rules/positions.ts";
import type { Cursors } from "./rules/state.ts";
import { RoomSockets } from "./sockets.ts";
import { SqlRoomStore } from "./sql-store.ts";
import { positionsFor } from "./views.ts";

/** How soon the alarm looks after work that memory alone knows of, should this process die. */
const SAFETY_MS = 20_000;
/** No longer than the batcher's window, which keeps the object awake in any case. */
const TELL_AFTER_MS = 5;

type Waiting = { call: Call; peer: Peer | null; done: (answer: CommandAnswer) => void };

const changesSight = ({ type }: RoomEvent): boolean =>
  type.startsWith("participant.") || type.startsWith("conversation.");

/** More of them in one moment is a rush that nobody reads live. */
const NOTICES_MAX = 50;

/** One room at work: the core decides, the rest delivers. Everything slow happens after the answer has left. */
export class Room {
  readonly sockets: RoomSockets;
  readonly alarm: Alarm;
  readonly rights: Rights;
  readonly policy: PolicyCopy;
  readonly #env: Env;
  readonly #store: SqlRoomStore;
  readonly #batcher: Batcher<Waiting>;
  readonly #outbox: Outbox;
  readonly #hub: HubLink;
  readonly #due: DueWork;
  readonly #greeter: Greeter;
  #notices: NoticeCall[] = [];
  #core: RoomCore | null;
  #telling: ReturnType<typeof setTimeout> | null = null;

  constructor(state: DurableObjectState, env: Env, roomId: string, rateFactor: number) {
    this.#env = env;
    this.#store = new SqlRoomStore(state.storage);
    this.#core = RoomCore.load(roomId, this.#store);
    this.alarm = new Alarm(state.storage);
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
    const ownOrganization = () => this.organization(this.#core?.context?.organizationId ?? "");
    const run = (command: RoomCommand) => this.run(command);
    const now = () => this.now();
    this.policy = new PolicyCopy({
      saved: this.#store.policy(),
      save: (policy) => this.#store.savePolicy(policy),
      ask: () => ownOrganization().policy(),
      now,
    });
    this.#due = new DueWork({ policy: this.policy, organization: ownOrganization, run, now });
    this.#greeter = new Greeter({
      core: () => this.#core,
      policy: this.policy,
      organization: (organizationId) => this.organization(organizationId),
      run,
      onFailed: (retryAfterMs) => this.alarm.arm(this.now() + retryAfterMs),
    });
    this.#batcher = new Batcher((items) => this.#run(items));
    this.#outbox = new Outbox({
      core: () => this.#core,
      submit: (slice) => projectorFor(env, slice.organizationId).submit(slice),
      now,
      random: Math.random,
      onSettled: () => this.#noteSettled(),
      onFailed: (retryAfterMs) => this.#noteFailed(retryAfterMs),
    });
    const loaded = this.#outbox.isPending ? 0 : (this.#core?.summary()?.version ?? 0);
    this.#hub = new HubLink(
      {
        summary: () => this.#core?.summary() ?? null,
        laggingSince: () => this.#outbox.laggingSince,
        takeNotices: () => this.#notices.splice(0),
        report: (call) => this.organization(call.summary.organizationId).roomChanged(call),
        onPolicy: (policy) => this.policy.learn(policy),
        now,
        onSettled: () => this.#noteSettled(),
        onFailed: () => this.alarm.arm(this.now() + SAFETY_MS),
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

  /** Whether this command can be decided without asking anybody. */
  isImmediate(command: Command): boolean {
    return isImmediate(command, this.#core?.context?.channel ?? "", this.policy);
  }

  surroundings(context: RoomContext) {
    const organization = this.organization(context.organizationId);
    return { context, organization, policy: this.policy, secret: this.#env.SAPA_SECRET, now: this.now() };
  }

  /** Takes a command from a socket or from HTTP; the answer comes when its events are in the log. */
  async submit(
    caller: Caller,
    id: string,
    command: Command,
    { peer = null, isBulk = false }: { peer?: Peer | null; isBulk?: boolean | undefined } = {},
  ): Promise<CommandAnswer> {
    const context = this.#core?.context ?? null;
    if (this.#core === null || context === null || !maySee(this.#core, caller))
      return { ok: false, id, refusal: refusal("not_found") };
    const prepared = this.isImmediate(command)
      ? plainCommand(caller, command, context, this.policy)
      : await prepareCommand(caller, command, this.surroundings(context));
    if ("code" in prepared) return { ok: false, id, refusal: prepared };
    const request = prepared.from === "member" && isBulk ? { ...prepared, isBulk } : prepared;
    return this.#enqueue(participantOf(caller), id, fingerprintOf(command), request, peer);
  }

  /** A command of the room's own making or of the organization's; its repeats are told by the state alone. */
  run(command: RoomCommand): Promise<CommandAnswer> {
    return this.#enqueue(command.from, null, "", command);
  }

  async obey(command: OrganizationCommand): Promise<CommandAnswer> {
    const core = this.#core;
    if (core === null) return { ok: false, id: "", refusal: refusal("not_found") };
    if (command.type === "resolve_expired") await this.policy.refresh();
    const { session } = this.policy.held;
    return this.run({ from: "organization", command, lastSeenAt: core.cursors.lastSeenAt, session });
  }

  #enqueue(
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
    this.#tellPositions(core);
    this.changed();
  }

  /** After every change: libSQL and the organization learn of it, and the alarm stands guard until they have. */
  changed(): void {
    this.alarm.arm(this.now() + SAFETY_MS);
    this.#armDue();
    // The frames of this turn leave first; telling at once would hold them up by about a millisecond.
    this.#telling ??= setTimeout(() => {
      this.#telling = null;
      void this.#outbox.kick();
      void this.#hub.kick();
      void this.#greeter.kick();
    }, TELL_AFTER_MS);
  }

  /** Events that came into the log by another way than the batcher. */
  recorded(events: RoomEvent[]): void {
    if (this.#core !== null && events.length > 0) this.changed();
  }

  /** What an earlier life of this object left undone. Call at the first event after waking. */
  catchUp(): void {
    if (this.#isPending) this.changed();
    else this.#armDue();
  }

  /** Fires what is due and arms the next; never throws (INV-8). */
  async onAlarm(): Promise<void> {
    const core = this.#core;
    this.alarm.fired();
    if (core === null) return;
    try {
      await Promise.all([this.#due.fire(core), this.#outbox.kick(), this.#hub.kick(), this.#greeter.kick()]);
      core.trim(this.now());
      core.persistSettled();
    } catch (error) {
      console.error("room.alarm", core.roomId, error instanceof Error ? error.message : "unknown");
    } finally {
      this.#rearm();
    }
  }

  get #isPending(): boolean {
    return this.#outbox.isPending || this.#hub.isPending || this.#greeter.isPending;
  }

  #rearm(): void {
    this.#armDue();
    if (this.#isPending) this.alarm.arm(this.now() + SAFETY_MS);
  }

  #armDue(): void {
    const dueAt = this.#core && this.#due.nextAt(this.#core);
    if (dueAt !== null) this.alarm.arm(Math.max(dueAt, this.now() + 1));
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
    if (executed.events.length > 0) this.#afterEvents(core, executed.events);
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

  #afterEvents(core: RoomCore, events: RoomEvent[]): void {
    this.#noteNotices(core, events);
    // What was withheld until now counts as read by whoever has read so far.
    if (events.some(({ type }) => type === "contact.unblocked")) this.#tellPositions(core);
    this.changed();
  }

  #noteNotices(core: RoomCore, events: RoomEvent[]): void {
    // A message is nobody's notice, so nearly every batch is done here.
    const others = events.filter(({ type }) => type !== "message.created");
    const summary = others.length === 0 ? null : core.summary();
    if (summary === null || this.#notices.length >= NOTICES_MAX) return;
    this.#notices.push(...others.flatMap((event) => noticesOf(event, summary)));
  }

  #tellPositions(core: RoomCore): void {
    const toVisitor = { type: "positions", positions: positionsFor("visitor", core) } as const;
    const toMember = { type: "positions", positions: positionsFor("member", core) } as const;
    this.sockets.broadcast((peer) => (peer.isVisitor ? toVisitor : toMember), this.now());
  }

  /** Whoever may no longer see the room gets nothing more of it (ROLE-3 in the fan-out). */
  #dropBlind(core: RoomCore): void {
    for (const peer of [...this.sockets.peers])
      if (!maySee(core, peer.caller)) this.sockets.close(peer, CLOSE.forbidden, "no longer visible");
  }

  #noteSettled(): void {
    if (!this.#outbox.isPending && !this.#hub.isPending) this.#core?.markSettled();
    else if (!this.#outbox.isPending) void this.#hub.kick();
  }

  #noteFailed(retryAfterMs: number): void {
    this.alarm.arm(this.now() + retryAfterMs);
    void this.#hub.kick();
  }
}
