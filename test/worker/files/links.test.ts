import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { Uploaded } from "../../../protocol/inbox.schema.ts";
import { TIMES } from "../../../protocol/limits.ts";
import type { VisitorSession } from "../../../protocol/webchat.schema.ts";
import { linksFor } from "../../../worker/files/links.ts";
import { signTicket, verifyTicket } from "../../../worker/files/tickets.ts";
import * as sample from "../../support/sample-files.ts";
import type { World } from "../../support/world.ts";
import { asMember, asPage, call, newVisitor, say, world } from "../http/support.ts";
import { linksOf, upload, uploadAsVisitor, uploaded } from "./support.ts";

let w: World;
let visitor: VisitorSession;
let roomId: string;
let film: Uploaded;
let letter: Uploaded;
const FILM = sample.padded(sample.mp4(), 100_000).map((byte, index) => (index < 32 ? byte : index % 251));
beforeAll(async () => {
  w = await world({ agentCanTakeOver: true });
  visitor = await newVisitor(w.one);
  ({ roomId } = visitor);
  await say(w.one, visitor, "Halo");
  film = await uploaded(await upload(w.one.agentA, roomId, "film pendek.mp4", FILM));
  letter = await uploaded(await upload(w.one.agentA, roomId, 'surat "penting" ☕.pdf', sample.pdfHead()));
});

const urlOf = async ({ file }: Uploaded): Promise<string> =>
  (await linksOf(w.one.agentA, roomId, file.fileId))[0]?.url ?? "";
const bytesOf = async (response: Response): Promise<number[]> => [...new Uint8Array(await response.arrayBuffer())];

describe("MSG-13 the bytes come by signed addresses", () => {
  it("MSG-13 a film is shown in the page and never executed", async () => {
    const response = await call(await urlOf(film));
    expect(response.status).toBe(200);
    expect(await bytesOf(response)).toEqual([...FILM]);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "video/mp4",
      "content-length": String(FILM.length),
      "content-disposition": expect.stringMatching(/^inline; filename="film pendek.mp4"/),
      "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "cross-origin",
      "cache-control": expect.stringMatching(/^private, max-age=\d+, immutable$/),
    });
  });

  it("MSG-13 a document downloads under its name, whatever letters are in it", async () => {
    const response = await call(await urlOf(letter));
    expect(response.headers.get("content-type")).toBe("application/octet-stream");
    expect(response.headers.get("content-disposition")).toBe(
      `attachment; filename="surat _penting_ _.pdf"; filename*=UTF-8''surat%20_penting_%20%E2%98%95.pdf`,
    );
  });

  it("MSG-13 what is shown can be saved too", async () => {
    const [link] = await linksOf(w.one.agentA, roomId, film.file.fileId);
    expect((await call(link?.downloadUrl ?? "")).headers.get("content-disposition")).toMatch(/^attachment; /);
  });

  it("MSG-13 an address holds 15 minutes at most, and stays the same for some so that caches serve it", async () => {
    const room = { organizationId: w.one.organizationId, roomId };
    const start = Math.ceil(Date.now() / 300_000) * 300_000;
    const at = (now: number) => linksFor(env.SAPA_SECRET, room, [film.file.fileId], now)[0];
    expect(at(start)?.url).toBe(at(start + 299_999)?.url);
    expect(at(start)?.url).not.toBe(at(start + 300_000)?.url);
    for (const now of [start, start + 299_999]) {
      expect((at(now)?.endsAt ?? 0) - now).toBeLessThanOrEqual(TIMES.fileLinkMs);
      expect((at(now)?.endsAt ?? 0) - now).toBeGreaterThanOrEqual(TIMES.fileLinkMs - 300_000);
    }
  });

  it("MSG-13 an address that is over, or changed in any part, opens a quiet page", async () => {
    const room = { organizationId: w.one.organizationId, roomId };
    const old = linksFor(env.SAPA_SECRET, room, [film.file.fileId], Date.now() - TIMES.fileLinkMs)[0]?.url ?? "";
    const good = await urlOf(film);
    const until = Number(new URL(good, "https://x").searchParams.get("until"));
    const bad = [
      old,
      good.replace(/signature=.{4}/, "signature=AAAA"),
      good.replace(String(until), String(until + 1)),
      good.replace(film.file.fileId, letter.file.fileId),
      good.replace(w.one.organizationId, w.two.organizationId),
      good.replace(/&signature=.*/, ""),
      good.replace(roomId, `room_${"a".repeat(26)}`),
    ];
    for (const url of bad) {
      const response = await call(url);
      expect([url, response.status]).toEqual([url, 403]);
      expect(await response.text()).toContain("This link has ended");
    }
  });

  it("MSG-13 a file that is gone is not found", async () => {
    const missing = `fil_${"0".repeat(32)}`;
    const [link] = await linksOf(w.one.agentA, roomId, missing);
    expect((await call(link?.url ?? "")).status).toBe(404);
  });
});

