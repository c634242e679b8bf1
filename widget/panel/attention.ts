import type { PanelContext } from "../context.ts";
import type { Chat } from "./chat.ts";
import { News } from "./news.ts";
import type { PanelState } from "./state.ts";
import type { EntryStore } from "./stored.ts";
import { isTheirs, type MessageEvent } from "./timeline.ts";

/** WIDGET-15: a short cut is nobody's business. */
const BANNER_AFTER_MS = 5_000;

export type Noticed = Pick<PanelState, "view" | "unread" | "newFrom" | "isBannerDue" | "isVolatile"> & {
  /** The company's messages that have just come. */
  fresh: MessageEvent[];
};

/** Decides what of the chat has been seen by the person, tells it to the server and keeps it in this browser. */
export class Attention {
  readonly news: News;
  readonly #context: PanelContext;
  readonly #chat: Chat;
  readonly #entry: EntryStore;
  #unread = 0;

  constructor(context: PanelContext, chat: Chat, entry: EntryStore) {
    this.#context = context;
    this.#chat = chat;
    this.#entry = entry;
    this.news = new News(context.emit);
  }

  /** Reads the chat anew. Messages count as read while the person can see the end of an open panel. */
  notice({ isOpen, newFrom }: PanelState, isAtEnd: boolean, now: number): Noticed {
    const { view } = this.#chat;
    const fresh = view ? this.news.take(view) : [];
    const unread = this.unread();
    const firstUnread = unread[0]?.seq ?? 0;
    const isWatched = isOpen && isAtEnd && document.visibilityState === "visible";
    if (isWatched) this.#markRead();
    const count = isWatched ? 0 : unread.length;
    if (count !== this.#unread) {
      this.#unread = count;
      this.#context.onUnread(count);
    }
    const lostForMs = view?.state === "connecting" && view.disconnectedAt !== null ? now - view.disconnectedAt : 0;
    return {
      view,
      fresh,
      unread: count,
      newFrom: newFrom || (isOpen && !isWatched ? firstUnread : 0),
      isBannerDue: lostForMs >= BANNER_AFTER_MS,
      isVolatile: this.#entry.isBlocked,
    };
  }

  /** The company's messages after what has been read, here or in another tab or browser of this visitor. */
  unread(): MessageEvent[] {
    const { view } = this.#chat;
    if (!view) return [];
    const read = Math.max(this.#entry.read().readSeq ?? 0, view.positions.contactRead);
    return view.events.filter((event): event is MessageEvent => isTheirs(event) && event.seq > read);
  }

  markSeen(isOpen: boolean): void {
    if (isOpen && document.visibilityState === "visible") this.#chat.markSeen();
  }

  #markRead(): void {
    const { view } = this.#chat;
    const last = view?.events.findLast(isTheirs)?.seq ?? 0;
    const { readSeq = 0, isSigned } = this.#entry.read();
    // Of a signed person the server alone knows.
    if (last > readSeq && !isSigned) this.#entry.update({ readSeq: last });
    if (view && last > view.positions.contactRead) this.#chat.markRead(last);
  }
}
