import { refusal } from "../../protocol/codes.ts";
import type { Command, CommandAnswer } from "../../protocol/commands.schema.ts";
import { CLOSE } from "../../protocol/limits.ts";
import type { RoomEvent } from "../../protocol/room-events.schema.ts";
import type { Env } from "../env.ts";
import { logFault } from "../fault-log.ts";
import type { Caller } from "../http/identity.ts";
import { organizationOf } from "../http/objects.ts";
import { mayAsk, maySee } from "./access.ts";
import { Alarm } from "./alarm.ts";
import { Batcher } from "./batcher.ts";
import { fingerprintOf, isImmediate, plainCommand, prepareCommand } from "./calls.ts";
import type { ContactStanding, Erased, OrganizationCommand, RoomContext, StandingAnswer } from "./contract.ts";
import { type Call, RoomCore } from "./core.ts";
import { FollowUp } from "./follow-up.ts";
import { showLookers } from "./lookers.ts";
import { type Peer, participantOf } from "./peer.ts";
import { PolicyCopy } from "./policy.ts";
import { Rights } from "./rights.ts";
import type { RoomCommand } from "./rules/commands.ts";
import { decideStanding } from "./rules/decide-standing.ts";
import { isNews } from "./rules/positions.ts";
import type { Cursors } from "./rules/state.ts";
import { RoomSockets } from "./sockets.ts";
import { SqlRoomStore } from "./sql-store.ts";
import { positionsFor } from "./views.ts";
import { VisitorPlace } from "./visitor-place.ts";

type Waiting = { call: Call; peer: Peer | null; done: (answer: CommandAnswer) => void };

const changesSight = ({ type }: RoomEvent): boolean =>
  type.startsWith("participant.") || type.startsWith("conversation.") || type === "contact.linked";

/** One room at work: the core decides, the rest delivers. Everything slow happens after the answer has left. */
export class Room {
  readonly sockets: RoomSockets;
  readonly alarm: Alarm;
  readonly rights: Rights;
  readonly policy: PolicyCopy;
  readonly place: VisitorPlace;
  readonly #env: Env;
  readonly #store: SqlRoomStore;
  readonly #batcher: Batcher<Waiting>;
  readonly #followUp: FollowUp;
  #core: RoomCore | null;

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
    const core = () => this.#core;
    const organization = (organizationId: string) => this.organization(organizationId);
    const now = () => this.now();
    this.policy = new PolicyCopy({
      saved: this.#store.policy(),
      save: (policy) => this.#store.savePolicy(policy),
      ask: async () => {
        const context = core()?.context;
        return context ? organization(context.organizationId).policy(context) : null;
      },
      now,
    });
    this.place = new VisitorPlace({
      sockets: this.sockets,
      saved: () => (this.#core === null ? null : this.#store.visitor()),
      save: (told) => {
        // What waited for its turn while the person was erased is nobody's any more.
        if (this.context !== null) this.#store.saveVisitor(told);
      },
      now,
    });
    this.#batcher = new Batcher((items) => this.#run(items));
    const run = (command: RoomCommand) => this.run(command);
    const { alarm, policy } = this;
    this.#followUp = new FollowUp({ env, alarm, core, policy, organization, run, now });
  }

  get core(): RoomCore | null {
    return this.#core;
  }

  now(): number {
    return Date.now();
  }

