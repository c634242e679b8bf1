import type { FileKind } from "../../../protocol/files.ts";
import type { FileRef } from "../../../protocol/room-events.schema.ts";

/** One request in the hands of the test: how far it is and how it ends. */
export class FakeUpload {
  readonly upload: { onprogress: ((event: { loaded: number }) => void) | null } = { onprogress: null };
  onload: (() => void) | null = null;
  onerror: (() => void) | null = null;
  onabort: (() => void) | null = null;
  onloadend: (() => void) | null = null;
  responseType = "";
  status = 0;
  response: unknown = null;
  url = "";
  body: Blob | null = null;
  isOver = false;
  readonly headers = new Map<string, string>();

  open(_method: string, url: string): void {
    this.url = url;
  }

  setRequestHeader(name: string, value: string): void {
    this.headers.set(name, value);
  }

  send(body: Blob): void {
    this.body = body;
    FakeUploads.here?.requests.push(this);
  }

  abort(): void {
    this.#end(() => this.onabort?.());
  }

  get name(): string {
    return new URL(this.url, location.href).searchParams.get("name") ?? "";
  }

  /** So many bytes have gone out. */
  progress(loaded: number): void {
    this.upload.onprogress?.({ loaded });
  }

  cut(): void {
    this.#end(() => this.onerror?.());
  }

  answer(status: number, response: object): void {
    this.#end(() => {
      this.status = status;
      this.response = response;
      this.onload?.();
    });
  }

  /** The server has it and found this. */
  arrive(kind: FileKind = "image", file: Partial<FileRef> = {}): FileRef {
    const ref = fileRef({ name: this.name, size: this.body?.size ?? 1, ...file });
    this.answer(201, { kind, file: ref, ticket: ticketOf(kind, ref) });
    return ref;
  }

  #end(tell: () => void): void {
    if (this.isOver) return;
    this.isOver = true;
    tell();
    this.onloadend?.();
  }
}

/** Every upload of the page, in order. Stands where XMLHttpRequest does: what the server really does is tested with it. */
export class FakeUploads {
  static here: FakeUploads | undefined;
  readonly requests: FakeUpload[] = [];
  readonly #real = window.XMLHttpRequest;

  constructor() {
    FakeUploads.here = this;
    window.XMLHttpRequest = FakeUpload as unknown as typeof XMLHttpRequest;
  }

  uninstall(): void {
    window.XMLHttpRequest = this.#real;
    FakeUploads.here = undefined;
  }
}

let count = 0;
export const fileRef = (given: Partial<FileRef> = {}): FileRef => {
  count += 1;
  const fileId = `fil_${count.toString(16).padStart(32, "0")}`;
  return { fileId, name: "kopi.png", mime: "image/png", size: 1_200_000, ...given };
};

const base64url = (text: string): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
/** Readable as a real one is, signed by nobody. */
export const ticketOf = (kind: FileKind, file: FileRef): string =>
  `e30.${base64url(JSON.stringify({ ticket: { kind, file } }))}.none`;

/** Of this repository, served to the test's page: a picture of 1280 by 800. */
export const PICTURE_URL = "/docs/images/widget.png";
export const MISSING_URL = "/docs/images/none.png";

export const pictureFile = async (name = "kopi.png"): Promise<File> =>
  new File([await (await fetch(PICTURE_URL)).blob()], name, { type: "image/png" });
export const textFile = (name: string, size = 40): File => new File(["x".repeat(size)], name, { type: "text/plain" });

/** What a person drops or pastes. */
export function transferOf(...files: File[]): DataTransfer {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  return transfer;
}