describe("players ask for parts", () => {
  const part = async (range: string, more: Record<string, string> = {}): Promise<Response> =>
    call(await urlOf(film), { headers: { range, ...more } });

  it.each([
    ["bytes=0-0", 0, 0],
    ["bytes=100-199", 100, 199],
    ["bytes=99990-", 99_990, 99_999],
    ["bytes=-10", 99_990, 99_999],
    ["bytes=99990-200000", 99_990, 99_999],
  ])("%s", async (range, first, last) => {
    const response = await part(range);
    expect([response.status, response.headers.get("content-range")]).toEqual([206, `bytes ${first}-${last}/100000`]);
    expect(await bytesOf(response)).toEqual([...FILM.slice(first, last + 1)]);
  });

  it.each(["bytes=5-1", "bytes=0-1,5-9", "lines=1-2", "bytes=-"])("%s gives the whole", async (range) => {
    const response = await part(range);
    expect([response.status, response.headers.get("content-length")]).toEqual([200, "100000"]);
    await response.body?.cancel();
  });

  it.each(["bytes=100000-", "bytes=-0"])("%s is beyond the end", async (range) => {
    const response = await part(range);
    expect([response.status, response.headers.get("content-range")]).toEqual([416, "bytes */100000"]);
  });

  it("a part of another version is not mixed in, and what is known is not sent again", async () => {
    const etag = (await part("bytes=0-0")).headers.get("etag") ?? "";
    expect((await part("bytes=0-9", { "if-range": etag })).status).toBe(206);
    expect((await part("bytes=0-9", { "if-range": '"other"' })).status).toBe(200);
    expect((await call(await urlOf(film), { headers: { "if-none-match": etag } })).status).toBe(304);
  });
});

describe("PRIVACY-1 who gets addresses", () => {
  it("PRIVACY-1 only who may see the room now", async () => {
    const asked = (member: typeof w.one.admin) =>
      asMember(member, `/api/v1/rooms/${roomId}/files/links`, { body: { fileIds: [film.file.fileId] } });
    expect((await asked(w.one.agentB)).status).toBe(200);
    const take = { headers: { "idempotency-key": crypto.randomUUID() }, body: { type: "room.take" } };
    await asMember(w.one.agentA, `/api/v1/rooms/${roomId}/commands`, take);
    expect((await asked(w.one.agentB)).status).toBe(404);
    expect((await asked(w.one.supervisor)).status).toBe(200);
    expect((await asked(w.two.admin)).status).toBe(404);
  });

  it("PRIVACY-1 a foreign file's id in one's own room leads nowhere", async () => {
    const foreign = await newVisitor(w.two);
    await say(w.two, foreign, "Halo");
    const [link] = await linksOf(w.two.admin, foreign.roomId, film.file.fileId);
    expect((await call(link?.url ?? "")).status).toBe(404);
  });

  it("PRIVACY-1 a visitor gets those of its own room", async () => {
    const links = async (who: VisitorSession, fileId: string): Promise<number> => {
      const response = await asPage(w.one, "/widget/v1/files/links", {
        headers: { authorization: `Bearer ${who.accessToken}` },
        body: { fileIds: [fileId] },
      });
      const [link] = (await response.json()) as { url: string }[];
      return (await call(link?.url ?? "")).status;
    };
    const own = await uploaded(await uploadAsVisitor(w.one, visitor, "a.gif", sample.gif()));
    const other = await newVisitor(w.one);
    expect(await links(visitor, own.file.fileId)).toBe(200);
    expect(await links(visitor, letter.file.fileId)).toBe(200);
    expect(await links(other, own.file.fileId)).toBe(404);
  });

  it("ids that are not ours are left out", async () => {
    expect(await linksOf(w.one.supervisor, roomId, "fil_x", "../../sweep/state")).toEqual([]);
  });
});

describe("tickets", () => {
  it("hold seven days, are of their kind only, and cannot be changed", async () => {
    const found = { organizationId: w.one.organizationId, roomId, kind: film.kind, file: film.file };
    const now = Date.now();
    const ticket = await signTicket(env.SAPA_SECRET, found, now);
    expect(await verifyTicket(env.SAPA_SECRET, ticket, now + TIMES.fileTicketMs - 1_000)).toEqual(found);
    expect(await verifyTicket(env.SAPA_SECRET, ticket, now + TIMES.fileTicketMs)).toBeNull();
    const [head, , tail] = ticket.split(".");
    const body = btoa(JSON.stringify({ ticket: { ...found, roomId: "room_x" }, iat: 1, exp: 9_999_999_999 }));
    expect(await verifyTicket(env.SAPA_SECRET, `${head}.${body.replace(/=+$/, "")}.${tail}`)).toBeNull();
    expect(await verifyTicket(env.SAPA_SECRET, visitor.accessToken)).toBeNull();
  });
});
