import type { WidgetConfig } from "../../protocol/http.schema.ts";
import type { PanelContext } from "../context.ts";
import type { Files } from "./files/files.ts";
import type { Entry } from "./stored.ts";
import { STRINGS, type Strings } from "./strings/index.ts";
import type { VisitorView } from "./timeline.ts";

/** All that decides what the panel looks like. */
export type PanelState = {
  strings: Strings;
  config: WidgetConfig;
  /** undefined before the visitor's first message. */
  view: VisitorView | undefined;
  now: number;
  isOpen: boolean;
  /** Fills the screen: phones, and very low windows. */
  isFull: boolean;
  draft: string;
  /** undefined until somebody sends a file or the panel has been opened. */
  files: Files | undefined;
  /** seq of the first message under "New messages"; 0: none. */
  newFrom: number;
  /** Messages of the company that nobody has seen here yet. */
  unread: number;
  isAtEnd: boolean;
  /** "Start a new chat" was pressed after a resolution. */
  isStartingNew: boolean;
  isBannerDue: boolean;
  /** What is written does not outlive this page. */
  isVolatile: boolean;
  isNoticeDismissed: boolean;
  /** Beside the closed launcher: a greeting, or the newest message. */
  bubble: { author: string; text: string } | undefined;
};

export const firstState = ({ language, config }: PanelContext, stored: Entry): PanelState => ({
  strings: STRINGS[language],
  config,
  view: undefined,
  now: 0,
  isOpen: false,
  isFull: false,
  draft: stored.draft ?? "",
  files: undefined,
  newFrom: 0,
  unread: 0,
  isAtEnd: true,
  isStartingNew: false,
  isBannerDue: false,
  isVolatile: false,
  isNoticeDismissed: false,
  bubble: undefined,
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
  dismissNotice(): void;
  dismissBubble(): void;
}
