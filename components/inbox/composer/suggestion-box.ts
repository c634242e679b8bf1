import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit";
import { classMap } from "lit/directives/class-map.js";
import type { MemberRow } from "../../../protocol/http.schema.ts";
import type { QuickReply } from "../../../protocol/settings.schema.ts";
import type { RoomServices } from "../../data/room-services.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { avatar } from "../../ui/avatar.ts";
import { hueOf, initials } from "../people.ts";
import { matchingNames, matchingReplies, mentionedIn, queryAt, type SuggestionQuery } from "./suggestions.ts";

const MENTIONS_MAX = 20;

type Option = { id: string; label: string; detail: string; insert: string; face?: MemberRow };

type Asking = {
  services: () => RoomServices;
  text: () => Localizer;
  /** Who writes, and is no colleague of their own. */
  ownId: () => string;
  /** A quick reply with its placeholders filled in. */
  fill: (text: string) => string;
  /** Puts the text in place of what was asked with. */
  onChoose: (query: SuggestionQuery, insert: string) => void;
};

/** Quick replies behind a slash, colleagues behind an @: what is offered above the text box, and the keys that choose. */
export class SuggestionBox implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #asking: Asking;
  #query: SuggestionQuery | null = null;
  /** Closed by Escape: stays closed until another question is begun. */
  #closedFor = "";
  #replies: readonly QuickReply[] | null = null;
  #members: readonly MemberRow[] | null = null;
  #hasFailed = false;
  #active = 0;

  constructor(host: ReactiveControllerHost, asking: Asking) {
    this.#host = host;
    this.#asking = asking;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.close();
  }

  get isOpen(): boolean {
    return this.#query !== null && !this.#isPastNames;
  }

  /** A sentence that goes on behind a name asks for nobody any more. */
  get #isPastNames(): boolean {
    const query = this.#query;
    return query?.kind === "mention" && query.words.includes(" ") && !this.#isLoading && this.#options.length === 0;
  }

  get activeId(): string | undefined {
    return this.isOpen && this.#options.length > 0 ? `suggestion-${this.#active}` : undefined;
  }

  /** Ids of the colleagues a note speaks to. Whoever was typed without the list was not meant. */
  mentionsIn(text: string): string[] {
    return mentionedIn(text, this.#members ?? []).slice(0, MENTIONS_MAX);
  }

  /** The text or the caret is another one. */
  look(value: string, caret: number, mode: "reply" | "note"): void {
    const query = queryAt(value, caret, mode);
    if (query && this.#closedFor === keyOf(query)) return;
    if (!query) this.#closedFor = "";
    const isNew = query?.words !== this.#query?.words || query?.kind !== this.#query?.kind;
    this.#query = query;
    if (isNew) this.#active = 0;
    if (query) void this.#load(query.kind);
    this.#host.requestUpdate();
  }

  /** What was asked in has been sent. */
  forget(): void {
    this.#query = null;
    this.#closedFor = "";
  }

  close(): void {
    if (!this.#query) return;
    this.#closedFor = keyOf(this.#query);
    this.#query = null;
    this.#host.requestUpdate();
  }

  /** True if the key was ours. */
  handleKey(event: KeyboardEvent): boolean {
    if (!this.isOpen || event.isComposing) return false;
    const options = this.#options;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (event.key === "Escape") this.close();
    else if (options.length === 0) return false;
    else if (step !== 0) this.#move(step, options.length);
    else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") this.#choose(options[this.#active]);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  #move(step: number, count: number): void {
    this.#active = (this.#active + step + count) % count;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => {
      const root = (this.#host as unknown as { renderRoot: ParentNode }).renderRoot;
      root.querySelector(`#suggestion-${this.#active}`)?.scrollIntoView({ block: "nearest" });
    });
  }

  async #load(kind: SuggestionQuery["kind"]): Promise<void> {
    this.#hasFailed = false;
    const services = this.#asking.services();
    try {
      // Kept by the connection until the organization changes them.
      if (kind === "quick") this.#replies = await services.quickReplies();
      else this.#members = await services.members();
    } catch {
      this.#hasFailed = true;
    }
    this.#host.requestUpdate();
  }

  get #isLoading(): boolean {
    return (this.#query?.kind === "quick" ? this.#replies : this.#members) === null;
  }

  get #options(): Option[] {
    const query = this.#query;
    if (query?.kind === "quick")
      return matchingReplies(this.#replies ?? [], query.words).map((reply) => {
        const insert = this.#asking.fill(reply.text);
        return { id: reply.quickReplyId, label: `/${reply.command}`, detail: insert, insert };
      });
    const text = this.#asking.text();
    const colleagues = (this.#members ?? []).filter(({ memberId }) => memberId !== this.#asking.ownId());
    return matchingNames(colleagues, query?.words ?? "").map((member) => ({
      id: member.memberId,
      label: member.name,
      detail: text.t(`role.${member.role}`),
      insert: `@${member.name} `,
      face: member,
    }));
  }

  #choose(option: Option | undefined): void {
    const query = this.#query;
    if (!option || !query) return;
    this.#query = null;
    this.#asking.onChoose(query, option.insert);
  }

  view(): TemplateResult | null {
    const query = this.#query;
    if (!query || !this.isOpen) return null;
    const options = this.#options;
    const text = this.#asking.text();
    const isQuick = query.kind === "quick";
    const label = text.t(isQuick ? "quick.label" : "mention.label");
    return html`<div class="suggestions" @pointerdown=${(event: Event) => event.preventDefault()}>
      <div class="suggestions-title">${label}<span>${text.t("quick.keys")}</span></div>
      <ul id="suggestions" role="listbox" aria-label=${label}>
        ${options.map((option, index) => this.#optionView(option, index, isQuick))}
      </ul>
      <p class="suggestions-empty" role="status">${options.length > 0 ? "" : this.#emptyWords(text, isQuick)}</p>
    </div>`;
  }

  #emptyWords(text: Localizer, isQuick: boolean): string {
    if (this.#hasFailed) return text.t("quick.failed");
    if (this.#isLoading) return text.t("common.loading");
    if (!isQuick) return text.t("members.none");
    return this.#replies?.length === 0 ? text.t("quick.none") : text.t("quick.noMatch");
  }

  #optionView(option: Option, index: number, isQuick: boolean): TemplateResult {
    const isActive = index === this.#active;
    return html`<li
      id="suggestion-${index}"
      role="option"
      aria-selected=${isActive}
      class=${classMap({ suggestion: true, active: isActive, quick: isQuick })}
      @click=${() => this.#choose(option)}
      @pointermove=${() => {
        if (this.#active === index) return;
        this.#active = index;
        this.#host.requestUpdate();
      }}
    >
      ${option.face ? avatar({ initials: initials(option.label), hue: hueOf(option.id), size: "small" }) : null}
      <b class="truncate" dir="auto">${option.label}</b>
      <span class="truncate" dir="auto">${option.detail}</span>
    </li>`;
  }
}

const keyOf = ({ kind, from }: SuggestionQuery): string => `${kind}${from}`;
