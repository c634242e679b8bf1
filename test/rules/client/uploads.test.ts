import { describe, expect, it } from "vitest";
import { contentOfTicket } from "../../../client/file-ticket.ts";
import { ProblemError } from "../../../client/http.ts";
import { acceptOf, refusedBeforehand } from "../../../client/upload-rules.ts";
import type { UploadRequest } from "../../../client/upload-transport.ts";
import { createUploads } from "../../../client/uploads.ts";
import type { Channel } from "../../../protocol/channels.ts";
import { fileSizeMax, MB } from "../../../protocol/files.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import { VirtualTime } from "../../support/virtual-time.ts";

type Pending = UploadRequest & { resolve: (value: unknown) => void; reject: (error: unknown) => void };

function setUp() {
  const time = new VirtualTime();
  const requests: Pending[] = [];
  const wakers = new Set<() => void>();
  let renewals = 0;
  const uploads = createUploads({
    channel: "web_chat",
    urlOf: (name) => `/files?name=${name}`,
    tokens: {
      get: async () => `token${renewals}`,
      renew: async () => {
        renewals += 1;
        return `token${renewals}`;
      },
    },
    platform: {
      setTimer: (run, delayMs) => time.after(delayMs, run),
      onWake: (listener) => {
        wakers.add(listener);
        return () => wakers.delete(listener);
      },
    },
    transport: (request) =>
      new Promise((resolve, reject) => {
        requests.push({ ...request, resolve, reject });
        request.signal.addEventListener("abort", () => reject(new TypeError("aborted")));
      }),
  });
  return { time, requests, uploads, wake: () => wakers.forEach((waker) => void waker()), renewals: () => renewals };
}

const file = (name = "a.txt", size = 10): File => new File(["x".repeat(size)], name, { type: "text/plain" });
const answer = (name: string) => ({ kind: "document", file: { fileId: `fil_${name}`, name }, ticket: `t.${name}` });
const problem = (status: number, code: string, retryable: boolean) =>
  new ProblemError(status, { code: code as "unavailable", retryable });
const states = ({ uploads }: ReturnType<typeof setUp>): string[] => uploads.items.map(({ state }) => state);

