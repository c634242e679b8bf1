import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { Api } from "../../../client/api.ts";
import { ProblemError } from "../../../client/api.ts";
import type { MessageHit } from "../../../protocol/http.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { channelIcon } from "../../ui/avatar.ts";
import { base, scrollbars } from "../../ui/base.styles.ts";
import { icons } from "../../ui/icons.ts";
import { statesStyles, stateView } from "../../ui/states.ts";
import { RoomSelectEvent } from "../internal-events.ts";
import { markedParts } from "./marked-parts.ts";

const PAUSE_MS = 250;
const SHORTEST = 2;

type Found = { hits: MessageHit[]; nextCursor: string | null };

/**
 * Messages that contain what is searched for, newest first.
 *
 * @tag sapa-search-results
 * @fires room-select - A result was chosen.
 */
export class SapaSearchResults extends LitElement {
  static override styles = [
    base,
    scrollbars,
    statesStyles,
    css`
      :host {
        flex: 1;
        min-block-size: 0;
        overflow: hidden;
      }

      .scroll {
        block-size: 100%;
        padding-block: 4px 8px;
      }

      .count-line {
        padding: 8px 14px;
        color: var(--s-muted);
        font-size: var(--s-meta);
      }

      .hit {
        display: block;
        inline-size: 100%;
        padding: 9px 14px;
        border: 0;
        border-block-end: 1px solid var(--s-hairline);
        background: none;
        font-size: var(--s-list);
        line-height: 18px;
        text-align: start;
        cursor: pointer;
      }

      .hit:hover {
        background: var(--s-hover);
      }

      .hit:focus-visible {
        outline-offset: -3px;
      }

      .line {
        display: flex;
        align-items: center;
        gap: 6px;
      }

      .line .icon {
        color: var(--s-muted);
        font-size: 12px;
      }

      .name {
        font-weight: 600;
      }

      time {
        flex: none;
        margin-inline-start: auto;
        color: var(--s-muted);
        font-size: var(--s-meta);
      }

      .words {
        display: -webkit-box;
        overflow: hidden;
        color: var(--s-muted);
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow-wrap: anywhere;
      }

      mark {
        border-radius: 2px;
        background: color-mix(in srgb, var(--s-accent) 22%, transparent);
        color: var(--s-text);
      }
    `,
  ];

  #timer: ReturnType<typeof setTimeout> | undefined;
  #abort: AbortController | null = null;
  @state() private found: Found | null = null;
  @state() private error: unknown = null;
  @state() private isMoreLoading = false;

  @property({ attribute: false }) api!: Api;
  @property({ attribute: false }) text!: Localizer;
  @property({ attribute: false }) searched = "";
  @property({ attribute: false }) now: () => number = Date.now;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("searched")) return;
    this.#stop();
    this.error = null;
    if (this.searched.trim().length < SHORTEST) this.found = null;
    else this.#timer = setTimeout(() => void this.#search(), PAUSE_MS);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.#abort = null;
  }

  async #search(cursor?: string): Promise<void> {
    const abort = new AbortController();
    this.#abort = abort;
    this.error = null;
    this.isMoreLoading = cursor !== undefined;
    try {
      const q = this.searched.trim();
      const page = await this.api.searchMessages(
        { q, ...(cursor === undefined ? {} : { cursor }) },
        { signal: abort.signal },
      );
      const before = cursor === undefined ? [] : (this.found?.hits ?? []);
      this.found = { hits: [...before, ...page.hits], nextCursor: page.nextCursor };
    } catch (error) {
      if (!abort.signal.aborted) this.error = error;
    } finally {
      this.isMoreLoading = false;
    }
  }

  protected override render(): TemplateResult {
    const { text, found } = this;
    const isShort = this.searched.trim().length < SHORTEST;
    if (isShort || (this.error instanceof ProblemError && this.error.refusal.code === "search.short"))
      return html`<p class="count-line" role="status">${text.t("search.short")}</p>`;
    if (this.error !== null) return this.renderFailed();
    if (!found) return html`<p class="count-line" role="status">${text.t("common.loading")}</p>`;
    if (found.hits.length === 0)
      return stateView({
        icon: icons.search,
        title: text.t("search.none", { text: this.searched.trim() }),
        body: text.t("search.noneText"),
      });
    const count = found.hits.length;
    return html`<div class="scroll">
      <p class="count-line" role="status">
        ${found.nextCursor === null ? text.t("search.results", { n: count }) : text.t("search.resultsMore", { n: count })}
      </p>
      <ul>
        ${found.hits.map((hit) => html`<li>${this.renderHit(hit)}</li>`)}
      </ul>
      ${
        found.nextCursor === null
          ? nothing
          : html`<p class="count-line">
              <button class="button small" type="button" ?disabled=${this.isMoreLoading} @click=${() => this.#search(found.nextCursor ?? undefined)}>
                ${text.t("common.more")}
              </button>
            </p>`
      }
    </div>`;
  }

  private renderHit(hit: MessageHit): TemplateResult {
    const { text } = this;
    const author = hit.direction === "outbound" ? `${hit.authorName ?? text.t("search.ours")}: ` : "";
    return html`<button class="hit" type="button" @click=${() => this.dispatchEvent(new RoomSelectEvent(hit.roomId, hit.seq))}>
      <span class="line">
        ${channelIcon(hit.channel)}<span class="name truncate" dir="auto">${hit.contactName ?? text.t("common.notAvailableName")}</span>
        <time class="numbers">${text.activity(hit.at, this.now())}</time>
      </span>
      <span class="words" dir="auto"
        >${author}${markedParts(hit.text, this.searched).map((part) => (part.isMarked ? html`<mark>${part.text}</mark>` : part.text))}</span
      >
    </button>`;
  }

  private renderFailed(): TemplateResult {
    return stateView({
      icon: icons.wifiOff,
      title: this.text.t("search.failed"),
      body: this.text.t("list.failedText"),
      isAlert: true,
      action: html`<button class="button" type="button" @click=${() => this.#search()}>${this.text.t("common.tryAgain")}</button>`,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-search-results": SapaSearchResults;
  }
}
