import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { Subscription } from "../../controllers/subscription.ts";
import { inboxToolsTexts } from "../../strings/inbox-tools.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { avatarStyles } from "../../ui/avatar.styles.ts";
import { avatar } from "../../ui/avatar.ts";
import { base, scrollbars } from "../../ui/base.styles.ts";
import { icons } from "../../ui/icons.ts";
import type { ChoiceState } from "../control/choice-state.ts";
import type { InboxActions } from "../control/inbox-actions.ts";
import type { RoomNavigation } from "../control/room-navigation.ts";
import type { Desk } from "../desk.ts";
import { SavedFilters } from "../filter/saved-filters.ts";
import { hueOf, initials } from "../people.ts";
import { kbdStyles } from "./kbd.styles.ts";
import { paletteStyles } from "./palette.styles.ts";
import { type PaletteGroup, type PaletteItem, paletteGroups } from "./palette-items.ts";

const PAUSE_MS = 200;

/** The person wants messages with these words. */
export class SearchForEvent extends Event {
  readonly words: string;
  constructor(words: string) {
    super("search-for");
    this.words = words;
  }
}

/**
 * Everything by its name: what can be done, rooms, filters, other places (BEY-8).
 *
 * @tag sapa-palette
 * @fires end - It was closed.
 * @fires search-for - Messages with the typed words are wanted.
 */
export class SapaPalette extends LitElement {
  static override styles = [base, scrollbars, avatarStyles, kbdStyles, paletteStyles];

  #saved: SavedFilters | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #abort: AbortController | null = null;

  @query("dialog") private readonly dialog!: HTMLDialogElement;
  @query("input") private readonly input!: HTMLInputElement;
  @state() private typed = "";
  @state() private activeIndex = 0;
  @state() private found: readonly RoomSummary[] = [];

  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) actions!: InboxActions;
  @property({ attribute: false }) navigation!: RoomNavigation;
  @property({ attribute: false }) choice!: ChoiceState;
  @property({ attribute: false }) text!: Localizer;

  constructor() {
    super();
    new Subscription(this, () => this.#saved);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#abort?.abort();
  }

  protected override willUpdate(_: PropertyValues): void {
    const api = this.desk.model?.connection.api;
    if (api) this.#saved ??= new SavedFilters(api);
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
    this.input.focus();
  }

  get #groups(): PaletteGroup[] {
    const { desk, actions, navigation, choice, text, found } = this;
    const onSearch = (words: string): void => void this.dispatchEvent(new SearchForEvent(words));
    return paletteGroups(
      { desk, actions, navigation, choice, text, found, saved: this.#saved?.list ?? [], onSearch },
      this.typed,
    );
  }

  private handleInput(): void {
    this.typed = this.input.value;
    this.activeIndex = 0;
    clearTimeout(this.#timer);
    this.#abort?.abort();
    if (this.typed.trim().length >= 2) this.#timer = setTimeout(() => void this.#search(), PAUSE_MS);
    else this.found = [];
  }

  /** Rooms by name that no list here has loaded. Nothing found, or no answer, changes nothing. */
  async #search(): Promise<void> {
    const abort = new AbortController();
    this.#abort = abort;
    try {
      const page = await this.desk.model?.connection.api.searchRooms(
        { q: this.typed.trim(), limit: 6 },
        { signal: abort.signal },
      );
      this.found = page?.rooms ?? [];
    } catch {
      // What is known here is offered all the same.
    }
  }

  private handleKeydown(event: KeyboardEvent): void {
    event.stopPropagation();
    const items = this.#groups.flatMap((group) => group.items);
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && items.length > 0) {
      event.preventDefault();
      this.activeIndex = (this.activeIndex + step + items.length) % items.length;
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector(".active")?.scrollIntoView({ block: "nearest" }),
      );
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      this.#run(items[this.activeIndex]);
    }
  }

  /** Closed first, so that what the action focuses keeps the focus. */
  #run(item: PaletteItem | undefined): void {
    if (!item) return;
    this.dialog.close();
    setTimeout(item.run);
  }

  private handleBackdrop(event: PointerEvent): void {
    if (event.target === this.dialog) this.dialog.close();
  }

  protected override render(): TemplateResult {
    const words = inboxToolsTexts(this.text);
    const groups = this.#groups;
    const count = groups.reduce((sum, { items }) => sum + items.length, 0);
    let index = 0;
    return html`<dialog
      aria-label=${words.t("palette.title")}
      @close=${() => this.dispatchEvent(new Event("end"))}
      @keydown=${this.handleKeydown}
      @pointerdown=${this.handleBackdrop}
    >
      <div class="typed">
        ${icons.search}
        <input
          type="text"
          role="combobox"
          autocomplete="off"
          spellcheck="false"
          aria-expanded="true"
          aria-autocomplete="list"
          aria-controls="found"
          aria-activedescendant=${count > 0 ? `item-${this.activeIndex}` : nothing}
          aria-label=${words.t("palette.title")}
          placeholder=${words.t("palette.placeholder")}
          @input=${this.handleInput}
        />
      </div>
      <div class="found scroll" id="found" role="listbox" aria-label=${words.t("palette.title")}>
        ${groups.map(
          ({ title, items }) => html`<div role="group" aria-label=${title}>
            <p class="group-title" aria-hidden="true">${title}</p>
            ${items.map((item) => this.renderItem(item, index++))}
          </div>`,
        )}
      </div>
      ${count === 0 ? html`<p class="none" role="status">${words.t("palette.none", { text: this.typed.trim() })}</p>` : nothing}
      <div class="foot" aria-hidden="true">
        <span><kbd>↑</kbd><kbd>↓</kbd>${words.t("palette.hint")}</span><span><kbd>Enter</kbd>${words.t("palette.hintOpen")}</span>
      </div>
    </dialog>`;
  }

  private renderItem(item: PaletteItem, index: number): TemplateResult {
    const isActive = index === this.activeIndex;
    const { room } = item;
    return html`<div
      id="item-${index}"
      class="option ${isActive ? "active" : ""}"
      role="option"
      aria-selected=${isActive}
      @click=${() => this.#run(item)}
      @pointermove=${() => {
        this.activeIndex = index;
      }}
    >
      ${room ? avatar({ initials: initials(item.label), hue: hueOf(room.contact.contactId), size: "medium", channel: room.channel }) : nothing}
      <span class="grow truncate" dir="auto">${item.label}</span>
      ${item.detail ? html`<span class="detail">${item.detail}</span>` : nothing}
      ${item.keys ? html`<span class="keys" aria-hidden="true">${item.keys.map((key) => html`<kbd>${key}</kbd>`)}</span>` : nothing}
    </div>`;
  }
}

export const element = SapaPalette;

declare global {
  interface HTMLElementTagNameMap {
    "sapa-palette": SapaPalette;
  }
}
