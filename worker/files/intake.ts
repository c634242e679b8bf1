import type { Channel } from "../../protocol/channels.ts";
import { type Refusal, refusal } from "../../protocol/codes.ts";
import { type FileKind, fileKindOf, fileSizeMax, fileTypeNames } from "../../protocol/files.ts";
import { newId } from "../../protocol/ids.ts";
import type { FileRef } from "../../protocol/room-events.schema.ts";
import { type Answer, answer, refuse } from "../http/endpoint.ts";
import { HEAD_BYTES, judge, type Verdict } from "./judge.ts";
import type { Eraser } from "./metadata/eraser.ts";
import { eraserFor } from "./metadata/metadata.ts";
import { cleanName } from "./names.ts";
import { PIXELS_MAX, pictureSize } from "./picture.ts";
import type { Watch } from "./watch.ts";

export type Incoming = {
  channel: Channel;
  /** As the sender calls it. */
  name: string;
  /** Bytes announced by the sender. */
  size: number;
  body: ReadableStream<Uint8Array>;
  /** Where it is stored, for the id it gets. */
  keyOf: (fileId: string) => string;
  /** For so long no byte may come. */
  idleMs?: number;
};
export type Taken = { kind: FileKind; file: FileRef };

/** What documents are served as: nothing that a browser would open by itself. */
const CLOSED_TYPE = "application/octet-stream";
const IDLE_MS = 30_000;

/**
 * Streams a file into object storage, judging it by its content on the way. What is refused, cut or too short leaves
 * nothing behind: the object comes into being with its last byte, and that one is held back until all is known.
 */
export async function takeIn(bucket: R2Bucket, incoming: Incoming): Promise<Answer<Taken>> {
  const reader = incoming.body.getReader();
  const { idleMs = IDLE_MS } = incoming;
  try {
    return await takeFrom(() => next(reader, idleMs), bucket, incoming);
  } catch (error) {
    if (!(error instanceof Cut)) throw error;
    return refuse(refusal("bad_request"));
  } finally {
    // Of a sender that is silent nobody waits to hear that it has understood.
    reader.cancel().catch(() => {});
  }
}

/** The sender went away or silent, or sent another number of bytes than announced. */
class Cut extends Error {}

/** The next bytes of a body; null at its end. Rejects with Cut. */
type Next = () => Promise<Uint8Array | null>;

async function takeFrom(next: Next, bucket: R2Bucket, incoming: Incoming): Promise<Answer<Taken>> {
  const { name, size } = incoming;
  const head = await readHead(next);
  const verdict = await judge(head, name);
  if (verdict === null) return refuse(wrongType(incoming));

  const early = "mime" in verdict ? verdict.mime : undefined;
  const kind = early === undefined ? "document" : fileKindOf(incoming.channel, early);
  if (kind === undefined) return refuse(wrongType(incoming));
  const limit = fileSizeMax(incoming.channel, kind);
  if (size > limit) return refuse(refusal("msg.file_size", { params: { name: shownName(name), size, limit } }));
  const picture = kind === "image" ? pictureSize(head) : undefined;
  if (picture && picture.width * picture.height > PIXELS_MAX) return refuse(tooManyPixels(name, picture));

  const fileId = newId("fil");
  const stored = { key: incoming.keyOf(fileId), kind, mime: early ?? watchOf(verdict)?.likely ?? CLOSED_TYPE };
  const { readable, writable } = new FixedLengthStream(size);
  const writer = writable.getWriter();
  const putting = bucket.put(stored.key, readable, facts(stored, name));
  // Who writes waits for who reads, and object storage that fails reads no more.
  putting.catch(() => abandon(writer));
  const [pumped, put] = await Promise.allSettled([
    pump(next, writer, { head, size, watch: watchOf(verdict), eraser: eraserFor(early) }),
    putting,
  ]);
  if (pumped.status === "rejected" && pumped.reason instanceof Cut) throw pumped.reason;
  if (pumped.status === "fulfilled" && pumped.value === null) return refuse(wrongType(incoming));
  if (pumped.status === "rejected" || put.status === "rejected") return refuse(refusal("unavailable"));
  const mime = pumped.value ?? stored.mime;
  if (mime !== stored.mime && !(await restamp(bucket, { ...stored, mime }, name)))
    return refuse(refusal("unavailable"));
  return answer({ kind, file: { fileId, name: cleanName(name, mime), mime, size, ...picture } });
}

