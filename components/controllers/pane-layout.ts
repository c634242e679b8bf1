import type { ReactiveController, ReactiveControllerHost } from "lit";
import { recall, recallNumber, remember } from "../data/browser-storage.ts";
import type { ResizeEvent } from "../ui/resizer.ts";

const THREE_PANES_PX = 1080;
const TWO_PANES_PX = 720;
const WIDTHS = {
  list: { usual: 340, min: 280, max: 480 },
  detail: { usual: 320, min: 260, max: 440 },
} as const;
type Pane = keyof typeof WIDTHS;

/**
 * How many panes the container has room for (EMBED-9), how wide they are, and whether the details are shown: beside the
 * conversation where there is room, else over it. Widths and the choice are remembered per browser.
 */
export class PaneLayout implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #panes: () => HTMLElement | null;
  readonly #width = {
    list: recallNumber("width.list", WIDTHS.list.usual),
    detail: recallNumber("width.detail", WIDTHS.detail.usual),
  };
  #resize: ResizeObserver | null = null;
  #isDetailBeside = recall("detail") !== "closed";
  #isDetailOver = false;
  count: 1 | 2 | 3 = 3;

  constructor(host: ReactiveControllerHost & HTMLElement, panes: () => HTMLElement | null) {
    this.#host = host;
    this.#panes = panes;
    host.addController(this);
  }

  hostConnected(): void {
    this.#resize = new ResizeObserver(([entry]) => this.#measure(entry?.contentRect.width ?? 0));
    this.#resize.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#resize?.disconnect();
  }

  /** Through the object model: the page's policy may forbid style attributes. */
  hostUpdated(): void {
    const panes = this.#panes();
    panes?.style.setProperty("--list", `${this.#width.list}px`);
    panes?.style.setProperty("--detail", `${this.#width.detail}px`);
  }

  get isDetailOpen(): boolean {
    return this.count === 3 ? this.#isDetailBeside : this.#isDetailOver;
  }

  showDetail(isShown: boolean): void {
    if (this.count === 3) {
      this.#isDetailBeside = isShown;
      remember("detail", isShown ? null : "closed");
    } else this.#isDetailOver = isShown;
    this.#host.requestUpdate();
  }

  /** Ends what lies over the conversation, when another room is opened or Escape is pressed. */
  endOverlay(): void {
    if (!this.#isDetailOver) return;
    this.#isDetailOver = false;
    this.#host.requestUpdate();
  }

  boundsOf(pane: Pane): { width: number; min: number; max: number } {
    return { ...WIDTHS[pane], width: this.#width[pane] };
  }

  resize(pane: Pane, event: ResizeEvent): void {
    this.#width[pane] = event.width;
    if (event.isDone) remember(`width.${pane}`, String(event.width));
    this.#host.requestUpdate();
  }

  #measure(width: number): void {
    const count = width >= THREE_PANES_PX ? 3 : width >= TWO_PANES_PX ? 2 : 1;
    if (count === this.count) return;
    this.count = count;
    this.#host.requestUpdate();
  }
}
