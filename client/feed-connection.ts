import type { Refusal } from "../protocol/codes.ts";
import type { FeedServerFrame } from "../protocol/feed-frames.schema.ts";
import type { Job, Notice } from "../protocol/inbox.schema.ts";
import type { RoomSummary } from "../protocol/room-events.schema.ts";
import { PROTOCOL_VERSION } from "../protocol/version.ts";
import { createReconnectingSocket } from "./reconnecting-socket.ts";
import type { FeedConnection, FeedView, Platform, TokenSource } from "./types.ts";
import { createViewHolder } from "./view-holder.ts";

export type FeedConnectionOptions = {
  /** `wss://…/api/v1/feed/socket` */
  socketUrl: string;
  tokens: TokenSource;
  platform: Platform;
};

type RoomsChange = { rooms: RoomSummary[]; gone: string[]; mustReload: boolean };

/** Opens at once and stays, see FeedConnection. */
export function createFeedConnection(options: FeedConnectionOptions): FeedConnection {
  const { platform } = options;
  const rooms = createListeners<RoomsChange>();
  const notices = createListeners<Notice[]>();
  const noticesRead = createListeners<{ noticeIds: string[] | null; at: number }>();
  const config = createListeners<number>();
  const contacts = createListeners<string | null>();
  const jobs = createListeners<Job>();
  const welcomes = createListeners<void>();
  let position: { epoch: string; last: number } | null = null;
  let isWelcome = false;
  /** What the person has switched to, until the server confirms it. */
  let wantedOnline: boolean | null = null;

  const view = createViewHolder<FeedView>({
    state: "connecting",
    disconnectedAt: platform.now(),
    endedWith: null,
    counters: { messages: 0, comments: 0, unassigned: 0 },
    isOnline: false,
    presence: [],
    lagMs: 0,
    clockOffsetMs: 0,
  });

  const sendOnline = (): void => {
    if (isWelcome && wantedOnline !== null) socket.send({ type: "presence.set", isOnline: wantedOnline });
  };

  function welcome(frame: Extract<FeedServerFrame, { type: "welcome" }>): void {
    const mustReload = position === null || !frame.isComplete;
    position = { epoch: frame.epoch, last: frame.last };
    isWelcome = true;
    view.set({
      state: "live",
      disconnectedAt: null,
      counters: frame.counters,
      isOnline: wantedOnline ?? frame.isOnline,
      presence: frame.presence,
      clockOffsetMs: frame.serverTime - platform.now(),
    });
    sendOnline();
    if (mustReload) rooms.tell({ rooms: [], gone: [], mustReload });
    welcomes.tell();
    contacts.tell(null);
  }

  function receive(frame: FeedServerFrame): void {
    switch (frame.type) {
      case "welcome":
        welcome(frame);
        break;
      case "rooms":
        view.set({ counters: frame.counters });
        rooms.tell({ rooms: frame.rooms, gone: frame.gone, mustReload: false });
        // Only now: a position is saved after what it stands for.
        if (position) position.last = Math.max(position.last, frame.last);
        break;
      case "presence":
        if (frame.isOnline === wantedOnline) wantedOnline = null;
        view.set({ presence: frame.presence, isOnline: wantedOnline ?? frame.isOnline });
        break;
      case "lag":
        view.set({ lagMs: frame.lagMs });
        break;
      case "notices":
        notices.tell(frame.notices);
        break;
      case "notices.read":
        noticesRead.tell({ noticeIds: frame.noticeIds, at: frame.at });
        break;
      case "config":
        config.tell(frame.version);
        break;
      case "contact":
        contacts.tell(frame.contactId);
        break;
      case "job":
        jobs.tell(frame.job);
        break;
    }
  }

  const socket = createReconnectingSocket({
    url: options.socketUrl,
    tokens: options.tokens,
    platform,
    hello: (mustForget) => ({
      type: "hello",
      version: PROTOCOL_VERSION,
      ...(mustForget || position === null ? {} : position),
    }),
    onFrame: (frame) => receive(frame as FeedServerFrame),
    onDown(since) {
      isWelcome = false;
      view.set({ state: "connecting", disconnectedAt: view.current().disconnectedAt ?? since });
    },
    onEnd: finish,
  });

  function finish(refusal: Refusal | null, mustClear = false): void {
    if (view.current().state === "ended") return;
    isWelcome = false;
    if (mustClear) view.set({ counters: { messages: 0, comments: 0, unassigned: 0 }, presence: [] });
    view.set({ state: "ended", endedWith: refusal });
  }

  return {
    get view() {
      return view.current();
    },
    subscribe: view.subscribe,
    onRooms: rooms.listen,
    onNotices: notices.listen,
    onNoticesRead: noticesRead.listen,
    onConfig: config.listen,
    onContact: contacts.listen,
    onJob: jobs.listen,
    onWelcome: welcomes.listen,
    setOnline(isOnline) {
      wantedOnline = isOnline;
      view.set({ isOnline });
      sendOnline();
    },
    close() {
      socket.close();
      finish(null);
    },
  };
}

function createListeners<T>() {
  const listeners = new Set<(news: T) => void>();
  return {
    listen(listener: (news: T) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(news: T): void {
      for (const listener of [...listeners]) listener(news);
    },
  };
}