const watchOf = (verdict: NonNullable<Verdict>): Watch | null => ("watch" in verdict ? verdict.watch : null);

type Stored = { key: string; kind: FileKind; mime: string };

/** What whoever serves it needs to know. Encoded, because not every part on the way takes all letters. */
const facts = ({ kind, mime }: Stored, name: string): R2PutOptions => ({
  httpMetadata: { contentType: kind === "document" ? CLOSED_TYPE : mime },
  customMetadata: { name: encodeURIComponent(cleanName(name, mime)) },
});

/** Its end has told another type than its name: it is saved under a name that fits. false: storage is away. */
async function restamp(bucket: R2Bucket, stored: Stored, name: string): Promise<boolean> {
  try {
    const object = await bucket.get(stored.key);
    return object !== null && (await bucket.put(stored.key, object.body, facts(stored, name))) !== null;
  } catch {
    return false;
  }
}

async function readHead(next: Next): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length < HEAD_BYTES) {
    const chunk = await next();
    if (chunk === null) break;
    chunks.push(chunk);
    length += chunk.byteLength;
  }
  const head = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    head.set(chunk, at);
    at += chunk.byteLength;
  }
  return head;
}

async function next(reader: ReadableStreamDefaultReader<Uint8Array>, idleMs: number): Promise<Uint8Array | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no byte came")), idleMs);
  });
  try {
    const { done, value } = await Promise.race([reader.read(), silence]);
    return done ? null : value;
  } catch (error) {
    throw new Cut("the body ended early", { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

type Passing = { head: Uint8Array; size: number; watch: Watch | null; eraser: Eraser | undefined };

/**
 * Each chunk goes on when the next one is here. Gives the type that the watch found; undefined without a watch; null: refused.
 */
async function pump(
  next: Next,
  writer: WritableStreamDefaultWriter<Uint8Array>,
  { head, size, watch, eraser }: Passing,
): Promise<string | undefined | null> {
  try {
    let held = head;
    let passed = head.byteLength;
    for (;;) {
      if (watch !== null && !watch.see(held)) return await abandon(writer);
      const chunk = await next();
      if (chunk === null) break;
      passed += chunk.byteLength;
      if (passed > size) throw new Cut("more than announced");
      await write(writer, eraser?.pass(held) ?? held);
      held = chunk;
    }
    if (passed !== size) throw new Cut("less than announced");
    const mime = watch === null ? undefined : watch.end();
    if (mime === null) return await abandon(writer);
    await write(writer, eraser?.pass(held) ?? held);
    await write(writer, eraser?.end());
    await writer.close();
    return mime;
  } catch (error) {
    await abandon(writer);
    throw error;
  }
}

async function write(writer: WritableStreamDefaultWriter<Uint8Array>, bytes: Uint8Array | undefined): Promise<void> {
  if (bytes !== undefined && bytes.length > 0) await writer.write(bytes);
}

/** Without its last bytes the object does not come into being. */
async function abandon(writer: WritableStreamDefaultWriter<Uint8Array>): Promise<null> {
  await writer.abort(new Error("not taken")).catch(() => {});
  return null;
}

const SHOWN_NAME = 200;
/** In a refusal the name is the sender's own, only bounded. */
const shownName = (name: string): string => name.slice(0, SHOWN_NAME);

const wrongType = ({ channel, name }: Incoming): Refusal =>
  refusal("msg.file_type", { params: { name: shownName(name), allowed: fileTypeNames(channel) } });

const tooManyPixels = (name: string, { width, height }: { width: number; height: number }): Refusal =>
  refusal("msg.file_size", { params: { name: shownName(name), pixels: width * height, pixelsMax: PIXELS_MAX } });
