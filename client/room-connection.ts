import type { Refusal } from "../protocol/codes.ts";
import type { MemberCommand, VisitorCommand } from "../protocol/commands.schema.ts";
import type { HistoryPage } from "../protocol/http.schema.ts";
import type { RoomEvent, VisitorEvent } from "../protocol/room-events.schema.ts";
import type { ResumedFrame, RoomServerFrame } from "../protocol/room-frames.schema.ts";
import { PROTOCOL_VERSION } from "../protocol/version.ts";
import { createHistoryPages } from "./history-pages.ts";
import { createOutboxSender } from "./outbox-sender.ts";
import { createReconnectingSocket } from "./reconnecting-socket.ts";
import { applyEvents, emptyLog, firstSeq, missingRange, prependEvents, type RoomLog, startAfter } from "./room-log.ts";
import { createSignals } from "./signals.ts";
import type { RoomConnection, RoomConnectionOptions, RoomView } from "./types.ts";
import { heardTyping, stillTyping, type TypingList, without } from "./typing-list.ts";
import { createViewHolder } from "./view-holder.ts";

/** A live server answers within a moment; without an answer for this long the connection is given up and resumed. */
const ANSWER_LIMIT_MS = 10_000;
const GAP = "gap";

type AnyEvent = RoomEvent | VisitorEvent;
type Own = { seq: number; commandId?: string };

/** Connections that nobody looks at and that still have something to send, by room key. */
const leaving = new Map<string, () => void>();

