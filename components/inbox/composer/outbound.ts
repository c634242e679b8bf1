import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import { type RoomFiles, sendable } from "../media/index.ts";

type Reply = { text: string; quote: { replyToSeq?: number } };

/** A reply with files: waits until all of them have arrived, then sends each as its own message, the text with the first. */
export class Outbound implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #send: (command: MemberCommand) => void;
  #takeReply: (() => Reply) | null = null;
  #files: RoomFiles | null = null;

  constructor(host: ReactiveControllerHost, send: (command: MemberCommand) => void) {
    this.#host = host;
    this.#send = send;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.forget();
  }

  get isWaiting(): boolean {
    return this.#takeReply !== null;
  }

  /** Another room: what was waiting stays in its tray. */
  forget(): void {
    this.#takeReply = null;
    this.#files = null;
  }

  canSend({ uploads }: RoomFiles): boolean {
    return uploads.items.length > 0 && uploads.items.every(({ state }) => state !== "failed");
  }

  start(files: RoomFiles, takeReply: () => Reply): void {
    this.#takeReply = takeReply;
    this.#files = files;
    this.look(files);
  }

  /** An upload went on. A failed one ends the waiting: the person decides about it. */
  look(files: RoomFiles): void {
    if (!this.#takeReply || files !== this.#files) return;
    const { uploads } = files;
    if (!this.canSend(files)) this.forget();
    else if (!uploads.isBusy) {
      const reply = this.#takeReply();
      this.forget();
      this.#sendAll(reply, files);
    }
    this.#host.requestUpdate();
  }

  #sendAll({ text, quote }: Reply, { uploads, links }: RoomFiles): void {
    const contents = sendable(uploads, links);
    const isCaption = text !== "" && text.length <= LIMITS.captionLength;
    for (const [index, content] of contents.entries()) {
      const isFirst = index === 0;
      this.#send({
        type: "message.send",
        content: isFirst && isCaption ? { ...content, caption: text } : content,
        ...(isFirst ? quote : {}),
      });
    }
    // Longer than a caption may be: it follows the files as a message of its own.
    if (text !== "" && !isCaption) this.#send({ type: "message.send", content: { type: "text", text } });
  }
}
