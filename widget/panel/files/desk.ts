import { type FileAddress, FileLinks } from "../../../client/file-links.ts";
import { contentOfTicket } from "../../../client/file-ticket.ts";
import { requestJson } from "../../../client/http.ts";
import { browserPlatform } from "../../../client/platform.ts";
import type { TokenSource } from "../../../client/types.ts";
import { acceptOf } from "../../../client/upload-rules.ts";
import { createUploads, type Uploads } from "../../../client/uploads.ts";
import type { FileContent } from "../../../protocol/room-events.schema.ts";
import type { FileToSend } from "../timeline.ts";

export type DeskOptions = {
  /** `path` under `/widget/v1`, with a query. */
  address: (path: string) => string;
  baseUrl: string;
  tokens: TokenSource;
  onChange: () => void;
  /** The person has chosen files in the system's window. */
  onChosen: () => void;
};

/** The address of a file as far as it is known; `failed`: there is none to be had now. */
export type Place = { url: string; downloadUrl: string } | "failed" | undefined;

/** The visitor's files: those on their way up, and where those of the chat are. */
export class FileDesk {
  readonly uploads: Uploads;
  /** How many were left out of the last choice. */
  tooMany = 0;
  readonly #options: DeskOptions;
  readonly #links: FileLinks;
  readonly #places = new Map<string, Place>();
  /** Those whose address was exchanged because the one before did not work. */
  readonly #renewed = new Set<string>();

  constructor(options: DeskOptions) {
    const { address, baseUrl, tokens } = options;
    this.#options = options;
    this.#links = new FileLinks({
      baseUrl,
      ask: (fileIds) =>
        requestJson((...request) => fetch(...request), tokens, address("files/links"), {
          method: "POST",
          body: { fileIds },
        }),
    });
    this.uploads = createUploads({
      channel: "web_chat",
      tokens,
      platform: browserPlatform(),
      urlOf: (name) => `${address("files")}&name=${encodeURIComponent(name)}`,
    });
    this.uploads.subscribe(options.onChange);
  }

  /** Lets the person choose; must be called while a click is being handled. */
  choose(): void {
    const input = document.createElement("input");
    input.type = "file";
    input.multiple = true;
    input.accept = acceptOf("web_chat");
    input.onchange = () => {
      this.add(input.files ?? []);
      this.#options.onChosen();
    };
    input.click();
  }

  add(files: Iterable<File>): void {
    this.tooMany = this.uploads.add(files);
    this.#options.onChange();
  }

  /** What has arrived goes with the next message; what is still on its way is waited for, what was refused stays. */
  get state(): "empty" | "busy" | "ready" {
    const { isBusy, items } = this.uploads;
    if (isBusy) return "busy";
    return items.some(({ uploaded }) => uploaded) ? "ready" : "empty";
  }

  /** What has arrived, to be sent; it shows from memory. */
  take(): FileToSend[] {
    this.tooMany = 0;
    return this.uploads.take().map(({ uploaded, file }) => {
      this.#links.hold(uploaded.file.fileId, file);
      return { type: "file", ticket: uploaded.ticket };
    });
  }

  contentOf = (file: FileContent | FileToSend): FileContent | null =>
    file.type === "file" ? contentOfTicket(file.ticket) : file;

  /** undefined at first; `onChange` says when there is more to tell. */
  placeOf(fileId: string): Place {
    if (!this.#places.has(fileId)) {
      this.#places.set(fileId, this.#links.peek(fileId) ?? undefined);
      this.#find(this.#links.get(fileId), fileId);
    }
    return this.#places.get(fileId);
  }

  /** It could not be shown: most often its address has ended. After a new one in vain the person decides. */
  broken(fileId: string): void {
    if (this.#renewed.has(fileId)) this.#set(fileId, "failed");
    else this.retry(fileId);
    this.#renewed.add(fileId);
  }

  shown(fileId: string): void {
    this.#renewed.delete(fileId);
  }

  retry(fileId: string): void {
    this.#renewed.delete(fileId);
    // Without an address for a moment: the new one may be the same, and is to be loaded all the same.
    this.#set(fileId, undefined);
    this.#find(this.#links.renew(fileId), fileId);
  }

  /** An address that is good now, for a click. */
  async fresh(fileId: string): Promise<Place> {
    const address = await this.#links.get(fileId).catch(() => null);
    if (address) this.#set(fileId, address);
    return this.#places.get(fileId);
  }

  isFresh = (fileId: string): boolean => this.#links.peek(fileId) !== null;

  close(): void {
    this.uploads.clear();
    this.#links.release();
  }

  #find(address: Promise<FileAddress>, fileId: string): void {
    void address.then(
      (found) => this.#set(fileId, found),
      () => this.#set(fileId, "failed"),
    );
  }

  #set(fileId: string, place: Place): void {
    this.#places.set(fileId, place);
    this.#options.onChange();
  }
}
