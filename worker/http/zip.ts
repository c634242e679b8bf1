import { Zip, ZipDeflate, ZipPassThrough } from "fflate";

/** `body` is read when its turn comes, piece by piece. `isStored`: packed already, as pictures and films are. */
export type ZipEntry = { name: string; at: number; body: AsyncIterable<Uint8Array>; isStored?: boolean };

const LEVEL = 6;
/** The first year that the format knows. */
const EPOCH_MS = Date.UTC(1980, 0, 2);

/**
 * A ZIP that is made while it is read: no more of it stands in memory than the reader has asked for, whatever its size. An
 * entry that fails breaks the stream, so that nobody takes half an archive for a whole one.
 */
export function zipStream(entries: AsyncIterable<ZipEntry>): ReadableStream<Uint8Array> {
  const made: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) failure = error;
    else if (chunk.length > 0) made.push(chunk);
  });
  const steps = stepsOf(zip, entries);
  return new ReadableStream(
    {
      async pull(controller) {
        let isDone = false;
        while (made.length === 0 && !isDone) isDone = (await steps.next()).done === true;
        if (failure !== null) throw failure;
        for (const chunk of made.splice(0)) controller.enqueue(chunk);
        if (isDone) controller.close();
      },
      async cancel() {
        zip.terminate();
        await steps.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

/** Each step puts one piece into the archive. */
async function* stepsOf(zip: Zip, entries: AsyncIterable<ZipEntry>): AsyncGenerator<undefined> {
  for await (const { name, at, body, isStored } of entries) {
    const file = isStored ? new ZipPassThrough(name) : new ZipDeflate(name, { level: LEVEL });
    file.mtime = Math.max(at, EPOCH_MS);
    zip.add(file);
    for await (const piece of body) {
      file.push(piece);
      yield;
    }
    file.push(new Uint8Array(0), true);
    yield;
  }
  zip.end();
  yield;
}

const encoder = new TextEncoder();

/** The body of an entry that is a text. */
export async function* textBody(text: string): AsyncGenerator<Uint8Array> {
  yield encoder.encode(text);
}
