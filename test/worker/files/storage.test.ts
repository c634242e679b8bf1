import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { takeIn } from "../../../worker/files/intake.ts";
import * as sample from "../../support/sample-files.ts";

const incoming = (name: string, bytes: Uint8Array) => ({
  channel: "web_chat" as const,
  name,
  size: bytes.byteLength,
  body: new Response(bytes).body as ReadableStream<Uint8Array>,
  keyOf: (fileId: string) => `org_test/room_test/${fileId}`,
});
const failing = (put: R2Bucket["put"]): R2Bucket =>
  new Proxy(env.FILES, { get: (all, name) => (name === "put" ? put : Reflect.get(all, name)) });
const code = async (bucket: R2Bucket, name: string, bytes: Uint8Array): Promise<string | undefined> => {
  const taken = await takeIn(bucket, incoming(name, bytes));
  return taken.ok ? undefined : taken.refusal.code;
};
const LONG = sample.joined(sample.pdfHead(), new Uint8Array(2_000_000));

it.each([
  ["a short file", sample.gif()],
  ["a long file", LONG],
])("MSG-13 with object storage away, %s is refused as unavailable and nobody waits for ever", async (_, bytes) => {
  expect(
    await code(
      failing(() => Promise.reject(new Error("away"))),
      "a.pdf",
      bytes,
    ),
  ).toBe("unavailable");
});

it("MSG-13 the same when it goes away in the middle", async () => {
  const put = async (_: string, body: unknown): Promise<never> => {
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    throw new Error("away");
  };
  expect(await code(failing(put as unknown as R2Bucket["put"]), "a.pdf", LONG)).toBe("unavailable");
});