  organization(organizationId: string) {
    return organizationOf(this.#env, organizationId);
  }

  /** The core, made with its tables if this room was never written to. */
  open(context: RoomContext): RoomCore {
    this.#core ??= RoomCore.create(context, this.#store);
    this.#core.begin(context);
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
    if (this.#core === null || context === null || !mayAsk(this.#core, caller, command))
      return { ok: false, id, refusal: refusal("not_found") };
    const prepared = this.isImmediate(command)
      ? plainCommand(caller, command, context, this.policy)
      : await prepareCommand(caller, command, this.surroundings(context));
    if ("code" in prepared) return { ok: false, id, refusal: prepared };
    const request = prepared.from === "member" && isBulk ? { ...prepared, isBulk } : prepared;
    return this.#enqueue(participantOf(caller), id, fingerprintOf(command), request, peer);
  }

  /** A command of the room's own making or of the organization's; without an id its repeats are told by the state alone. */
  run(command: RoomCommand, id: string | null = null): Promise<CommandAnswer> {
    return this.#enqueue(command.from, id, "", command);
  }

  /** The visitor's context as the room has it; null: nobody was ever here. */
  get context(): RoomContext | null {
    return this.#core?.context ?? null;
  }

  async obey(command: OrganizationCommand, id?: string): Promise<CommandAnswer> {
    const core = this.#core;
    if (core === null) return { ok: false, id: "", refusal: refusal("not_found") };
    if (command.type === "resolve_expired" || command.type === "auto_resolve") await this.policy.refresh();
    const { session, surveys } = this.policy.held;
    return this.run({ from: "organization", command, lastSeenAt: core.cursors.lastSeenAt, session, surveys }, id);
  }

  async takeStanding(contact: ContactStanding): Promise<StandingAnswer> {
    const core = this.#core;
    if (core === null) return "taken";
    const { context } = core;
    const decision = decideStanding(core.state, context, contact);
    if (decision.ok && decision.events.length === 0 && !decision.context) return "taken";
    if (core.hasUntoldContact) {
      this.#followUp.changed();
      return "behind";
    }
    return (await this.run({ from: "standing", context, contact })).ok ? "taken" : "behind";
  }

  /** PRIVACY-6. What was under way finds nobody any more. */
  erase(before: number): Erased | null {
    const core = this.#core;
    if (core === null) return { seq: 0, version: 0 };
    const erased = core.erase(before);
    if (erased === null) return null;
    for (const peer of [...this.sockets.peers]) this.sockets.close(peer, CLOSE.forbidden, "erased");
    this.#followUp.forget();
    return erased;
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
    this.#followUp.changed();
  }

  /** Events that came into the log by another way than the batcher. */
  recorded(events: RoomEvent[]): void {
    if (this.#core === null || events.length === 0) return;
    this.sockets.fanOut(events, this.now());
    this.#followUp.changed();
  }

  /** What an earlier life of this object left undone. Call at the first event after waking. */
  catchUp(): void {
    this.#followUp.catchUp();
  }

  onAlarm(): Promise<void> {
    return this.#followUp.onAlarm();
  }

  #run(items: Waiting[]): void {
    const core = this.#core;
    if (core === null) return;
    const now = this.now();
    let executed: ReturnType<RoomCore["execute"]>;
    try {
      executed = core.execute(items.map((item) => item.call));
    } catch (error) {
      logFault({ place: "room.execute", roomId: core.roomId }, error);
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
    this.#followUp.note(core, events);
    // What was withheld until now counts as read by whoever has read so far.
    if (events.some(({ type }) => type === "contact.unblocked")) this.#tellPositions(core);
    this.#followUp.changed();
  }

  /** WIDGET-20: whoever came by this room's own address gets nothing more of it. */
  closeVisitors(): void {
    const visitors = [...this.sockets.peers].filter((peer) => peer.isVisitor);
    for (const peer of visitors) this.sockets.close(peer, CLOSE.forbidden, "session ended");
  }

  #tellPositions(core: RoomCore): void {
    const toVisitor = { type: "positions", positions: positionsFor("visitor", core) } as const;
    const toMember = { type: "positions", positions: positionsFor("member", core) } as const;
    this.sockets.broadcast((peer) => (peer.isVisitor ? toVisitor : toMember), this.now());
  }

  /** Whoever may no longer see the room gets nothing more of it (ROLE-3 in the fan-out). */
  #dropBlind(core: RoomCore): void {
    const blind = [...this.sockets.peers].filter((peer) => !maySee(core, peer.caller));
    for (const peer of blind) this.sockets.close(peer, CLOSE.forbidden, "no longer visible");
    for (const peer of blind) if (!peer.isVisitor) showLookers(this.sockets, peer, this.now());
  }
}
