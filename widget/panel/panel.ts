import { render } from "lit-html";
import { LIMITS } from "../../protocol/limits.ts";
import type { Panel, PanelContext } from "../context.ts";
import { Announcer } from "./announcer.ts";
import { Attention, BANNER_AFTER_MS } from "./attention.ts";
import { Chat } from "./chat.ts";
import { applyInk } from "./colours.ts";
import { ComposerBox } from "./composer-box.ts";
import type { Files } from "./files/files.ts";
import { FocusKeeper } from "./focus.ts";
import { KeyedList } from "./keyed-list.ts";
import { handleKeys } from "./keys.ts";
import { textOf } from "./news.ts";
import { panelCss } from "./panel.css.ts";
import { Screen } from "./screen.ts";
import { ScrollKeeper } from "./scroll.ts";
import { firstState, type PanelActions, type PanelState } from "./state.ts";
import { type EntryStore, entryStore } from "./stored.ts";
import { STRINGS } from "./strings/index.ts";
import { isResolved, type MessageEvent, nameOf, timelineOf } from "./timeline.ts";
import { canSend, lengthOf } from "./views/composer-view.ts";
import { panelView } from "./views/panel-view.ts";
import { rowsOf } from "./views/timeline-view.ts";

const GREETING_AFTER_MS = 3_000;
const CONFIG_FRESH_MS = 60_000;

/** Ties chat, state and drawing together. Every change ends in `#update`, which draws at most once per task. */
export class PanelController implements Panel {
  readonly #context: PanelContext;
  readonly #entry: EntryStore;
  readonly #chat: Chat;
  readonly #attention: Attention;
  readonly #screen: Screen;
  readonly #scroll: ScrollKeeper;
  readonly #announcer: Announcer;
  readonly #list = new KeyedList();
  readonly #composer: ComposerBox;
  readonly #focus: FocusKeeper;
  readonly #sheet = new CSSStyleSheet();
  readonly #end = new AbortController();
  #state: PanelState;
  #isScheduled = false;
  #bannerTimer: ReturnType<typeof setTimeout> | undefined;
  #configAt = Date.now();
  #filesLoading: Promise<Files | undefined> | undefined;

