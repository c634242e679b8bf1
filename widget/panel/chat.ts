import { newCommandId } from "../../client/command-id.ts";
import { browserPlatform } from "../../client/platform.ts";
import { createRoomConnection } from "../../client/room-connection.ts";
import type { PageContext } from "../../client/signals.ts";
import { createTokenSource } from "../../client/token-source.ts";
import type { RoomConnection, TokenSource } from "../../client/types.ts";
import type { VisitorCommand } from "../../protocol/commands.schema.ts";
import type { VisitorEvent } from "../../protocol/room-events.schema.ts";
import type { VisitorProfile } from "../../protocol/webchat.schema.ts";
import type { PanelContext } from "../context.ts";
import { addressOf, visitorTokens } from "./session.ts";
import { type EntryStore, entryOutbox, entryStore, parseEntry } from "./stored.ts";
import { isSend, type SendCommand, type VisitorView } from "./timeline.ts";

type SendContent = SendCommand["content"];
type Connection = RoomConnection<VisitorEvent, VisitorCommand>;
export type ChatOptions = {
  context: PanelContext;
  entry: EntryStore;
  onChange(): void;
  /** The chat has ended here or in another tab. */
  onLeft(): void;
  /** The server refuses the widget as such. */
  onRefused(): void;
};

/**
 * This browser's chat. It does not exist before the visitor writes: no socket, no visitor, nothing stored. Afterwards
 * it is there on every page, and keeps what is unsent even if the server has never been reached. Somebody the site has
 * signed for has a chat as soon as the panel opens, and it leaves nothing behind in the browser.
 */
export class Chat {
  readonly #options: ChatOptions;
  readonly #platform = browserPlatform();
  #tokens: TokenSource | undefined;
  #connection: Connection | undefined;
  #unsubscribe: (() => void) | undefined;
  /** What the connection is of: a chat's id, or the function that signs. */
  #of: unknown;
  #signed: PanelContext["identityToken"];
  /** The signed person's chat was ended in this browser. */
  #isLeft = false;
  /** The visitor that the connection is of. */
  #signedAs: string | undefined;
  #place: PageContext | undefined;
  #told = "";

