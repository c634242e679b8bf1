import type { WidgetConfig } from "../../protocol/webchat.schema.ts";
import type { PanelContext } from "../context.ts";
import type { Chat } from "./chat.ts";
import type { Parts } from "./parts.ts";
import type { Entry, EntryStore } from "./stored.ts";
import { firstStrings, type Strings } from "./strings/index.ts";
import type { VisitorView } from "./timeline.ts";

/** All that decides what the panel looks like. */
export type PanelState = {
  strings: Strings;
  config: WidgetConfig;
  /** What is loaded apart. */
  parts: Parts;
  /** undefined before the visitor's first message. */
  view?: VisitorView | undefined;
  now: number;
  isOpen: boolean;
  /** Fills the screen: phones, and very low windows. */
  isFull: boolean;
  draft: string;
  /** seq of the first message under "New messages"; 0: none. */
  newFrom: number;
  /** Messages of the company that nobody has seen here yet. */
  unread: number;
  isAtEnd: boolean;
  /** "Start a new chat" was pressed after a resolution. */
  isStartingNew?: boolean;
  isBannerDue?: boolean;
  /** What is written does not outlive this page. */
  isVolatile?: boolean;
  isNoticeDismissed?: boolean;
  /** Something in the panel could not be loaded. */
  isPartLost?: boolean;
  /** The form before the first message is due (WIDGET-11). */
  isAsking?: boolean;
  /** Switched off or removed meanwhile (WIDGET-9). */
  isOff?: boolean;
  /** Why nobody can write here, told instead of a composer; undefined: everybody can. */
  blocked?: string | undefined;
  /** Beside the closed launcher: a greeting, or the newest message. */
  bubble?: { author: string; text: string; isBeside?: boolean } | undefined;
};

export const firstState = ({ config }: PanelContext, stored: Entry, parts: Parts): PanelState => ({
  strings: firstStrings,
  config,
  parts,
  now: 0,
  isOpen: false,
  isFull: false,
  draft: stored.draft ?? "",
  newFrom: 0,
  unread: 0,
  isAtEnd: true,
});

/** What a person can do in the panel. */
export interface PanelActions {
  open(): void;
  close(): void;
  send(): void;
  write(text: string): void;
  /** Lets the person choose files. */
  choose(): void;
  attach(files: FileList | undefined): boolean;
  retry(id: string): void;
  discard(id: string): void;
  loadOlder(): void;
  jumpToEnd(): void;
  startNew(): void;
  /** Loads what could not be loaded. */
  loadAgain(): void;
  dismissNotice(): void;
  dismissBubble(): void;
}

/** What a part that is loaded apart knows of the panel. */
export interface Core {
  readonly context: PanelContext;
  readonly chat: Chat;
  readonly entry: EntryStore;
  readonly state: PanelState;
  readonly actions: PanelActions;
  /** Ends with the panel. */
  readonly signal: AbortSignal;
  /** Draws anew at the end of the running task. */
  update(change?: Partial<PanelState>): void;
}