  constructor(context: PanelContext) {
    this.#context = context;
    this.#entry = entryStore(context.widgetId);
    const stored = this.#entry.read();
    this.#state = firstState(context, stored);
    this.#sheet.replaceSync(panelCss);
    context.root.adoptedStyleSheets.push(this.#sheet);
    const update = () => this.#update();
    this.#screen = new Screen(context.slot, update);
    this.#scroll = new ScrollKeeper(update, () => this.#chat.loadOlder());
    this.#composer = new ComposerBox(context.slot);
    this.#focus = new FocusKeeper(context.root, context.slot, context.button);
    this.#announcer = new Announcer(() => context.slot.querySelector("#news"));
    const { baseUrl, widgetId } = context;
    this.#chat = new Chat({ baseUrl, widgetId, entry: this.#entry, onChange: update });
    this.#attention = new Attention(context, this.#chat, this.#entry);
    this.#draw();
    this.#listen();
    // Only the floating panel comes back by itself after a page change: a full screen would hide the page just asked for.
    if (stored.isOpen && !this.#screen.isFull) this.setOpen(true, false);
    else if (!stored.isGreetingClosed && !stored.chatId) setTimeout(() => this.#greet(), GREETING_AFTER_MS);
  }

  get isOpen(): boolean {
    return this.#state.isOpen;
  }

  setOpen(isOpen: boolean, takeFocus: boolean): void {
    if (isOpen === this.#state.isOpen) return;
    const hadFocus = this.#focus.isInside;
    if (isOpen) this.#focus.remember();
    this.#set({ isOpen, newFrom: isOpen ? (this.#attention.unread()[0]?.seq ?? 0) : 0, bubble: undefined });
    this.#entry.update({ isOpen, isGreetingClosed: true });
    this.#context.onOpenChange(isOpen);
    if (isOpen) this.#scroll.jumpToEnd(false);
    this.#draw();
    this.#attention.markSeen(isOpen);
    if (isOpen) void this.#refreshConfig();
    if (isOpen) void this.#loadFiles();
    if (isOpen && takeFocus) this.#focus.enter();
    // Only focus that was ours is moved; the page's own stays where it is.
    if (!isOpen && hadFocus) this.#focus.leave();
  }

  refresh(): void {
    this.#update();
  }

  prefill(text: string): void {
    const { draft } = this.#state;
    // What the visitor has typed is never thrown away.
    if (!draft.includes(text)) this.#set({ draft: draft.trim() ? `${draft}\n${text}` : text });
    this.#update();
  }

  logout(): void {
    this.#attention.news.forget();
    this.#state.files?.desk.close();
    this.#chat.leave();
    this.#set({ draft: "", newFrom: 0, bubble: undefined, isStartingNew: false });
    this.#update();
  }

  destroy(): void {
    this.#keepDraft();
    this.#end.abort();
    clearTimeout(this.#bannerTimer);
    this.#announcer.stop();
    this.#screen.stop();
    this.#scroll.stop();
    this.#state.files?.desk.close();
    this.#chat.close();
  }

  readonly #actions: PanelActions = {
    open: () => this.setOpen(true, true),
    close: () => this.setOpen(false, false),
    send: () => this.#send(),
    write: (draft) => {
      this.#set({ draft });
      this.#chat.setTyping(draft.trim() !== "");
      this.#update();
    },
    choose: () => void this.#loadFiles().then((files) => files?.desk.choose()),
    attach: (given) => {
      // A drop's list is empty once its event is over.
      const chosen = [...(given ?? [])];
      if (chosen.length) void this.#loadFiles().then((files) => files?.desk.add(chosen));
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
    dismissNotice: () => {
      this.#set({ isNoticeDismissed: true });
      this.#update();
    },
    dismissBubble: () => {
      this.#set({ bubble: undefined });
      this.#entry.update({ isGreetingClosed: true });
      this.#context.button.focus();
      this.#update();
    },
  };

  #set(change: Partial<PanelState>): void {
    this.#state = { ...this.#state, ...change };
  }

  #listen(): void {
    const { signal } = this.#end;
    const { slot } = this.#context;
    const timeline = slot.querySelector<HTMLElement>(".timeline");
    if (timeline) this.#scroll.watch(timeline);
    handleKeys(slot, { signal, isModal: () => this.#screen.isFull, onEscape: this.#actions.close });
    const seen = () => this.#attention.markSeen(this.isOpen);
    const timer = setInterval(seen, LIMITS.seenEveryMs);
    signal.addEventListener("abort", () => clearInterval(timer));
    const onVisibility = () => {
      seen();
      this.#update();
    };
    document.addEventListener("visibilitychange", onVisibility, { signal });
    addEventListener("pagehide", () => this.#keepDraft(), { signal });
  }

  /** Drawn with the next microtask and not with the next frame: a hidden page has no frames. */
  #update(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      if (!this.#end.signal.aborted) this.#draw();
    });
  }

  #draw(): void {
    const { slot, language, theme } = this.#context;
    const { fresh, ...noticed } = this.#attention.notice(this.#state, this.#scroll.isAtEnd, Date.now());
    const isDark = theme === "dark" || (theme !== "light" && this.#screen.isDark);
    this.#set({
      ...noticed,
      now: Date.now(),
      strings: STRINGS[language],
      isFull: this.#screen.isFull,
      isAtEnd: this.#scroll.isAtEnd,
    });
    if (this.#state.view && !isResolved(this.#state.view)) this.#set({ isStartingNew: false });
    this.#tell(fresh);
    this.#watchBanner();

    slot.className = `${isDark ? "dark" : ""} ${this.isOpen && this.#screen.isFull ? "covering" : ""}`;
    applyInk(slot, this.#state.config.appearance.accent, isDark);
    const state = this.#state;
    const items = state.view ? timelineOf(state.view, state.newFrom) : [];
    if (!state.files && items.some((item) => "file" in item && item.file)) void this.#loadFiles();
    this.#scroll.around(() => {
      render(panelView(state, items.length === 0, this.#actions), slot);
      const list = slot.querySelector("ol");
      if (list) this.#list.update(list, rowsOf(items, state, this.#actions));
      this.#composer.show(state.draft, `${state.isOpen} ${state.isFull}`);
    });
  }

  #tell(fresh: MessageEvent[]): void {
    const { isOpen, config } = this.#state;
    for (const message of fresh) {
      const author = nameOf(message) ?? config.organizationName;
      const text = textOf(message) || this.#state.strings.unsupported;
      this.#announcer.say(`${author}: ${text}`);
      if (!isOpen) this.#set({ bubble: { author, text } });
    }
  }

  /** Time passing changes nothing by itself, so the moment the banner is due needs a draw of its own. */
  #watchBanner(): void {
    clearTimeout(this.#bannerTimer);
    const { view, isBannerDue } = this.#state;
    if (view?.state !== "connecting" || isBannerDue) return;
    this.#bannerTimer = setTimeout(() => this.#update(), BANNER_AFTER_MS);
  }

  #send(): void {
    if (!canSend(this.#state)) return;
    const isFirst = !this.#chat.view || this.#chat.view.state === "ended";
    if (isFirst) this.#attention.news.beginFresh();
    this.#sendAll(this.#state.draft.trim());
    this.#chat.setTyping(false);
    this.#set({ draft: "", newFrom: 0 });
    this.#entry.update({ draft: undefined });
    this.#scroll.jumpToEnd(false);
    this.#draw();
  }

  /** The words stand under the first file, unless they are too many for that. */
  #sendAll(text: string): void {
    const { news } = this.#attention;
    const files = this.#state.files?.desk.take() ?? [];
    const caption = files.length && lengthOf(text) <= LIMITS.captionLength ? text : "";
    files.forEach((file, index) => {
      news.sent(this.#chat.send(caption && index === 0 ? { ...file, caption } : file));
    });
    if (text && !caption) news.sent(this.#chat.send({ type: "text", text }));
  }

  /** Asked again after a failure. */
  #loadFiles(): Promise<Files | undefined> {
    this.#filesLoading ??= import("./files/files.ts").then(
      ({ openFiles }) => {
        const { baseUrl, root } = this.#context;
        const { address, tokens } = this.#chat;
        const files = openFiles({ address, baseUrl, tokens, onChange: () => this.#update() });
        root.adoptedStyleSheets.push(files.sheet);
        this.#set({ files });
        this.#update();
        return files;
      },
      () => {
        this.#filesLoading = undefined;
        return undefined;
      },
    );
    return this.#filesLoading;
  }

  #greet(): void {
    const text = this.#state.config.greeting?.[this.#state.strings.language];
    if (!text || this.#state.isOpen || this.#chat.view || this.#entry.read().isGreetingClosed) return;
    this.#set({ bubble: { author: "", text } });
    this.#update();
  }

  /** Typed words survive a page change, but nothing is stored for someone who never opened the panel. */
  #keepDraft(): void {
    const { draft: known = "", isOpen } = this.#entry.read();
    const { draft } = this.#state;
    if (isOpen !== undefined && draft !== known) this.#entry.update({ draft: draft || undefined });
  }

  async #refreshConfig(): Promise<void> {
    if (Date.now() - this.#configAt < CONFIG_FRESH_MS) return;
    this.#configAt = Date.now();
    const config = await this.#context.fetchConfig();
    if (config) this.#set({ config });
    this.#update();
  }
}