/** Opens at once and stays, see RoomConnection. */
export function createRoomConnection<E extends AnyEvent, C extends MemberCommand | VisitorCommand>(
  options: RoomConnectionOptions,
): RoomConnection<E, C> {
  const { platform, tokens, roomKey } = options;
  // What it still had to send is taken over from the storage, so that the person sees it again.
  leaving.get(roomKey)?.();
  let log = (options.log as RoomLog<E> | undefined) ?? emptyLog<E>();
  let typing: TypingList = [];
  /** The server has answered our hello: it takes commands. */
  let isAnswered = false;
  let isClosed = false;
  /** First seq of the range that is asked for; 0: none is. */
  let askedFrom = 0;
  let awaited = "";
  let cancelAnswerTimer = (): void => {};
  let cancelTypingTimer = (): void => {};

  const view = createViewHolder<RoomView<E, C>>({
    state: "connecting",
    disconnectedAt: platform.now(),
    endedWith: null,
    events: log.events,
    outgoing: [],
    hasOlder: log.hasOlder,
    isLoadingOlder: false,
    positions: { contactDelivered: 0, contactRead: 0, staffRead: 0 },
    typing: [],
    lookers: [],
    summary: null,
    visitor: null,
    clockOffsetMs: 0,
  });

  const sendNow = (frame: object): boolean => isAnswered && socket.send(frame);
  const lastSeq = (): number => log.last;
  const isHere = (id: string): boolean => log.events.some((event) => (event as Own).commandId === id);

  const pages = createHistoryPages<E>(options, sendNow);
  const signals = createSignals({ platform, send: sendNow, lastSeq });
  const sender = createOutboxSender<C>({
    ...options,
    sendFrame: sendNow,
    lastSeq,
    isHere,
    onChange: () => {
      view.set({ outgoing: sender.queue() });
      watchAnswer();
      closeIfDone();
    },
  });

  /** Something is asked and the answer does not come: whatever was lost, resuming brings it back. */
  function watchAnswer(): void {
    const sending = isAnswered ? sender.queue().find((item) => item.state === "sending" && !item.ackedSeq)?.id : "";
    const waitsFor = sending || askedFrom ? `${sending} ${askedFrom}` : "";
    if (waitsFor === awaited) return;
    awaited = waitsFor;
    cancelAnswerTimer();
    if (waitsFor) cancelAnswerTimer = platform.setTimer(() => socket.drop(), ANSWER_LIMIT_MS);
  }

  function apply(events: readonly E[]): void {
    const before = log;
    log = applyEvents(log, events);
    if (log.last > before.last) {
      const applied = log.events.slice(before.events.length);
      for (const event of applied) if (event.type === "message.created") setTyping(without(typing, event.actor));
      view.set({ events: log.events });
      signals.applied(applied.length);
      sender.settle(applied as Own[]);
    }
    if (log.last >= askedFrom) askedFrom = 0;
  }

  /** Never a hole: what is missing is asked for, and nothing behind it is shown before it is there. */
  function fillGap(head: number): void {
    const range = askedFrom === 0 ? missingRange(log, head) : null;
    if (range && sendNow({ type: "history", ref: GAP, ...range })) askedFrom = log.last + 1;
    watchAnswer();
  }

  function setTyping(next: TypingList): void {
    if (next === typing) return;
    typing = next;
    view.set({ typing: typing.map((entry) => entry.actor) });
    cancelTypingTimer();
    const until = Math.min(...typing.map((entry) => entry.until));
    if (typing.length > 0) {
      const fade = (): void => setTyping(stillTyping(typing, platform.now()));
      cancelTypingTimer = platform.setTimer(fade, until - platform.now());
    }
  }

  function resumed(frame: ResumedFrame): void {
    if (frame.mode === "snapshot" || frame.epoch !== log.epoch) {
      log = startAfter(frame.epoch, frame.after);
      // The page follows in the next frames: showing nothing in between would only flicker.
      view.hold();
    }
    askedFrom = 0;
    isAnswered = true;
    view.set({
      events: log.events,
      hasOlder: log.hasOlder,
      positions: frame.positions,
      summary: frame.summary ?? view.current().summary,
      clockOffsetMs: frame.serverTime - platform.now(),
    });
    sender.settle([]);
    sender.up();
    signals.up();
  }

  function history(ref: string, page: HistoryPage<E>): void {
    if (ref !== GAP) {
      pages.answered(ref, page);
      return;
    }
    if (askedFrom === 0) return;
    const { last } = log;
    apply(page.events);
    // The server no longer has that range: a snapshot with a marked gap is the honest answer.
    if (log.last === last) socket.drop(true);
    else fillGap(0);
  }

  function receive(frame: RoomServerFrame<E>): void {
    switch (frame.type) {
      case "resumed":
        resumed(frame);
        break;
      case "events":
        view.release();
        apply(frame.events);
        fillGap(0);
        break;
      case "live":
        view.release();
        view.set({ state: "live", disconnectedAt: null });
        fillGap(frame.head);
        break;
      case "ack":
        for (const { id, seq } of frame.acks) sender.acked(id, seq);
        break;
      case "refused":
        sender.refused(frame.id, frame.refusal);
        break;
      case "history":
        history(frame.ref, frame);
        break;
      case "positions":
        view.set({ positions: frame.positions });
        break;
      case "typing":
        setTyping(heardTyping(typing, frame.actor, frame.isTyping, platform.now()));
        break;
      case "lookers":
        view.set({ lookers: frame.lookers });
        break;
      case "visitor":
        view.set({ visitor: frame.context });
        break;
    }
  }

  function leaveSocket(): void {
    isAnswered = false;
    askedFrom = 0;
    pages.down();
    setTyping([]);
    view.release();
  }

  const socket = createReconnectingSocket({
    url: options.socketUrl,
    tokens,
    platform,
    hello: (mustForget) => ({
      type: "hello",
      version: PROTOCOL_VERSION,
      ...(mustForget || log.epoch === null ? {} : { epoch: log.epoch, last: log.last }),
    }),
    onFrame: (frame) => receive(frame as RoomServerFrame<E>),
    onDown(since) {
      leaveSocket();
      const disconnectedAt = view.current().disconnectedAt ?? since;
      view.set({ state: "connecting", disconnectedAt, lookers: [] });
      sender.down();
      watchAnswer();
    },
    onEnd: finish,
  });

  function finish(refusal: Refusal | null, mustClear = false): void {
    if (isClosed) return;
    isClosed = true;
    if (leaving.get(roomKey) === close) leaving.delete(roomKey);
    leaveSocket();
    cancelAnswerTimer();
    signals.close();
    sender.close(refusal ?? undefined, mustClear);
    if (mustClear) {
      log = emptyLog();
      view.set({ events: [], hasOlder: false, summary: null, visitor: null });
    }
    view.set({ state: "ended", endedWith: refusal, lookers: [] });
  }

  function close(): void {
    socket.close();
    finish(null);
  }

  function closeIfDone(): void {
    const waits = sender.queue().some((item) => item.state !== "failed" && item.ackedSeq === undefined);
    if (!waits && leaving.get(roomKey) === close) close();
  }

  async function loadOlder(): Promise<void> {
    if (view.current().isLoadingOlder || !log.hasOlder || isClosed) return;
    view.set({ isLoadingOlder: true });
    try {
      const { epoch } = log;
      const before = firstSeq(log);
      const page = await pages.load(before);
      if (log.epoch !== epoch || firstSeq(log) !== before || isClosed) return;
      log = prependEvents(log, page.events, page.hasMore);
      view.set({ events: log.events, hasOlder: log.hasOlder });
      sender.settle(page.events as Own[]);
    } finally {
      view.set({ isLoadingOlder: false });
    }
  }

  return {
    get view() {
      return view.current();
    },
    subscribe: view.subscribe,
    log: () => log,
    send: sender.send,
    retry: sender.retry,
    discard: sender.discard,
    loadOlder,
    markRead: signals.markRead,
    setTyping: signals.setTyping,
    markSeen: signals.markSeen,
    setContext: signals.setContext,
    close,
    leave() {
      if (!isClosed) leaving.set(roomKey, close);
      closeIfDone();
    },
  };
}
