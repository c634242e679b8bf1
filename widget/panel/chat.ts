import { newCommandId } from "../../client/command-id.ts";
import { browserPlatform } from "../../client/platform.ts";
import { createRoomConnection } from "../../client/room-connection.ts";
import { createTokenSource } from "../../client/token-source.ts";
import type { RoomConnection, TokenSource } from "../../client/types.ts";
import type { VisitorCommand } from "../../protocol/commands.schema.ts";
import type { VisitorEvent } from "../../protocol/room-events.schema.ts";
import { visitorTokens } from "./session.ts";
import { type EntryStore, entryOutbox } from "./stored.ts";
import type { VisitorView } from "./timeline.ts";

type SendContent = VisitorCommand["content"];
export type ChatOptions = { baseUrl: string; widgetId: string; entry: EntryStore; onChange: () => void };

/**
 * This browser's chat. It does not exist before the visitor writes: no socket, no visitor, nothing stored. Afterwards
 * it is there on every page, and keeps what is unsent even if the server has never been reached.
 */
export class Chat {
  readonly #options: ChatOptions;
  readonly #platform = browserPlatform();
  #tokens: TokenSource | undefined;
  #connection: RoomConnection<VisitorEvent, VisitorCommand> | undefined;
  #unsubscribe: (() => void) | undefined;
  #chatId: string | undefined;

  constructor(options: ChatOptions) {
    this.#options = options;
    this.resume();
    addEventListener("storage", this.#onStorage);
  }

  /** undefined while there is no chat. */
  get view(): VisitorView | undefined {
    return this.#connection?.view;
  }

  /** Connects to the chat this browser has, if any. */
  resume(): void {
    const { baseUrl, widgetId, entry, onChange } = this.#options;
    const { chatId } = entry.read();
    if (chatId === this.#chatId) return;
    this.#disconnect();
    this.#chatId = chatId;
    if (chatId) {
      const { address } = this;
      const fetchToken = visitorTokens({ baseUrl, widgetId, entry, platform: this.#platform });
      this.#tokens = createTokenSource(fetchToken, this.#platform);
      this.#connection = createRoomConnection<VisitorEvent, VisitorCommand>({
        socketUrl: address("socket").replace(/^http/, "ws"),
        commandUrl: address("commands"),
        historyUrl: address("events"),
        roomKey: chatId,
        tokens: this.#tokens,
        outbox: entryOutbox(entry),
        platform: this.#platform,
      });
      this.#unsubscribe = this.#connection.subscribe(() => this.#changed());
    }
    onChange();
  }

  readonly address = (path: string): string =>
    `${this.#options.baseUrl}/widget/v1/${path}?widget=${encodeURIComponent(this.#options.widgetId)}`;

  /** Of whatever chat there is; a file is the first thing that some visitors send. */
  readonly tokens: TokenSource = {
    get: () => this.#began().get(),
    renew: () => this.#began().renew(),
  };

  #began(): TokenSource {
    if (this.view?.state === "ended") this.#beginAgain();
    const { entry } = this.#options;
    if (!entry.read().chatId) entry.update({ chatId: newCommandId() });
    this.resume();
    return this.#tokens as TokenSource;
  }

  /** @returns the command's id. */
  send(content: SendContent): string {
    this.#began();
    return this.#connection?.send({ type: "message.send", content }) ?? "";
  }

  retry(id: string): void {
    if (this.view?.state === "ended") this.#beginAgain();
    else this.#connection?.retry(id);
  }

  discard = (id: string): void => this.#connection?.discard(id);
  loadOlder = (): void => void this.#connection?.loadOlder();
  setTyping = (isTyping: boolean): void => this.#connection?.setTyping(isTyping);
  markRead = (seq: number): void => this.#connection?.markRead(seq);
  markSeen = (): void => this.#connection?.markSeen();

  /** Ends the chat in this browser, in all its tabs. */
  leave(): void {
    this.#disconnect();
    this.#options.entry.clear();
    this.#options.onChange();
  }

  close(): void {
    removeEventListener("storage", this.#onStorage);
    this.#disconnect();
  }

  /** The server no longer knows this visitor: what is unsent starts a new chat as a new visitor. */
  #beginAgain(): void {
    const unsent = this.view?.outgoing.map(({ command }) => command.content) ?? [];
    this.leave();
    for (const content of unsent) {
      // A file belongs to the room it was uploaded to; its words can be said again.
      const text = "text" in content ? content.text : content.caption;
      if (text) this.send({ type: "text", text });
    }
  }

  #changed(): void {
    const { view } = this;
    // The next page starts afresh, unless there is something that still wants to be sent.
    const isOver = view?.endedWith?.code === "unauthenticated" && view.outgoing.length === 0;
    if (isOver) this.#options.entry.update({ chatId: undefined, readSeq: undefined });
    this.#options.onChange();
  }

  #disconnect(): void {
    this.#unsubscribe?.();
    this.#connection?.close();
    this.#connection = undefined;
    this.#chatId = undefined;
  }

  /** Another tab began the chat, or ended it. */
  #onStorage = ({ key }: StorageEvent): void => {
    if (key === this.#options.entry.key || key === null) this.resume();
  };
}
