import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ProblemError, refusalOf } from "../../client/http.ts";
import type { UploadTransport } from "../../client/upload-transport.ts";
import { createUploads, type Uploads } from "../../client/uploads.ts";
import type { FileLink, Uploaded } from "../../protocol/inbox.schema.ts";
import { openDatabase } from "../../worker/db/client.ts";
import { signMemberToken } from "../../worker/http/tokens.ts";
import { nodePlatform } from "../support/node-platform.ts";
import { startTestSystem, type TestSystem } from "../support/running-system.ts";
import { pdfHead } from "../support/sample-files.ts";
import { createWorld, type WorldOrganization } from "../support/world.ts";
import { newVisitor, type Person } from "./crowd.ts";

const SIZE = 6 * 1024 * 1024;
const CHUNK = 64 * 1024;
const LIMIT_MS = 60_000;

let system: TestSystem;
let world: WorldOrganization;
let visitor: Person;
let token: string;
/** Bytes that went out with the attempt under way, and what ends it. */
let sentBytes = 0;
let cut = (): void => {};
/** Milliseconds between two pieces of the body. */
let pauseMs = 0;

const bytes = new Uint8Array(SIZE);
bytes.set(randomBytes(SIZE));
bytes.set(pdfHead());

beforeAll(async () => {
  system = await startTestSystem();
  world = (await createWorld(openDatabase(system.libsqlUrl))).one;
  const place = { url: system.url, origin: world.origin, secret: system.secrets.SAPA_SECRET };
  visitor = await newVisitor(place, world.integrationId, "visitor");
  visitor.write();
  await until(() => visitor.unsettled === 0, "the visitor's first message");
  const member = world.supervisor.identity;
  ({ token } = await signMemberToken(system.secrets.SAPA_SECRET, { member, origin: world.origin }));
});

afterAll(async () => {
  visitor?.connection.close();
  await system?.stop();
});

async function until(isTrue: () => boolean, what: string): Promise<void> {
  const end = Date.now() + LIMIT_MS;
  while (!isTrue()) {
    if (Date.now() > end) throw new Error(`still waiting for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Keys in object storage, as the emulation has written them down. */
function storedKeys(): string[] {
  const folder = join(system.dataDir, "worker/v3/r2/miniflare-R2BucketObject");
  const names = readdirSync(folder).filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name));
  return names.flatMap((name) => {
    const database = new DatabaseSync(join(folder, name), { readOnly: true });
    const rows = database.prepare("SELECT key FROM _mf_objects WHERE key LIKE 'org_%'").all();
    database.close();
    return rows.map(({ key }) => String(key));
  });
}

/** Over a connection that can be slow and can be cut. */
const transport: UploadTransport = async ({ url, token: bearer, body, signal, onProgress }) => {
  const data = new Uint8Array(await body.arrayBuffer());
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${bearer}`,
      origin: world.origin,
      "content-type": "application/octet-stream",
      "content-length": String(data.length),
    };
    const sending = request(url, { method: "POST", headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => {
        const answer = JSON.parse(Buffer.concat(parts).toString() || "{}");
        const status = response.statusCode ?? 0;
        if (status === 201) resolve(answer);
        else reject(new ProblemError(status, refusalOf(status, answer)));
      });
    });
    sending.on("error", () => reject(new TypeError("cut")));
    signal.addEventListener("abort", () => sending.destroy(new Error("aborted")));
    cut = () => void sending.destroy(new Error("cut"));
    let at = 0;
    const next = (): void => {
      if (sending.destroyed) return;
      if (at >= data.length) {
        sending.end();
        return;
      }
      sending.write(data.subarray(at, at + CHUNK), () => {
        at = Math.min(data.length, at + CHUNK);
        sentBytes = at;
        onProgress(at);
        setTimeout(next, pauseMs);
      });
    };
    next();
  });
};

function newUploads(): Uploads {
  sentBytes = 0;
  pauseMs = 10;
  const uploads = createUploads({
    channel: "web_chat",
    tokens: { get: async () => token, renew: async () => token },
    platform: nodePlatform(world.origin),
    urlOf: (name) => `${system.url}/api/v1/rooms/${visitor.roomId}/files?name=${encodeURIComponent(name)}`,
    transport,
  });
  uploads.add([new File([bytes], "kontrak.pdf", { type: "application/pdf" })]);
  return uploads;
}

async function expectArrived({ file }: Uploaded): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, origin: world.origin, "content-type": "application/json" };
  const asked = await fetch(`${system.url}/api/v1/rooms/${visitor.roomId}/files/links`, {
    method: "POST",
    headers,
    body: JSON.stringify({ fileIds: [file.fileId] }),
  });
  const [link] = (await asked.json()) as FileLink[];
  const response = await fetch(`${system.url}${link?.url}`);
  expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
}

it("MSG-13 a connection lost in the middle of an upload: the file is kept and goes again, nothing half done is left", async () => {
  const before = storedKeys();
  const uploads = newUploads();
  await until(() => sentBytes > SIZE / 2, "half of the file");
  cut();
  await until(() => uploads.items[0]?.state === "waiting", "the cut to be noticed");
  expect(storedKeys()).toEqual(before);
  pauseMs = 0;
  await until(() => uploads.items[0]?.state === "done", "the second attempt");
  const [taken] = uploads.take();
  expect(storedKeys().length).toBe(before.length + 1);
  await expectArrived(taken?.uploaded as Uploaded);
});

it("MSG-13 the server killed in the middle of an upload: the same", async () => {
  const before = storedKeys();
  const uploads = newUploads();
  await until(() => sentBytes > SIZE / 2, "half of the file");
  await system.worker.kill9();
  await until(() => uploads.items[0]?.state === "waiting", "the cut to be noticed");
  await system.restartWorker();
  pauseMs = 0;
  await until(() => uploads.items[0]?.state === "done", "an attempt that gets through");
  const [taken] = uploads.take();
  expect(storedKeys().length).toBe(before.length + 1);
  await expectArrived(taken?.uploaded as Uploaded);
});

it("a person who takes the file out in the middle leaves nothing", async () => {
  const before = storedKeys();
  const uploads = newUploads();
  await until(() => sentBytes > SIZE / 2, "half of the file");
  uploads.clear();
  expect(uploads.items).toEqual([]);
  // Whatever the server still had in hand has come to its end when it answers another upload.
  const other = newUploads();
  pauseMs = 0;
  await until(() => other.items[0]?.state === "done", "another upload");
  expect(storedKeys().length).toBe(before.length + 1);
});
