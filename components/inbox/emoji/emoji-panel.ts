import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { recall, remember } from "../../data/browser-storage.ts";
import { lazy } from "../../lazy.ts";
import type { Language, Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import { emojiStyles } from "./emoji.styles.ts";
import { type Emoji, GROUPS, readEmoji, searchEmoji } from "./emoji-list.ts";

/** An emoji was picked; with Shift more are meant to follow. */
export class PickEmojiEvent extends Event {
  readonly emoji: string;
  readonly isMore: boolean;
  constructor(emoji: string, isMore: boolean) {
    super("pick-emoji");
    this.emoji = emoji;
    this.isMore = isMore;
  }
}

const DATA: Record<Language, () => Promise<{ EMOJI: string } | null>> = {
  en: () => lazy(() => import("./data/en.ts")),
  id: () => lazy(() => import("./data/id.ts")),
};
const RECENT = "emoji.recent";
const RECENT_MAX = 18;
const COLUMNS = 9;

/**
 * All emoji with their names in the member's language: search by words, jump to a group, arrows and Enter or a press to
 * pick. Made of our own parts, because the page's policy allows neither style elements nor markup from strings.
 *
 * @tag sapa-emoji
 * @fires pick-emoji - Read `emoji`.
 */
export class SapaEmoji extends LitElement {
  static override styles = [base, emojiStyles];

  @query(".search") private readonly search!: HTMLInputElement;
  @query(".groups") private readonly scroller!: HTMLElement;
  @state() private groups: readonly (readonly Emoji[])[] | null = null;
  @state() private hasFailed = false;
  @state() private wanted = "";
  @state() private named: Emoji | null = null;
  #recent: string[] = (recall(RECENT) ?? "").split(" ").filter((one) => one !== "");
  #language: Language | null = null;

  @property({ attribute: false }) text!: Localizer;

  override focus(): void {
    this.search?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("text") && this.text.language !== this.#language) void this.#load(this.text.language);
  }

  protected override firstUpdated(): void {
    this.focus();
  }

  async #load(language: Language): Promise<void> {
    this.#language = language;
    this.hasFailed = false;
    const data = await DATA[language]();
    if (data && this.#language === language) this.groups = readEmoji(data.EMOJI);
    this.hasFailed = data === null;
  }

  #pick(emoji: string, isMore: boolean): void {
    this.#recent = [emoji, ...this.#recent.filter((one) => one !== emoji)].slice(0, RECENT_MAX);
    remember(RECENT, this.#recent.join(" "));
    this.dispatchEvent(new PickEmojiEvent(emoji, isMore));
  }

  private handleClick(event: MouseEvent): void {
    const button = (event.target as HTMLElement).closest<HTMLButtonElement>("button[data-emoji]");
    if (button?.dataset.emoji) this.#pick(button.dataset.emoji, event.shiftKey);
  }

  private handleOver(event: Event): void {
    const emoji = (event.target as HTMLElement).closest<HTMLElement>("[data-emoji]")?.dataset.emoji;
    const found = emoji === undefined ? undefined : this.groups?.flat().find((one) => one.emoji === emoji);
    if (found) this.named = found;
  }

  private handleKeydown(event: KeyboardEvent): void {
    const { key } = event;
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[key];
    const all = [...this.renderRoot.querySelectorAll<HTMLElement>("[data-emoji]")];
    const from = all.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    if (from < 0) this.#fromSearch(event, all);
    if (from < 0 || step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (from + step < 0) this.search.focus();
    else all[Math.min(all.length - 1, from + step)]?.focus();
  }

  /** Down goes into the emoji, Enter takes the first one found. */
  #fromSearch(event: KeyboardEvent, all: readonly HTMLElement[]): void {
    if (event.key !== "ArrowDown" && (event.key !== "Enter" || this.wanted.trim() === "")) return;
    event.preventDefault();
    event.stopPropagation();
    const first = all[0];
    if (event.key === "ArrowDown") first?.focus();
    else if (first?.dataset.emoji) this.#pick(first.dataset.emoji, event.shiftKey);
  }

  async #goTo(index: number): Promise<void> {
    this.wanted = "";
    this.search.value = "";
    await this.updateComplete;
    const group = this.renderRoot.querySelector<HTMLElement>(`[data-group="${index}"]`);
    if (group) this.scroller.scrollTop = group.offsetTop - this.scroller.offsetTop;
  }

  protected override render(): TemplateResult {
    const { text, groups } = this;
    return html`
      <div class="all" @keydown=${this.handleKeydown} @pointerover=${this.handleOver} @focusin=${this.handleOver} @click=${this.handleClick}>
        <input
          class="field search"
          type="text"
          inputmode="search"
          autocomplete="off"
          aria-label=${text.t("emoji.search")}
          placeholder=${text.t("emoji.search")}
          @input=${() => {
            this.wanted = this.search.value;
          }}
        />
        ${groups ? this.renderTabs(groups) : nothing}
        <div class="groups" tabindex="-1">
          ${groups ? this.renderGroups(groups) : html`<p class="empty" role="status">${text.t(this.hasFailed ? "error.unavailable" : "common.loading")}</p>`}
        </div>
        <p class="name" aria-hidden="true">${this.named ? html`<b>${this.named.emoji}</b> ${this.named.name}` : text.t("emoji.hint")}</p>
      </div>
    `;
  }

  private renderTabs(groups: readonly (readonly Emoji[])[]): TemplateResult {
    return html`<div class="tabs">
      ${groups.map((group, index) => {
        const label = this.text.t(`emoji.${GROUPS[index] ?? "symbols"}`);
        return html`<button class="tab" type="button" aria-label=${label} data-tip=${label} @click=${() => void this.#goTo(index)}>
          ${group[0]?.emoji}
        </button>`;
      })}
    </div>`;
  }

  private renderGroups(groups: readonly (readonly Emoji[])[]): TemplateResult {
    const { text } = this;
    if (this.wanted.trim() !== "") {
      const found = searchEmoji(groups, this.wanted);
      return html`<p class="visually-hidden" role="status">${text.t("emoji.found", { n: found.length })}</p>
        ${found.length > 0 ? this.renderGrid(found) : html`<p class="empty">${text.t("emoji.none")}</p>`}`;
    }
    const recent = this.#recent.flatMap((emoji) => groups.flat().find((one) => one.emoji === emoji) ?? []);
    return html`
      ${recent.length > 0 ? html`<h3>${text.t("emoji.recent")}</h3>${this.renderGrid(recent)}` : nothing}
      ${groups.map(
        (group, index) => html`<section data-group=${index}>
          <h3>${text.t(`emoji.${GROUPS[index] ?? "symbols"}`)}</h3>
          ${this.renderGrid(group)}
        </section>`,
      )}
    `;
  }

  private renderGrid(list: readonly Emoji[]): TemplateResult {
    return html`<div class="grid">
      ${list.map(({ emoji, name }) => html`<button type="button" tabindex="-1" data-emoji=${emoji} aria-label=${name}>${emoji}</button>`)}
    </div>`;
  }
}

if (!customElements.get("sapa-emoji")) customElements.define("sapa-emoji", SapaEmoji);

declare global {
  interface HTMLElementTagNameMap {
    "sapa-emoji": SapaEmoji;
  }
}