describe("uploads", () => {
  it("at most three at once, in the order they were chosen, and are handed out in that order", async () => {
    const all = setUp();
    const { uploads, requests, time } = all;
    expect(uploads.add([1, 2, 3, 4].map((number) => file(`${number}.txt`)))).toBe(0);
    await time.pass(0);
    expect([requests.length, states(all)]).toEqual([3, ["sending", "sending", "sending", "queued"]]);
    requests[2]?.resolve(answer("3.txt"));
    await time.pass(0);
    expect(requests.map(({ url }) => url)).toEqual([1, 2, 3, 4].map((number) => `/files?name=${number}.txt`));
    for (const index of [3, 0, 1]) requests[index]?.resolve(answer(`${index + 1}.txt`));
    await time.pass(0);
    expect(uploads.isBusy).toBe(false);
    expect(uploads.take().map(({ uploaded }) => uploaded.ticket)).toEqual(["t.1.txt", "t.2.txt", "t.3.txt", "t.4.txt"]);
    expect(uploads.items).toEqual([]);
  });

  it("WIDGET-14 ten for one message; what is beyond is told", () => {
    const { uploads } = setUp();
    expect(uploads.add(Array.from({ length: 12 }, () => file()))).toBe(2);
    expect(uploads.items).toHaveLength(LIMITS.filesPerMessage);
    expect(uploads.add([file()])).toBe(1);
  });

  it("tells how far it is, never beyond the file", async () => {
    const { uploads, requests, time } = setUp();
    uploads.add([file("a.txt", 100)]);
    await time.pass(0);
    requests[0]?.onProgress(40);
    expect(uploads.items[0]?.sentBytes).toBe(40);
    requests[0]?.onProgress(140);
    expect(uploads.items[0]?.sentBytes).toBe(100);
  });

  it("MSG-13 a lost connection keeps the file, which goes again from its first byte, later and later", async () => {
    const all = setUp();
    const { uploads, requests, time } = all;
    uploads.add([file("a.txt", 100)]);
    for (const [tries, waitMs] of [500, 1_000, 2_000, 4_000].entries()) {
      await time.pass(0);
      expect(requests).toHaveLength(tries + 1);
      requests[tries]?.onProgress(70);
      requests[tries]?.reject(new TypeError("cut"));
      await time.pass(waitMs - 1);
      expect([states(all), uploads.items[0]?.sentBytes, requests.length]).toEqual([["waiting"], 0, tries + 1]);
      await time.pass(1);
    }
    expect(requests.at(-1)?.body.size).toBe(100);
    requests.at(-1)?.resolve(answer("a.txt"));
    await time.pass(0);
    expect(states(all)).toEqual(["done"]);
  });

  it("goes on at once when the connection is back", async () => {
    const all = setUp();
    all.uploads.add([file()]);
    await all.time.pass(0);
    all.requests[0]?.reject(new TypeError("cut"));
    await all.time.pass(10);
    all.wake();
    await all.time.pass(0);
    expect([all.requests.length, states(all)]).toEqual([2, ["sending"]]);
  });

  it("MSG-6 a refusal is shown with its numbers and is not tried again", async () => {
    const all = setUp();
    all.uploads.add([file()]);
    await all.time.pass(0);
    all.requests[0]?.reject(problem(422, "msg.file_type", false));
    await all.time.pass(60_000);
    expect(all.uploads.items[0]).toMatchObject({
      state: "failed",
      canRetry: false,
      refusal: { code: "msg.file_type" },
    });
    expect(all.requests).toHaveLength(1);
    all.uploads.retry(all.uploads.items[0]?.id ?? "");
    expect(states(all)).toEqual(["failed"]);
  });

  it("a server in trouble is waited for; after five refusals for haste the person decides", async () => {
    const all = setUp();
    all.uploads.add([file()]);
    for (let tries = 0; tries < 8; tries++) {
      await all.time.pass(60_000);
      all.requests.at(-1)?.reject(problem(503, "unavailable", true));
    }
    await all.time.pass(60_000);
    expect(states(all)).toEqual(["sending"]);
    all.requests.at(-1)?.reject(problem(429, "rate_limited", true));
    await all.time.pass(60_000);
    expect(all.uploads.items[0]).toMatchObject({ state: "failed", canRetry: true });
    all.uploads.retry(all.uploads.items[0]?.id ?? "");
    await all.time.pass(0);
    expect(states(all)).toEqual(["sending"]);
  });

  it("a token that has ended is renewed once", async () => {
    const all = setUp();
    all.uploads.add([file()]);
    await all.time.pass(0);
    all.requests[0]?.reject(problem(401, "token_expired", false));
    await all.time.pass(0);
    expect([all.renewals(), all.requests[1]?.token]).toEqual([1, "token1"]);
    all.requests[1]?.reject(problem(401, "unauthenticated", false));
    await all.time.pass(0);
    expect(states(all)).toEqual(["failed"]);
  });

  it("taken out, an upload ends at once and makes room for the next", async () => {
    const all = setUp();
    all.uploads.add([1, 2, 3, 4].map((number) => file(`${number}.txt`)));
    await all.time.pass(0);
    all.uploads.cancel(all.uploads.items[0]?.id ?? "");
    await all.time.pass(0);
    expect(all.requests[0]?.signal.aborted).toBe(true);
    expect([all.requests.length, states(all)]).toEqual([4, ["sending", "sending", "sending"]]);
    all.uploads.clear();
    await all.time.pass(60_000);
    expect(all.requests.every(({ signal }) => signal.aborted)).toBe(true);
    expect([all.uploads.items, all.requests.length]).toEqual([[], 4]);
  });

  it("a file that cannot be read any more says so instead of waiting for ever", async () => {
    const all = setUp();
    const moved = file();
    moved.slice = () => {
      const part = new Blob();
      part.arrayBuffer = () => Promise.reject(new DOMException("moved", "NotReadableError"));
      return part;
    };
    all.uploads.add([moved]);
    await all.time.pass(0);
    all.requests[0]?.reject(new TypeError("cut"));
    await all.time.pass(0);
    expect(all.uploads.items[0]).toMatchObject({ state: "failed", refusal: { code: "msg.file_gone" } });
  });

  it("what is done leaves, what is not stays", async () => {
    const all = setUp();
    all.uploads.add([file("1.txt"), file("2.txt"), new File([], "empty.txt")]);
    await all.time.pass(0);
    all.requests[1]?.resolve(answer("2.txt"));
    await all.time.pass(0);
    expect(all.uploads.take().map(({ file: { name } }) => name)).toEqual(["2.txt"]);
    expect(states(all)).toEqual(["sending", "failed"]);
  });
});

