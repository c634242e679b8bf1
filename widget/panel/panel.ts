import { LIMITS } from "../../protocol/limits.ts";
import type { Panel, PanelContext } from "../context.ts";
import { Announcer } from "./announcer.ts";
import { Attention } from "./attention.ts";
import { Chat } from "./chat.ts";
import { applyColours } from "./colours.ts";
import { ComposerBox } from "./composer-box.ts";
import { fill } from "./dom.ts";
import { FocusKeeper } from "./focus.ts";
import { handleKeys } from "./keys.ts";
import { textOf } from "./news.ts";
import { panelCss } from "./panel.css.ts";
import { adopt, createParts } from "./parts.ts";
import { Screen } from "./screen.ts";
import { ScrollKeeper } from "./scroll.ts";
import { type Core, firstState, type PanelActions, type PanelState } from "./state.ts";
import { type EntryStore, entryStore } from "./stored.ts";
import { loadStrings, stringsOf } from "./strings/index.ts";
import { isResolved, type MessageEvent, nameOf, timelineOf } from "./timeline.ts";
import { canSend, lengthOf } from "./views/composer-view.ts";
import { panelView } from "./views/panel-view.ts";

/** Together less than the minute after which an open panel of a widget that was switched off must be gone (WIDGET-9). */
const CONFIG_FRESH_MS = 45_000;
const FAREWELL_MS = 6_000;
const LOOK_EVERY_MS = 15_000;
const BANNER_LOOK_MS = 1_000;

/** Ties chat, state and drawing together. Every change ends in `#update`, which draws at most once per task. */
export class PanelController implements Panel {
  readonly #context: PanelContext;
  readonly #entry: EntryStore;
  readonly #chat: Chat;
  readonly #attention: Attention;
  readonly #screen: Screen;
  readonly #scroll: ScrollKeeper;
  readonly #announcer: Announcer;
  readonly #composer: ComposerBox;
  readonly #focus: FocusKeeper;
  readonly #end = new AbortController();
  #state: PanelState;
  #isScheduled = false;
  /** Not yet open if the visitor's language is still on its way. */
  #wantsOpen = false;
  #bannerTimer: ReturnType<typeof setTimeout> | undefined;
  #configAt = Date.now();

  constructor(context: PanelContext) {
    this.#context = context;
    this.#entry = entryStore(context.widgetId, !context.isPreview);
    const stored = this.#entry.read();
    const update = (change?: Partial<PanelState>): void => this.#update(change);
    const onRefused = (): void => void this.#refreshConfig(0);
    this.#state = firstState(context, stored, createParts(this.#core(update)));
    adopt(context.root, panelCss);
    this.#screen = new Screen(context.slot, update);
    this.#scroll = new ScrollKeeper(update, () => this.#chat.loadOlder());
    this.#composer = new ComposerBox(context.slot);
    this.#focus = new FocusKeeper(context.root, context.slot, context.button);
    this.#announcer = new Announcer(() => context.slot.querySelector("#news"));
    this.#chat = new Chat({ context, entry: this.#entry, onChange: update, onLeft: () => this.#left(), onRefused });
    this.#attention = new Attention(context, this.#chat, this.#entry);
    this.#draw();
    this.#listen();
    // Only the floating panel comes back by itself after a page change: a full screen would hide the page just asked for.
    if (stored.isOpen && !this.#screen.isFull) this.setOpen(true, false);
    else this.#state.parts.greeting();
  }

  /** For parts that are loaded later, when everything here is there. */
  #core(update: Core["update"]): Core {
    const panel = this;
    return {
      context: this.#context,
      entry: this.#entry,
      actions: this.#actions,
      signal: this.#end.signal,
      update,
      get chat() {
        return panel.#chat;
      },
      get state() {
        return panel.#state;
      },
    };
  }

  get isOpen(): boolean {
    return this.#state.isOpen;
  }

