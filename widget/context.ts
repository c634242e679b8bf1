import type { WidgetConfig } from "../protocol/http.schema.ts";
import type { Language } from "./language.ts";

/** What the lazy panel gets from the eager part, and the other way round: all that each knows of the other. */
export type Theme = "light" | "dark" | "auto";

export type WidgetEvents = {
  ready: { widgetId: string };
  opened: Record<never, never>;
  closed: Record<never, never>;
  "message:received": { text: string; author: string; at: number };
  "message:sent": { id: string; text: string; at: number };
  "unread:changed": { unread: number };
  resolved: { at: number };
  error: { code: string };
};

export type Emit = <K extends keyof WidgetEvents>(name: K, detail: WidgetEvents[K]) => void;

export interface PanelContext {
  readonly root: ShadowRoot;
  /** Element the panel draws itself into. */
  readonly slot: HTMLElement;
  /** The launcher's button, where focus returns to. */
  readonly button: HTMLElement;
  readonly widgetId: string;
  /** Origin of the server, without a slash at the end. */
  readonly baseUrl: string;
  readonly config: WidgetConfig;
  readonly emit: Emit;
  readonly language: Language;
  readonly theme: Theme;
  /** Asks the server how the widget is now; null or undefined as `fetchConfig` says. */
  fetchConfig(): Promise<WidgetConfig | null | undefined>;
  /** The panel has opened or closed. */
  onOpenChange(isOpen: boolean): void;
  onUnread(unread: number): void;
}

export interface Panel {
  readonly isOpen: boolean;
  /** `takeFocus`: false when the panel only comes back after a page change. */
  setOpen(isOpen: boolean, takeFocus: boolean): void;
  /** Language, direction or theme may have changed. */
  refresh(): void;
  prefill(text: string): void;
  /** Ends the local session; nothing of the chat stays readable here. */
  logout(): void;
  destroy(): void;
}

export type PanelModule = { mountPanel(context: PanelContext): Panel };
