import type { Channel } from "../protocol/channels.ts";
import { type Refusal, refusal } from "../protocol/codes.ts";
import type { FileKind } from "../protocol/files.ts";
import type { Uploaded } from "../protocol/inbox.schema.ts";
import { LIMITS } from "../protocol/limits.ts";
import { newCommandId } from "./command-id.ts";
import { ProblemError } from "./http.ts";
import { backOffMs, waitAfterRefusal } from "./outgoing.ts";
import type { Platform, TokenSource } from "./types.ts";
import { kindOf, refusedBeforehand } from "./upload-rules.ts";
import { type UploadTransport, xhrTransport } from "./upload-transport.ts";

export type UploadItem = {
  readonly id: string;
  readonly file: File;
  readonly name: string;
  /** As far as the browser knows; what the server found is in `uploaded`. */
  readonly kind: FileKind | undefined;
  /** `waiting`: the connection was lost or the server busy; it goes again by itself, from its first byte. */
  readonly state: "queued" | "sending" | "waiting" | "done" | "failed";
  readonly sentBytes: number;
  /** Why it failed. */
  readonly refusal: Refusal | null;
  /** Trying the same file again may help. */
  readonly canRetry: boolean;
  readonly uploaded: Uploaded | null;
};

/** Files on their way up for one message. Nothing of them is sent to anybody until a message names their tickets. */
export interface Uploads {
  readonly items: readonly UploadItem[];
  /** Something is still on its way. */
  readonly isBusy: boolean;
  /** Called after every change, at most once per microtask. */
  subscribe(listener: () => void): () => void;
  /** Returns how many there was no place for: a message has at most `LIMITS.filesPerMessage`. */
  add(files: Iterable<File>): number;
  /** Takes a file out, also in the middle of its way. */
  cancel(id: string): void;
  retry(id: string): void;
  /** Hands out what has arrived, in order, and forgets it; the rest stays. */
  take(): { uploaded: Uploaded; file: File }[];
  /** Takes out everything. */
  clear(): void;
}

export type UploadsOptions = {
  channel: Channel;
  /** Where a file of this name is posted to. */
  urlOf: (name: string) => string;
  tokens: TokenSource;
  platform: Pick<Platform, "setTimer" | "onWake">;
  transport?: UploadTransport;
};

type Job = { abort: AbortController; attempt: number; cancelWait: () => void };

const fresh = { state: "queued", sentBytes: 0, refusal: null, canRetry: false, uploaded: null } as const;

export function createUploads(options: UploadsOptions): Uploads {
  const { channel, tokens, platform, transport = xhrTransport } = options;
  const listeners = new Set<() => void>();
  const jobs = new Map<string, Job>();
  let items: readonly UploadItem[] = [];
  let isTelling = false;
  let stopWake = (): void => {};

  function set(next: readonly UploadItem[]): void {
    items = next;
    if (isTelling) return;
    isTelling = true;
    queueMicrotask(() => {
      isTelling = false;
      for (const listener of [...listeners]) listener();
    });
  }

  const change = (id: string, patch: Partial<UploadItem>): void =>
    set(items.map((item) => (item.id === id ? { ...item, ...patch } : item)));

  function begin(file: File): UploadItem {
    const base = { id: newCommandId(), file, name: file.name, kind: kindOf(channel, file), ...fresh };
    const refused = refusedBeforehand(channel, file);
    return refused ? { ...base, state: "failed", refusal: refused } : base;
  }

  function pump(): void {
    const free = LIMITS.uploadsAtOnce - items.filter(({ state }) => state === "sending").length;
    for (const item of items.filter(({ state }) => state === "queued").slice(0, Math.max(0, free))) void send(item);
    watchWake();
  }

  async function send({ id, file, name }: UploadItem): Promise<void> {
    const job: Job = { abort: new AbortController(), attempt: jobs.get(id)?.attempt ?? 0, cancelWait: () => {} };
    jobs.set(id, job);
    change(id, { state: "sending", sentBytes: 0 });
    const post = (token: string): Promise<unknown> =>
      transport({
        url: options.urlOf(name),
        token,
        body: file,
        signal: job.abort.signal,
        // Headers count too: what is told never exceeds the file.
        onProgress: (sent) => change(id, { sentBytes: Math.min(sent, file.size) }),
      });
    try {
      const uploaded = (await withToken(tokens, post)) as Uploaded;
      if (!job.abort.signal.aborted) change(id, { state: "done", sentBytes: file.size, uploaded });
    } catch (error) {
      if (!job.abort.signal.aborted) await failed(id, file, job, error);
    }
    pump();
  }

  async function failed(id: string, file: File, job: Job, error: unknown): Promise<void> {
    const waitMs =
      error instanceof ProblemError ? waitAfterRefusal(error.refusal, job.attempt) : backOffMs(job.attempt);
    if (waitMs === null) {
      const { refusal: cause } = error as ProblemError;
      return change(id, { state: "failed", refusal: cause, canRetry: cause.retryable });
    }
    // A file that was moved or changed meanwhile looks like a lost connection, and would for ever.
    if (!(await isReadable(file))) return change(id, { state: "failed", refusal: refusal("msg.file_gone") });
    if (job.abort.signal.aborted) return;
    job.attempt += 1;
    change(id, { state: "waiting", sentBytes: 0 });
    job.cancelWait = platform.setTimer(() => again(id), waitMs);
  }

  function again(id: string): void {
    jobs.get(id)?.cancelWait();
    change(id, { ...fresh });
    pump();
  }

  /** A connection that is back is used at once. */
  function watchWake(): void {
    stopWake();
    const waiting = items.filter(({ state }) => state === "waiting");
    stopWake =
      waiting.length === 0
        ? () => {}
        : platform.onWake(() => {
            for (const { id } of waiting) again(id);
          });
  }

  function drop(ids: readonly string[]): void {
    for (const id of ids) {
      jobs.get(id)?.cancelWait();
      jobs.get(id)?.abort.abort();
      jobs.delete(id);
    }
    set(items.filter(({ id }) => !ids.includes(id)));
    pump();
  }

  return {
    get items() {
      return items;
    },
    get isBusy() {
      return items.some(({ state }) => state !== "done" && state !== "failed");
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add(files) {
      const given = [...files];
      const taken = given.slice(0, Math.max(0, LIMITS.filesPerMessage - items.length));
      set([...items, ...taken.map(begin)]);
      pump();
      return given.length - taken.length;
    },
    cancel: (id) => drop([id]),
    retry(id) {
      if (!items.some((item) => item.id === id && item.canRetry)) return;
      jobs.delete(id);
      again(id);
    },
    take() {
      const done = items.flatMap(({ id, uploaded, file }) => (uploaded ? [{ id, uploaded, file }] : []));
      drop(done.map(({ id }) => id));
      return done.map(({ uploaded, file }) => ({ uploaded, file }));
    },
    clear: () => drop(items.map(({ id }) => id)),
  };
}

/** After a 401 once more with a renewed token. */
async function withToken(tokens: TokenSource, post: (token: string) => Promise<unknown>): Promise<unknown> {
  try {
    return await post(await tokens.get());
  } catch (error) {
    if (!(error instanceof ProblemError) || error.status !== 401) throw error;
    return post(await tokens.renew());
  }
}

const isReadable = (file: File): Promise<boolean> =>
  file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
