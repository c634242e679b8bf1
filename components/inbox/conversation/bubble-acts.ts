import { html, nothing, type ReactiveController, render, type TemplateResult } from "lit";
import type { Localizer } from "../../strings/localizer.ts";
import { icons } from "../../ui/icons.ts";
import { roomIcons } from "../room-icons.ts";
import { copyTextOf } from "./bubble.ts";
import type { Bubble } from "./timeline-items.ts";

type Acting = {
  text: () => Localizer;
  /** The message of a row on screen. */
  bubbleOf: (key: string) => Bubble | undefined;
  /** Null: nothing can be answered here. */
  onReply: () => ((bubble: Bubble) => void) | null;
  onCopy: (text: string) => void;
};

type Host = {
  addController(controller: ReactiveController): void;
  readonly renderRoot: HTMLElement | DocumentFragment;
};

/**
 * Reply and Copy beside the message under the pointer or the focus. They are made for that one message only: two buttons
 * on each of a thousand messages would weigh more than the messages. With the keyboard, up and down go from message to
 * message, and each key is told by the buttons.
 */
export class BubbleActs implements ReactiveController {
  readonly #host: Host;
  readonly #acting: Acting;
  #shownIn: HTMLElement | null = null;

  constructor(host: Host, acting: Acting) {
    this.#host = host;
    this.#acting = acting;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#shownIn = null;
  }

  readonly handleOver = (event: Event): void => {
    const row = (event.target as HTMLElement).closest<HTMLElement>(".row");
    if (row !== this.#shownIn) this.#show(row);
  };

  readonly handleLeave = (): void => this.#show(null);

  readonly handleKeydown = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const isOnBubble = target.matches(".bubble");
    if (step !== 0 && isOnBubble) this.#step(event, target, step);
    else if (event.key === "Escape" && isOnBubble) {
      event.stopPropagation();
      target.closest<HTMLElement>(".viewport")?.focus({ preventScroll: true });
    } else if (isOnBubble && (event.key === "r" || event.key === "c")) this.#act(event, target);
    else if (event.key === "ArrowUp" && target.matches(".viewport") && event.shiftKey) this.#enter(event);
  };

  #act(event: KeyboardEvent, target: HTMLElement): void {
    const bubble = this.#acting.bubbleOf(target.closest<HTMLElement>(".row")?.dataset.key ?? "");
    if (!bubble) return;
    const onReply = this.#acting.onReply();
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "c") this.#acting.onCopy(copyTextOf(bubble));
    else if (bubble.seq !== null) onReply?.(bubble);
  }

  #enter(event: KeyboardEvent): void {
    event.preventDefault();
    this.#bubbles.at(-1)?.focus();
  }

  #step(event: KeyboardEvent, from: HTMLElement, step: number): void {
    event.preventDefault();
    const all = this.#bubbles;
    all[all.indexOf(from) + step]?.focus();
  }

  get #bubbles(): HTMLElement[] {
    return [...this.#host.renderRoot.querySelectorAll<HTMLElement>(".bubble")];
  }

  #show(row: HTMLElement | null): void {
    const before = this.#shownIn?.querySelector<HTMLElement>(".acts");
    if (before) render(nothing, before);
    this.#shownIn = row;
    const place = row?.querySelector<HTMLElement>(".acts");
    const bubble = this.#acting.bubbleOf(row?.dataset.key ?? "");
    if (place && bubble) render(this.#buttons(bubble), place);
  }

  #buttons(bubble: Bubble): TemplateResult {
    const text = this.#acting.text();
    const onReply = this.#acting.onReply();
    const copied = copyTextOf(bubble);
    const button = (
      icon: TemplateResult,
      label: string,
      key: string,
      onClick: () => void,
    ): TemplateResult => html`<button
      class="act"
      type="button"
      aria-label=${label}
      aria-keyshortcuts=${key}
      data-tip=${label}
      @click=${onClick}
    >
      ${icon}
    </button>`;
    return html`${
      bubble.seq === null || !onReply || bubble.isDeleted
        ? nothing
        : button(roomIcons.reply, text.t("message.reply"), "R", () => onReply(bubble))
    }${copied === "" ? nothing : button(icons.copy, text.t("common.copy"), "C", () => this.#acting.onCopy(copied))}`;
  }
}
