import { newCommandId } from "../../client/command-id.ts";
import { indexedDbOutbox } from "../../client/outbox-storage.ts";
import { browserPlatform } from "../../client/platform.ts";
import { createRoomConnection } from "../../client/room-connection.ts";
import { createTokenSource } from "../../client/token-source.ts";
import type { RoomConnection } from "../../client/types.ts";
import type { VisitorCommand } from "../../protocol/commands.schema.ts";
import type { VisitorEvent } from "../../protocol/room-events.schema.ts";
import { visitorTokens } from "./session.ts";
import type { EntryStore } from "./stored.ts";
import type { VisitorView } from "./timeline.ts";

export type ChatOptions = { baseUrl: string; widgetId: string; entry: EntryStore; onChange: () => void };

/**
 * This browser's chat. It does not exist before the visitor writes: no socket, no visitor, nothing stored. Afterwards
 * it is there on every page, and keeps what is unsent even if the server has never been reached.
 */
export class Chat {
  readonly #options: ChatOptions;
  readonly #platform = browserPlatform();
  readonly #outbox;
  #connection: RoomConnection<VisitorEvent, VisitorCommand> | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(options: ChatOptions) {
    this.#options = options;
    this.#outbox = indexedDbOutbox(options.entry.key);
    this.resume();
    addEventListener("storage", this.#onStorage);
  }

  /** undefined while there is no chat. */
  get view(): VisitorView | undefined {
    return this.#connection?.view;
  }

  /** What is written does not outlive this page. */
  get isVolatile(): boolean {
    return this.#options.entry.isBlocked || this.#outbox.isMemoryOnly;
  }

  /** Connects if this browser has a chat. */
  resume(): void {
    const { chatId } = this.#options.entry.read();
    if (!chatId || this.#connection) return;
    const { baseUrl, widgetId, entry, onChange } = this.#options;
    const address = (path: string) => `${baseUrl}/widget/v1/${path}?widget=${encodeURIComponent(widgetId)}`;
    const fetchToken = visitorTokens({ baseUrl, widgetId, entry, platform: this.#platform });
    this.#connection = createRoomConnection<VisitorEvent, VisitorCommand>({
      socketUrl: address("socket").replace(/^http/, "ws"),
      commandUrl: address("commands"),
      historyUrl: address("events"),
      roomKey: chatId,
      tokens: createTokenSource(fetchToken, this.#platform),
      outbox: this.#outbox,
      platform: this.#platform,
    });
    this.#unsubscribe = this.#connection.subscribe(onChange);
    onChange();
  }

  /** @returns the command's id. */
  send(text: string): string {
    if (this.view?.state === "ended") this.#beginAgain();
    const { entry } = this.#options;
    if (!entry.read().chatId) entry.update({ chatId: newCommandId() });
    this.resume();
    return this.#connection?.send({ type: "message.send", content: { type: "text", text } }) ?? "";
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
    const { entry, onChange } = this.#options;
    const { chatId } = entry.read();
    entry.clear();
    this.#disconnect();
    if (chatId) void this.#purge(chatId);
    onChange();
  }

  close(): void {
    removeEventListener("storage", this.#onStorage);
    this.#disconnect();
  }

  /** The server no longer knows this visitor: what is unsent starts a new chat as a new visitor. */
  #beginAgain(): void {
    const unsent = this.view?.outgoing.map(({ command }) => command.content.text) ?? [];
    this.leave();
    for (const text of unsent) this.send(text);
  }

  async #purge(chatId: string): Promise<void> {
    for (const { id } of await this.#outbox.load(chatId)) await this.#outbox.remove(chatId, id);
  }

  #disconnect(): void {
    this.#unsubscribe?.();
    this.#connection?.close();
    this.#connection = undefined;
  }

  /** Another tab began the chat, or ended it. */
  #onStorage = ({ key }: StorageEvent): void => {
    if (key !== this.#options.entry.key && key !== null) return;
    if (this.#options.entry.read().chatId) this.resume();
    else if (this.#connection) {
      this.#disconnect();
      this.#options.onChange();
    }
  };
}
