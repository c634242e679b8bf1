import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Problem } from "../../../protocol/http.schema.ts";
import { newId, newIntegrationId, newOrganizationId } from "../../../protocol/ids.ts";
import { app } from "../../../worker/app.ts";
import { takeIn } from "../../../worker/files/intake.ts";
import { linksFor } from "../../../worker/files/links.ts";
import * as sample from "../../support/sample-files.ts";
import { ORIGIN } from "../http/support.ts";

const incoming = (name: string, bytes: Uint8Array) => ({
  channel: "web_chat" as const,
  name,
  size: bytes.byteLength,
  body: new Response(bytes).body as ReadableStream<Uint8Array>,
  keyOf: (fileId: string) => `org_test/room_test/${fileId}`,
});
const failing = (put: R2Bucket["put"]): R2Bucket =>
  new Proxy(env.FILES, { get: (all, name) => (name === "put" ? put : Reflect.get(all, name).bind(all)) });
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

it("MSG-13 the same when it goes away before a file has its right name", async () => {
  let puts = 0;
  const put = (...args: Parameters<R2Bucket["put"]>) => {
    puts += 1;
    return puts === 1 ? env.FILES.put(...args) : Promise.reject(new Error("away"));
  };
  expect(await code(failing(put as unknown as R2Bucket["put"]), "data.docx", sample.xlsx())).toBe("unavailable");
  expect(puts).toBe(2);
});

it.each([
  ["at once", new Uint8Array()],
  ["after the beginning", LONG],
])("MSG-13 a sender that falls silent %s is not waited for, and leaves nothing", async (_, bytes) => {
  const { promise: silence } = Promise.withResolvers<void>();
  let isEnded = false;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => void (bytes.length > 0 && controller.enqueue(bytes)),
    pull: () => silence,
    cancel: () => {
      isEnded = true;
    },
  });
  const keys: string[] = [];
  const keyOf = (fileId: string): string => keys[keys.push(`org_test/room_silent/${fileId}`) - 1] ?? "";
  const size = bytes.length + 1;
  const taken = await takeIn(env.FILES, { ...incoming("a.pdf", bytes), size, body, keyOf, idleMs: 20 });
  expect(taken).toMatchObject({ ok: false, refusal: { code: "bad_request" } });
  expect(isEnded).toBe(true);
  for (const key of keys) expect(await env.FILES.head(key)).toBeNull();
});

describe("MSG-13 a file that cannot be read now", () => {
  const away = new Proxy(env.FILES, {
    get: () => () => Promise.reject(new Error("away")),
  });
  const refusalOf = async (path: string, headers = {}) => {
    const response = await app.fetch(new Request(`${ORIGIN}${path}`, { headers }), { ...env, FILES: away });
    const { code, retryable } = (await response.json()) as Problem;
    return [response.status, code, retryable, response.headers.get("retry-after")];
  };

  const organizationId = newOrganizationId();

  it.each([{}, { range: "bytes=0-1" }])("MSG-13 may be asked for again, with %j", async (headers) => {
    const room = { organizationId, roomId: `room_${"a".repeat(26)}` };
    const [link] = linksFor(env.SAPA_SECRET, room, [newId("fil")]);
    expect(await refusalOf(link?.url ?? "", headers)).toEqual([503, "unavailable", true, "2"]);
  });

  it("WIDGET-6 and so may a logo", async () => {
    const path = `/files/logos/${newIntegrationId(organizationId)}/${"0".repeat(32)}.png`;
    expect(await refusalOf(path)).toEqual([503, "unavailable", true, "2"]);
  });
});
