import type { Cancel } from "./api-call.ts";

/** A file as it comes; `onBytes` tells how many bytes there are so far. How many there will be nobody knows. */
export async function received(
  response: Response,
  onBytes: (bytes: number) => void,
  cancel: Cancel = {},
): Promise<Blob> {
  const { body, headers } = response;
  const type = headers.get("content-type") ?? "application/octet-stream";
  let bytes = 0;
  const counted = body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        onBytes(bytes);
        controller.enqueue(chunk);
      },
    }),
    cancel,
  );
  return new Response(counted ?? null, { headers: { "content-type": type } }).blob();
}
