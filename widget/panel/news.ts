import type { Emit } from "../context.ts";
import { isMessage, isTheirs, type MessageEvent, nameOf, type VisitorView } from "./timeline.ts";

const headOf = (view: VisitorView): number => view.events.at(-1)?.seq ?? 0;

/** Tells the page, once each, what has happened since the chat came to life here; history is not news. */
export class News {
  readonly #emit: Emit;
  readonly #sentHere = new Set<string>();
  #toldUpTo: number | undefined;

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  /** A chat that begins here and now: all of it is news. */
  beginFresh(): void {
    this.#toldUpTo = 0;
  }

  sent(commandId: string): void {
    this.#sentHere.add(commandId);
  }

  forget(): void {
    this.#toldUpTo = undefined;
    this.#sentHere.clear();
  }

  /** @returns the company's messages that are new with this view. */
  take(view: VisitorView): MessageEvent[] {
    if (this.#toldUpTo === undefined && view.state === "live") this.#toldUpTo = headOf(view);
    const from = this.#toldUpTo ?? headOf(view);
    if (this.#sentHere.size) for (const event of view.events) this.#tellSent(event);
    const fresh = view.events.filter((event) => event.seq > from);
    if (this.#toldUpTo !== undefined) this.#toldUpTo = Math.max(from, headOf(view));
    for (const event of fresh) {
      if (event.type === "conversation.resolved") this.#emit("resolved", { at: event.at });
      if (isTheirs(event)) {
        this.#emit("message:received", { text: textOf(event), author: nameOf(event) ?? "", at: event.at });
      }
    }
    return fresh.filter(isTheirs);
  }

  #tellSent(event: VisitorView["events"][number]): void {
    if (!isMessage(event) || !event.commandId || !this.#sentHere.delete(event.commandId)) return;
    this.#emit("message:sent", { id: event.commandId, text: textOf(event), at: event.at });
  }
}

export const textOf = ({ content }: MessageEvent): string =>
  "text" in content ? content.text : "file" in content ? (content.caption ?? content.file.name) : "";