describe("MSG-6 before sending", () => {
  const codeOf = (channel: Channel, name: string, type: string, size: number): string | undefined =>
    refusedBeforehand(channel, { name, type, size })?.code;

  it.each([
    ["web_chat", "a.png", "image/png", 5 * MB, undefined],
    ["web_chat", "a.png", "image/png", 5 * MB + 1, "msg.file_size"],
    ["web_chat", "a.png", "", 5 * MB + 1, "msg.file_size"],
    ["web_chat", "a.pdf", "application/pdf", 20 * MB, undefined],
    ["web_chat", "a.pdf", "application/pdf", 20 * MB + 1, "msg.file_size"],
    ["wa_cloud", "a.pdf", "application/pdf", 100 * MB, undefined],
    ["wa_cloud", "a.webp", "image/webp", 10, "msg.file_type"],
    ["web_chat", "a.webp", "image/webp", 10, undefined],
    ["web_chat", "a.heic", "image/heic", 10, "msg.file_type"],
    ["web_chat", "a.mov", "video/quicktime", 10, "msg.file_type"],
    ["web_chat", "a.weba", "video/webm", 10, undefined],
    ["web_chat", "a.zip", "application/zip", 10, undefined],
    ["web_chat", "a.zip", "application/zip", 20 * MB + 1, "msg.file_size"],
    ["web_chat", "a.txt", "text/plain", 0, "required"],
  ] as const)("%s: %s (%s) of %d bytes: %s", (channel, name, type, size, code) => {
    expect(codeOf(channel, name, type, size)).toBe(code);
  });

  it("names the file, its size and the limit, and the allowed kinds", () => {
    const limit = fileSizeMax("web_chat", "image");
    expect(refusedBeforehand("web_chat", { name: "a.png", type: "image/png", size: limit + 1 })?.params).toEqual({
      name: "a.png",
      size: limit + 1,
      limit,
    });
    const { params } = refusedBeforehand("web_chat", { name: "a.heic", type: "image/heic", size: 1 }) ?? {};
    expect(params?.allowed).toMatch(
      /^JPG, PNG, WEBP, GIF, MP4, MP3, .*PDF, DOC, DOCX, XLS, XLSX, PPT, PPTX, TXT, CSV$/,
    );
    expect(acceptOf("wa_cloud")).not.toContain("webp");
  });
});

describe("a ticket's content", () => {
  const ticketOf = (ticket: object): string =>
    `e30.${Buffer.from(JSON.stringify({ ticket })).toString("base64url")}.sig`;

  it("is read in all letters, with the caption", () => {
    const held = { kind: "image", file: { fileId: "fil_1", name: "kopi ☕ Ümit.png", mime: "image/png", size: 3 } };
    expect(contentOfTicket(ticketOf(held), "Halo")).toEqual({ type: "image", file: held.file, caption: "Halo" });
    expect(contentOfTicket(ticketOf(held))).not.toHaveProperty("caption");
  });

  it.each(["", "x", "a.b.c", "e30.e30.x", `e30.${"A".repeat(50)}.x`])("%j is none", (ticket) => {
    expect(contentOfTicket(ticket)).toBeNull();
  });
});