  constructor(options: ChatOptions) {
    this.#options = options;
    this.#signed = options.context.identityToken;
    // Before those of the connection, which would go on with what it has.
    addEventListener("pageshow", this.#onBack);
    this.resume();
    addEventListener("storage", this.#onStorage);
  }

  /** undefined while there is no chat. */
  get view(): VisitorView | undefined {
    return this.#connection?.view;
  }

  /** Nobody may chat here before the site has signed for them: `first` not yet, `again` no longer. */
  get signInDue(): "first" | "again" | undefined {
    if (!this.#signed) return this.#options.context.config.signedOnly ? "first" : undefined;
    return this.#isLeft || this.#connection?.view.endedWith?.code === "unauthenticated" ? "again" : undefined;
  }

  /** Connects to the chat this browser has, if any. `isWanted`: somebody looks, which is enough for a signed person. */
  resume(isWanted = false): void {
    const { context, entry, onChange } = this.#options;
    const { chatId, isSigned } = entry.read();
    const sign = this.#isLeft ? null : this.#signed;
    // Looking again asks for a new signature after the last one has ended.
    if (isWanted && sign && this.view?.state === "ended") this.#disconnect();
    const isDue = chatId || isSigned || isWanted || this.#of === sign;
    const of = sign ? isDue && sign : !context.config.signedOnly && chatId;
    if (context.isPreview || (of || undefined) === this.#of) return;
    this.#disconnect();
    this.#of = of || undefined;
    if (of) this.#connect(sign, chatId);
    onChange();
  }

  #connect(sign: PanelContext["identityToken"], chatId: string | undefined): void {
    const { entry, onRefused, context } = this.#options;
    const { address } = this;
    const profile = (): VisitorProfile | undefined => {
      const known = this.#profile();
      this.#remember(known);
      return known;
    };
    const { session, told = "" } = entry.read();
    this.#told = sign ? "" : told;
    const onIdentified = (visitorId: string): void => {
      this.#signedAs = visitorId;
    };
    const options = { context, entry, platform: this.#platform, profile, onRefused, onIdentified };
    // A signed person's words are kept in memory only; what the visitor had still to say goes along.
    const kept = sign ? entryStore("", false) : entry;
    if (sign) kept.update({ unsent: entry.read().unsent });
    const fetchToken = sign
      ? () => import("./identity/identity.ts").then(({ identify }) => identify(options, sign))
      : visitorTokens(options);
    this.#tokens = createTokenSource(fetchToken, this.#platform);
    this.#connection = createRoomConnection<VisitorEvent, VisitorCommand>({
      socketUrl: address("socket").replace(/^http/, "ws"),
      commandUrl: address("commands"),
      historyUrl: address("events"),
      roomKey: sign ? "" : (chatId ?? ""),
      tokens: this.#tokens,
      outbox: entryOutbox(kept),
      platform: this.#platform,
    });
    if (this.#place) this.#connection.setContext(this.#place);
    this.#unsubscribe = this.#connection.subscribe(() => this.#changed());
    // Somebody new is introduced when they are made.
    if (sign || session) this.#tellProfile();
  }

  readonly address = (path: string): string => addressOf(this.#options.context, path);

  /** Of whatever chat there is; a file is the first thing that some visitors send. */
  readonly tokens: TokenSource = {
    get: () => this.#began().get(),
    renew: () => this.#began().renew(),
  };

  #began(): TokenSource {
    if (this.view?.state === "ended") this.#beginAgain();
    const { entry } = this.#options;
    if (!this.#signed && !entry.read().chatId) entry.update({ chatId: newCommandId() });
    this.resume(true);
    return this.#tokens as TokenSource;
  }

  #command(command: VisitorCommand): string {
    this.#began();
    return this.#connection?.send(command) ?? "";
  }

  /** @returns the command's id. */
  send = (content: SendContent): string => this.#command({ type: "message.send", content });
  pick = (messageSeq: number, choiceId: string): string => this.#command({ type: "choice.pick", messageSeq, choiceId });
  /** SURVEY-6: never begins a chat. */
  answer(surveySeq: number, score: number, comment: string): void {
    this.#connection?.send({ type: "survey.answer", surveySeq, score, ...(comment ? { comment } : {}) });
  }

  /** The visitor said who they are, before the first message. */
  introduce(profile: VisitorProfile): void {
    this.#options.entry.update({ profile });
  }

  /** What the form and the site know of the visitor. */
  #profile(): VisitorProfile | undefined {
    const { context, entry } = this.#options;
    const known = { ...context.profile, ...entry.read().profile };
    const said = Object.entries(known).flatMap(([name, value]) => (value ? [[name, String(value)]] : []));
    if (!said.length) return undefined;
    return Object.fromEntries(said);
  }

  /** @returns whether that is news; it counts as told from now on, on the next pages too. */
  #remember(profile: VisitorProfile | undefined): profile is VisitorProfile {
    const { entry } = this.#options;
    const told = JSON.stringify(profile);
    if (!told || told === this.#told) return false;
    this.#told = told;
    if (!this.#signed) entry.update({ told });
    return true;
  }

  #tellProfile(): void {
    const profile = this.#connection && this.#profile();
    if (this.#remember(profile)) this.#connection?.send({ type: "profile.update", ...profile });
  }

  /** Attributes, profile or identity may have changed. */
  changed(isWanted: boolean): void {
    const { identityToken } = this.#options.context;
    if (identityToken !== this.#signed) {
      // Another person on the same computer: nothing of the former one stays (WIDGET-20).
      if (this.#signed) this.leave();
      this.#signed = identityToken;
      this.#isLeft = false;
      this.resume(isWanted);
    }
    this.#tellProfile();
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
  /** Where the visitor is (BEY-12); told to this connection and those after it. */
  setContext(place: PageContext): void {
    this.#place = place;
    this.#connection?.setContext(place);
  }

  /** Ends the chat in this browser, in all its tabs. */
  leave(): void {
    this.#isLeft = true;
    this.#disconnect();
    this.#options.entry.clear();
    this.#options.onLeft();
  }

  close(): void {
    removeEventListener("pageshow", this.#onBack);
    removeEventListener("storage", this.#onStorage);
    this.#disconnect();
  }

  /** The server no longer knows this visitor: what is unsent starts a new chat as a new visitor, or with a new signature. */
  #beginAgain(): void {
    const unsent = this.view?.outgoing.flatMap(({ command }) => (isSend(command) ? [command.content] : [])) ?? [];
    // What is left of a signed person's chat is in memory; other tabs go on with it.
    if (this.#signed) this.#disconnect();
    else this.leave();
    for (const content of unsent) {
      // A file belongs to the room it was uploaded to; its words can be said again.
      const text = "text" in content ? content.text : content.caption;
      if (text) this.send({ type: "text", text });
    }
  }

  #changed(): void {
    const { view } = this;
    // Nobody can do anything about what the site says wrongly.
    for (const { id, command, state } of view?.outgoing ?? []) {
      if (state === "failed" && command.type === "profile.update") this.discard(id);
    }
    // The next page starts afresh, unless there is something that still wants to be sent.
    const isOver = view?.endedWith?.code === "unauthenticated" && view.outgoing.length === 0;
    if (isOver) this.#options.entry.update({ chatId: undefined, readSeq: undefined });
    this.#options.onChange();
  }

  #disconnect(): void {
    this.#unsubscribe?.();
    this.#connection?.close();
    this.#connection = undefined;
    this.#of = undefined;
    this.#signedAs = undefined;
  }

  /**
   * A page that was put aside heard nothing of what happened meanwhile, and somebody else may come back to it: a signed
   * person is asked for anew, and nothing of before is shown (WIDGET-20).
   */
  #onBack = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted || !this.#of) return;
    const { chatId, isSigned } = this.#options.entry.read();
    const isOver = this.#signed ? !isSigned && !!this.view?.events.length : chatId !== this.#of;
    this.#isLeft ||= isOver;
    if (this.#signed) this.#disconnect();
    this.resume(!isOver);
    if (isOver || this.#signed) this.#options.onLeft();
  };

  /** Another tab began the chat, or ended it, or is another person's (WIDGET-20). */
  #onStorage = ({ key, newValue }: StorageEvent): void => {
    if (key !== this.#options.entry.key && key !== null) return;
    const { signedAs } = parseEntry(newValue);
    const isOver = !newValue || (!!signedAs && !!this.#signedAs && signedAs !== this.#signedAs);
    if (isOver) this.#isLeft = true;
    this.resume();
    if (isOver) this.#options.onLeft();
  };
}
