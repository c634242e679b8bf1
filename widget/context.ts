import type { VisitorProfile, WidgetConfig } from "../protocol/webchat.schema.ts";
import type { Language } from "./language.ts";
import type { TagOptions, Theme, WidgetEvents } from "./public-types.ts";

/**
 * What the parts of the widget know of each other: the eager part loads the late one, which checks and loads the panel and
 * plays the rarer calls. A page may stay open over a deployment and then gives an older `EagerContext` to a newer late part,
 * or an older late part gives its `PanelContext` to a newer panel, so that fields are only ever added to both.
 */
export type { TagOptions, Theme, WidgetEvents } from "./public-types.ts";

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
  /** As it was when the page loaded; in a preview as it is now. */
  readonly config: WidgetConfig;
  readonly emit: Emit;
  readonly language: Language;
  readonly theme: Theme;
  /** What the site said of its visitor by `setAttributes`, as it said it: nothing of it has been checked. */
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  /** Name, email and phone out of the same call. Unverified (WIDGET-19). */
  readonly profile: VisitorProfile;
  /**
   * A fresh signed identity from the site, which may throw or reject; null: nobody is identified. Another `identify` gives
   * another function, also for the same person.
   */
  readonly identityToken: (() => Promise<string>) | null;
  /** A picture of the widget in a settings page: no network, nothing stored, a sample conversation. */
  readonly isPreview: boolean;
  /** false until `Sapa("consent")` on a page that asks for it (BEY-13). */
  readonly mayGreet: boolean;
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
  /** Attributes, profile, identity or consent may have changed, and in a preview the configuration. */
  changed(): void;
  prefill(text: string): void;
  /** Ends the panel for another one in its place and gives what was typed; undefined: not now, something would be lost. */
  handOver(): string | undefined;
  /** Ends the local session; nothing of the chat stays readable here. */
  logout(): void;
  destroy(): void;
}

export type PanelModule = { mountPanel(context: PanelContext): Panel };

/** What the eager part gives to the late one. */
export type EagerContext = Pick<
  PanelContext,
  "root" | "slot" | "button" | "widgetId" | "baseUrl" | "emit" | "fetchConfig" | "onOpenChange"
> & {
  /** As the tag says it, and later as `Sapa(…)` does. */
  tag: TagOptions;
  config: WidgetConfig;
  language: Language;
  /** Reads language and direction anew. */
  apply(): void;
};

/** The panel, and the calls that only make sense with it. */
export interface LatePanel extends Pick<Panel, "setOpen" | "refresh" | "destroy"> {
  call(verb: string, ...args: unknown[]): void;
  /** Puts a newer panel in the place of this one, open or closed as it is, with what was typed. */
  replace(newer: PanelModule): void;
}

export type LateModule = {
  /** @param calls made before, in order. */
  mountPanel(context: EagerContext, calls: readonly [verb: string, ...args: unknown[]][]): LatePanel;
  /** A late part of before asks whether the panel's file is another one by now, and then has its own panel replaced. */
  takeOver?(formerPanel: string, replace: LatePanel["replace"]): void;
};
