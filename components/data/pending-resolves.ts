import type { MemberCommand } from "../../protocol/commands.schema.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import { optimisticSummary } from "../inbox/conversation/optimistic.ts";
import type { Expectation } from "./expected-rooms.ts";
import { Observable } from "./observable.ts";

const UNDO_MS = 5_000;

export type ResolveCommand = Extract<MemberCommand, { type: "conversation.resolve" }>;

/** What a person may still do about a resolution; the returned function says that it is too late. */
export type OfferUndo = (room: RoomSummary, answer: { undo(): void; hold(isHeld: boolean): void }) => () => void;

export type PendingResolvesOptions = {
  self: () => { memberId: string; name: string };
  /** The room by what the server has told; null: it is out of sight. */
  told: (roomId: string) => RoomSummary | null;
  /** Shows the room in the list as it will be. */
  expect: (roomId: string, change: (room: RoomSummary) => RoomSummary) => Expectation;
  /**
   * Sends it; `isLeaving`: the page is about to end. Rejects as the server refuses it. False: its answer comes another
   * way, a refusal to `refused`.
   */
  deliver: (roomId: string, command: ResolveCommand, isLeaving: boolean) => Promise<boolean>;
  offer: OfferUndo;
  /** A person took it back. */
  onUndone: (room: RoomSummary) => void;
  onRefused: (error: unknown) => void;
  /** The customer wrote while it could still be taken back: what they wrote must not go under. */
  onOvertaken: (room: RoomSummary) => void;
};

type Waiting = {
  command: ResolveCommand;
  /** When the customer had written last. */
  inboundAt: number;
  startedAt: number;
  expectation: Expectation;
  timer: ReturnType<typeof setTimeout> | undefined;
  close: () => void;
};

/**
 * ROOM-18: resolving one room shows at once and can be taken back for five seconds; only then the server is told. It is
 * told earlier when the page is left or put away, and before anything else that is done in the room.
 */
export class PendingResolves extends Observable {
  readonly #options: PendingResolvesOptions;
  /** The newest is the last one. */
  readonly #waiting = new Map<string, Waiting>();
  /** On their way; the list shows them as resolved until it is told. */
  readonly #sent = new Map<string, Expectation>();

  constructor(options: PendingResolvesOptions) {
    super();
    this.#options = options;
    addEventListener("pagehide", this.#handleLeaving);
    document.addEventListener("visibilitychange", this.#handleVisibility);
  }

  /** Sends what waits. */
  close(): void {
    removeEventListener("pagehide", this.#handleLeaving);
    document.removeEventListener("visibilitychange", this.#handleVisibility);
    this.#sendAll(true);
  }

  /** Can something be taken back? */
  get isOffering(): boolean {
    return this.#waiting.size > 0;
  }

  /** The room as it will be. */
  applied(room: RoomSummary): RoomSummary {
    const waiting = this.#waiting.get(room.roomId);
    if (!waiting) return room;
    const item = { id: "", command: waiting.command, createdAt: waiting.startedAt, state: "queued" as const };
    return optimisticSummary(room, [item], this.#options.self(), { member: () => undefined, tag: () => undefined });
  }

  start(roomId: string, command: ResolveCommand): void {
    const room = this.#options.told(roomId);
    if (!room) return;
    this.sendNow(roomId);
    const waiting: Waiting = {
      command,
      inboundAt: room.lastInboundAt ?? 0,
      startedAt: Date.now(),
      expectation: { settle: () => {}, takeBack: () => {} },
      timer: undefined,
      close: () => {},
    };
    this.#waiting.set(roomId, waiting);
    waiting.expectation = this.#options.expect(roomId, (one) => this.applied(one));
    const hold = (isHeld: boolean): void => this.#await(roomId, waiting, isHeld);
    waiting.close = this.#options.offer(room, { undo: () => this.undo(roomId), hold });
    hold(false);
    this.changed();
  }

  /** A person takes a resolution back, without a room the newest. */
  undo(roomId = [...this.#waiting.keys()].at(-1)): void {
    if (roomId === undefined || !this.#takeBack(roomId)) return;
    const room = this.#options.told(roomId);
    if (room) this.#options.onUndone(room);
  }

  /** Before anything else is done in the room. */
  sendNow(roomId: string, isLeaving = false): void {
    const waiting = this.#end(roomId);
    if (!waiting) return;
    const { command, expectation } = waiting;
    // What the list shows from now on is the server's to change.
    expectation.settle();
    this.#sent.set(roomId, expectation);
    this.#options.deliver(roomId, command, isLeaving).then(
      (isDone) => isDone && this.#sent.delete(roomId),
      (error: unknown) => {
        this.refused(roomId);
        this.#options.onRefused(error);
      },
    );
  }

  /** The server said no. */
  refused(roomId: string): void {
    this.#sent.get(roomId)?.takeBack();
    this.#sent.delete(roomId);
  }

  /** Looks at what the server has told meanwhile. */
  check(): void {
    for (const [roomId, { inboundAt }] of this.#waiting) {
      const room = this.#options.told(roomId);
      if (room === null) continue;
      const isOvertaken = (room.lastInboundAt ?? 0) > inboundAt;
      // Resolved by somebody else, there is nothing left to do.
      if (room.status === "resolved" || isOvertaken) this.#takeBack(roomId);
      if (isOvertaken) this.#options.onOvertaken(room);
    }
  }

  #takeBack(roomId: string): boolean {
    const waiting = this.#end(roomId);
    waiting?.expectation.takeBack();
    return waiting !== undefined;
  }

  #await(roomId: string, waiting: Waiting, isHeld: boolean): void {
    clearTimeout(waiting.timer);
    if (!isHeld && this.#waiting.get(roomId) === waiting)
      waiting.timer = setTimeout(() => this.sendNow(roomId), UNDO_MS);
  }

  #end(roomId: string): Waiting | undefined {
    const waiting = this.#waiting.get(roomId);
    if (!waiting) return undefined;
    this.#waiting.delete(roomId);
    clearTimeout(waiting.timer);
    waiting.close();
    this.changed();
    return waiting;
  }

  #sendAll(isLeaving: boolean): void {
    for (const roomId of [...this.#waiting.keys()]) this.sendNow(roomId, isLeaving);
  }

  readonly #handleLeaving = (): void => this.#sendAll(true);

  /** A page that was put away may never come back. */
  readonly #handleVisibility = (): void => {
    if (document.visibilityState === "hidden") this.#sendAll(false);
  };
}