  setOpen(isOpen: boolean, takeFocus: boolean): void {
    const { language } = this.#context;
    this.#wantsOpen = isOpen;
    if (isOpen && !stringsOf(language)) {
      void loadStrings(language).then(() => this.#wantsOpen && this.setOpen(true, takeFocus));
      return;
    }
    if (isOpen === this.#state.isOpen) return;
    const hadFocus = this.#focus.isInside;
    if (isOpen) this.#focus.remember();
    this.#set({ isOpen, newFrom: isOpen ? (this.#attention.unread()[0]?.seq ?? 0) : 0, bubble: undefined });
    this.#entry.update({ isOpen, isGreetingClosed: true });
    this.#context.onOpenChange(isOpen);
    if (isOpen) this.#chat.resume(true);
    if (isOpen) this.#scroll.jumpToEnd(false);
    this.#draw();
    this.#attention.markSeen(isOpen);
    if (isOpen) void this.#refreshConfig();
    if (isOpen && takeFocus) this.#focus.enter();
    // Only focus that was ours is moved; the page's own stays where it is.
    if (!isOpen && hadFocus) this.#focus.leave();
  }

  refresh(): void {
    this.#update();
  }

  changed(): void {
    const { config, isPreview } = this.#context;
    if (isPreview) this.#set({ config });
    else this.#chat.changed(this.isOpen);
    const { page, greeting } = this.#state.parts;
    if (this.#chat.view) page((part) => part.tell());
    else greeting((part) => part.start());
    this.#update();
  }

  prefill(text: string): void {
    const { draft } = this.#state;
    // What the visitor has typed is never thrown away.
    if (!draft.includes(text)) this.#set({ draft: draft.trim() ? `${draft}\n${text}` : text });
    this.#update();
  }

  logout(): void {
    this.#chat.leave();
    this.#chat.changed(false);
  }

  /** The chat was ended, here or in another tab: nothing of it stays on the screen. */
  #left(): void {
    this.#attention.news.forget();
    if (this.#state.view) this.#state.parts.files((files) => files.desk.close());
    this.#update({ draft: "", newFrom: 0, bubble: undefined, isStartingNew: false });
  }

  handOver(): string | undefined {
    const { draft, parts, isOpen, isVolatile, view } = this.#state;
    const files = isOpen && parts.files()?.desk.state;
    const isHeld = view && (isVolatile || (this.#context.identityToken && view.outgoing.length));
    if (isHeld || (files && files !== "empty")) return;
    this.destroy();
    return draft;
  }

  destroy(): void {
    this.#keepDraft();
    this.#wantsOpen = false;
    this.#end.abort();
    clearTimeout(this.#bannerTimer);
    this.#announcer.stop();
    this.#screen.stop();
    this.#scroll.stop();
    this.#chat.close();
  }

  readonly #actions: PanelActions = {
    open: () => this.setOpen(true, true),
    close: () => this.setOpen(false, false),
    send: () => this.#send(),
    write: (draft) => {
      this.#chat.setTyping(draft.trim() !== "");
      this.#update({ draft });
    },
    choose: () => void (this.#context.isPreview || this.#state.parts.files((files) => files.desk.choose())),
    attach: (given) => {
      // A drop's list is empty once its event is over.
      const chosen = [...(given ?? [])];
      if (chosen.length && !this.#context.isPreview) this.#state.parts.files((files) => files.desk.add(chosen));
      return chosen.length > 0;
    },
    retry: (id) => this.#chat.retry(id),
    discard: (id) => this.#chat.discard(id),
    loadOlder: () => this.#chat.loadOlder(),
    jumpToEnd: () => this.#scroll.jumpToEnd(!this.#screen.isCalm),
    startNew: () => {
      this.#set({ isStartingNew: true });
      this.#draw();
      this.#composer.element?.focus();
    },
    loadAgain: () => this.#update({ isPartLost: false }),
    dismissNotice: () => this.#update({ isNoticeDismissed: true }),
    dismissBubble: () => {
      this.#entry.update({ isGreetingClosed: true });
      this.#context.button.focus();
      this.#update({ bubble: undefined });
    },
  };

  #set(change: Partial<PanelState> | undefined): void {
    this.#state = { ...this.#state, ...change };
  }

  #listen(): void {
    const { signal } = this.#end;
    const { slot } = this.#context;
    const timeline = slot.querySelector<HTMLElement>(".timeline");
    if (timeline) this.#scroll.watch(timeline);
    handleKeys(slot, { signal, isModal: () => this.#screen.isFull, onEscape: this.#actions.close });
    const seen = () => {
      this.#attention.markSeen(this.isOpen);
      if (this.isOpen && document.visibilityState === "visible") void this.#refreshConfig();
    };
    const timer = setInterval(seen, LOOK_EVERY_MS);
    signal.addEventListener("abort", () => clearInterval(timer));
    const onVisibility = () => {
      seen();
      // Somebody who comes back may have signed in again meanwhile.
      if (this.isOpen && document.visibilityState === "visible") this.#chat.resume(true);
      this.#update();
    };
    document.addEventListener("visibilitychange", onVisibility, { signal });
    addEventListener("pagehide", () => this.#keepDraft(), { signal });
  }

  /** Drawn with the next microtask and not with the next frame: a hidden page has no frames. */
  #update(change?: Partial<PanelState>): void {
    this.#set(change);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      if (!this.#end.signal.aborted) this.#draw();
    });
  }

  #draw(): void {
    const { slot, language, theme } = this.#context;
    if (!stringsOf(language)) void loadStrings(language).then(() => this.#update());
    const { fresh, ...noticed } = this.#attention.notice(this.#state, this.#scroll.isAtEnd, Date.now());
    const isDark = theme === "dark" || (theme !== "light" && this.#screen.isDark);
    this.#set({
      ...noticed,
      now: Date.now(),
      strings: stringsOf(language) ?? this.#state.strings,
      isFull: this.#screen.isFull,
      isAtEnd: this.#scroll.isAtEnd,
    });
    this.#judge();
    this.#tell(fresh);
    this.#watchBanner();

    const state = this.#state;
    slot.className = `${isDark ? "dark" : ""} ${this.isOpen && state.isFull ? "covering" : ""}`;
    applyColours(slot, state.config.appearance, isDark);
    const items = state.view ? timelineOf(state.view, state.newFrom) : [];
    this.#scroll.around(() => {
      fill(slot, panelView(state, items, this.#actions));
      this.#composer.show(state.draft, `${state.isOpen} ${state.isFull}`);
    });
  }

  /** What follows from the rest of the state. */
  #judge(): void {
    const { view, config, strings, parts, isOff, isStartingNew, unread } = this.#state;
    const { isPreview, profile } = this.#context;
    const due = this.#chat.signInDue;
    const mayAsk = !view && !due && !this.#entry.read().isAsked;
    const { prechat } = config;
    const sample = isPreview && parts.preview();
    this.#set({
      blocked: isOff ? strings.off : due && (due === "first" ? strings.signInFirst : strings.signIn),
      isAsking: !!prechat && mayAsk && parts.form()?.isNeeded(prechat, profile) !== false,
      isStartingNew: isStartingNew && !!view && isResolved(view),
    });
    // Read in another tab or browser: there is nothing to point at any more.
    if (this.#state.bubble?.author && !unread) this.#set({ bubble: undefined });
    if (sample) this.#set(sample.show());
    if (view && !isPreview) parts.page();
  }

  #tell(fresh: MessageEvent[]): void {
    const { config, parts, strings } = this.#state;
    for (const message of fresh) {
      const author = nameOf(message) ?? config.organizationName;
      const text = textOf(message) || strings.unsupported;
      this.#announcer.say(`${author}: ${text}`);
      parts.alerts((alerts) => alerts.tell({ author, text }, message.seq));
    }
  }

  /** Time passing changes nothing by itself, so that a banner that may become due needs draws of its own. */
  #watchBanner(): void {
    clearTimeout(this.#bannerTimer);
    const { view, isBannerDue } = this.#state;
    if (view?.state !== "connecting" || isBannerDue) return;
    this.#bannerTimer = setTimeout(() => this.#update(), BANNER_LOOK_MS);
  }

  #send(): void {
    const { draft, parts, isOpen } = this.#state;
    if (!canSend(this.#state) || this.#context.isPreview) return;
    const { news } = this.#attention;
    if (!this.#chat.view || this.#chat.view.state === "ended") news.beginFresh();
    // The words stand under the first file, unless they are too many for that.
    const text = draft.trim();
    const files = (isOpen && parts.files()?.desk.take()) || [];
    const caption = files.length && lengthOf(text) <= LIMITS.captionLength ? text : "";
    files.forEach((file, index) => {
      news.sent(this.#chat.send(caption && index === 0 ? { ...file, caption } : file));
    });
    if (text && !caption) news.sent(this.#chat.send({ type: "text", text }));
    this.#chat.setTyping(false);
    this.#set({ draft: "", newFrom: 0 });
    this.#entry.update({ draft: undefined });
    this.#scroll.jumpToEnd(false);
    this.#draw();
  }

  /** Typed words survive a page change, but nothing is stored for someone who never opened the panel or is signed in. */
  #keepDraft(): void {
    const { draft: known, isOpen } = this.#entry.read();
    const draft = (!this.#context.identityToken && this.#state.draft) || undefined;
    if (isOpen !== undefined && draft !== known) this.#entry.update({ draft });
  }

  async #refreshConfig(freshMs = CONFIG_FRESH_MS - 1_000): Promise<void> {
    const { isPreview, root } = this.#context;
    if (Date.now() - this.#configAt < freshMs || this.#state.isOff || isPreview) return;
    this.#configAt = Date.now();
    const config = await this.#context.fetchConfig();
    if (config) return this.#update({ config });
    if (config === undefined) return;
    this.#update({ isOff: true });
    setTimeout(() => {
      this.setOpen(false, false);
      root.host.setAttribute("data-hidden", "");
    }, FAREWELL_MS);
  }
}
