import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit";
import type { Localizer } from "../../strings/localizer.ts";
import { filesIn } from "../media/index.ts";
import { roomIcons } from "../room-icons.ts";

type Host = ReactiveControllerHost & HTMLElement;

/** Files dragged from outside over the conversation, wherever on it they are let go. */
export class FileDrop implements ReactiveController {
  readonly #host: Host;
  readonly #mayDrop: () => boolean;
  readonly #onFiles: (files: File[]) => void;
  #isOver = false;

  constructor(host: Host, mayDrop: () => boolean, onFiles: (files: File[]) => void) {
    this.#host = host;
    this.#mayDrop = mayDrop;
    this.#onFiles = onFiles;
    host.addController(this);
  }

  hostConnected(): void {
    for (const [name, handle] of this.#handlers) this.#host.addEventListener(name, handle as EventListener);
  }

  hostDisconnected(): void {
    for (const [name, handle] of this.#handlers) this.#host.removeEventListener(name, handle as EventListener);
    this.#isOver = false;
  }

  view(text: Localizer): TemplateResult | typeof nothing {
    if (!this.#isOver) return nothing;
    return html`<div class="drop" aria-hidden="true"><p>${roomIcons.paperclip}${text.t("attach.drop")}</p></div>`;
  }

  readonly #handleOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files") || !this.#mayDrop()) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    this.#set(true);
  };

  readonly #handleLeave = (event: DragEvent): void => {
    // Also fired between the parts of the host; only leaving all of it counts.
    const to = event.relatedTarget as Node | null;
    if (!to || !this.#host.contains(to)) this.#set(false);
  };

  readonly #handleDrop = (event: DragEvent): void => {
    this.#set(false);
    const files = filesIn(event.dataTransfer);
    if (files.length === 0 || !this.#mayDrop()) return;
    event.preventDefault();
    this.#onFiles(files);
  };

  readonly #handlers = [
    ["dragenter", this.#handleOver],
    ["dragover", this.#handleOver],
    ["dragleave", this.#handleLeave],
    ["drop", this.#handleDrop],
  ] as const;

  #set(isOver: boolean): void {
    if (this.#isOver === isOver) return;
    this.#isOver = isOver;
    this.#host.requestUpdate();
  }
}
