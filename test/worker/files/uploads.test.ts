import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { fileSizeMax, MB } from "../../../protocol/files.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import type { VisitorSession } from "../../../protocol/webchat.schema.ts";
import { verifyTicket } from "../../../worker/files/tickets.ts";
import * as sample from "../../support/sample-files.ts";
import type { World } from "../../support/world.ts";
import { asMember, codeOf, newVisitor, problemOf, say, tokenOf, world } from "../http/support.ts";
import { call, upload, uploadAsVisitor, uploaded } from "./support.ts";

let w: World;
let visitor: VisitorSession;
let roomId: string;
beforeAll(async () => {
  w = await world({ agentCanTakeOver: true });
  visitor = await newVisitor(w.one);
  ({ roomId } = visitor);
  await say(w.one, visitor, "Halo");
});

const stored = async (): Promise<number> =>
  (await env.FILES.list({ prefix: `${w.one.organizationId}/` })).objects.length;

describe("MSG-6 what an upload is, is told by its content", () => {
  const KINDS: [name: string, bytes: Uint8Array, kind: string, mime: string][] = [
    ["foto.jpg", sample.jpeg(40, 30), "image", "image/jpeg"],
    ["foto.png", sample.pngHeader(40, 30), "image", "image/png"],
    ["gerak.gif", sample.gif(), "image", "image/gif"],
    ["foto.webp", sample.webp(), "image", "image/webp"],
    ["film.mp4", sample.mp4(), "video", "video/mp4"],
    ["lagu.mp3", sample.mp3(), "audio", "audio/mpeg"],
    ["suara.m4a", sample.m4a(), "audio", "audio/mp4"],
    ["suara.ogg", sample.ogg(), "audio", "audio/ogg"],
    ["suara.wav", sample.wav(), "audio", "audio/wav"],
    ["suara.amr", sample.amr(), "audio", "audio/amr"],
    ["rekam.weba", sample.webm("A_OPUS"), "audio", "audio/webm"],
    ["surat.pdf", sample.pdfHead(), "document", "application/pdf"],
    ["surat.doc", sample.compound("WordDocument"), "document", "application/msword"],
    ["harga.xls", sample.compound("Workbook"), "document", "application/vnd.ms-excel"],
    ["pitch.ppt", sample.compound("PowerPoint Document"), "document", "application/vnd.ms-powerpoint"],
    [
      "surat.docx",
      sample.docx(),
      "document",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ],
    ["harga.xlsx", sample.xlsx(), "document", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
    [
      "pitch.pptx",
      sample.pptx(),
      "document",
      "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ],
    ["catatan.txt", sample.utf8("Kopi susu ☕ dua"), "document", "text/plain"],
    ["harga.csv", sample.utf8("nama,harga\nGayo,85000\n"), "document", "text/csv"],
  ];
  it.each(KINDS)("MSG-6 %s is taken", async (name, bytes, kind, mime) => {
    const { file, ...answer } = await uploaded(await upload(w.one.agentA, roomId, name, bytes));
    expect([answer.kind, file.mime, file.name, file.size]).toEqual([kind, mime, name, bytes.byteLength]);
    const object = await env.FILES.get(`${w.one.organizationId}/${roomId}/${file.fileId}`);
    expect(object?.size).toBe(bytes.byteLength);
  });

  const LIARS: [name: string, bytes: Uint8Array][] = [
    ["foto.jpg", sample.exe()],
    ["laporan.pdf", sample.zip({ "virus.js": "alert(1)" })],
    ["laporan.docx", sample.docm()],
    ["harga.csv", sample.utf8("a,b\0c")],
    ["catatan.txt", new Uint8Array([0xff, 0xfe, 0x41, 0x42, 0x43])],
    ["catatan.txt", sample.joined(sample.utf8("a".repeat(300_000)), new Uint8Array([0xc3, 0x28]))],
    ["logo.png", sample.utf8('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')],
    ["logo.svg", sample.utf8('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')],
    ["halaman.txt", sample.utf8("  <!-- hai --><!DOCTYPE html><p>halo")],
    ["halaman.html", sample.utf8("<script>alert(1)</script>")],
    ["film.mp4", sample.mov()],
    ["rekam.weba", sample.webm("V_VP9")],
    ["pesan.doc", sample.compound("__properties_version1.0")],
    ["app.jar", sample.zip({ "META-INF/MANIFEST.MF": "x" })],
  ];
  it.each(LIARS)("MSG-6 %s that is something else is refused by name, and leaves nothing", async (name, bytes) => {
    const before = await stored();
    const response = await upload(w.one.agentA, roomId, name, bytes);
    const { status, code, params } = await problemOf(response);
    expect([status, code, params?.name]).toEqual([422, "msg.file_type", name]);
    expect(params?.allowed).toContain("JPG, PNG, WEBP, GIF, MP4");
    expect(await stored()).toBe(before);
  });

  const NAMED: [given: string, bytes: Uint8Array, name: string][] = [
    ["../../etc/passwd", sample.utf8("x"), "passwd.txt"],
    ["C:\\Users\\Ayu\\nota.txt", sample.utf8("x"), "nota.txt"],
    ["tagihan\u202Etxt.exe", sample.utf8("x"), "tagihantxt.exe.txt"],
    ["jahat.bat", sample.utf8("@echo off"), "jahat.bat.txt"],
    ["data.docx", sample.xlsx(), "data.docx.xlsx"],
    ["FOTO.JPG", sample.jpeg(4, 3), "FOTO.JPG"],
    ["kopi\r\n☕️ 👩🏽‍🌾.png", sample.pngHeader(4, 3), "kopi☕️ 👩🏽‍🌾.png"],
    [" .. ", sample.gif(), "file.gif"],
    ['a"b<c>|?.png', sample.pngHeader(4, 3), "a_b_c___.png"],
  ];
  it.each(NAMED)("MSG-6 a name like %j is made harmless", async (given, bytes, name) => {
    const { file } = await uploaded(await upload(w.one.agentA, roomId, given, bytes));
    expect(file.name).toBe(name);
    const object = await env.FILES.head(`${w.one.organizationId}/${roomId}/${file.fileId}`);
    expect(decodeURIComponent(object?.customMetadata?.name ?? "")).toBe(name);
  });

  it("MSG-6 a name is cut between characters and keeps its ending", async () => {
    const { file } = await uploaded(await upload(w.one.agentA, roomId, `${"👩🏽‍🌾".repeat(60)}.gif`, sample.gif()));
    expect(file.name.length).toBeLessThanOrEqual(LIMITS.fileNameLength);
    expect(file.name).toBe(`${"👩🏽‍🌾".repeat(28)}.gif`);
  });

  it("MSG-6 pictures tell their size as they stand upright", async () => {
    const sizeOf = async (bytes: Uint8Array): Promise<unknown[]> => {
      const { file } = await uploaded(await upload(w.one.agentA, roomId, "foto.jpg", bytes));
      return [file.width, file.height];
    };
    expect(await sizeOf(sample.jpeg(400, 300))).toEqual([400, 300]);
    expect(await sizeOf(sample.jpeg(400, 300, { orientation: 6 }))).toEqual([300, 400]);
  });

  it("a photo forgets where it was taken, and keeps how it is held", async () => {
    const bytes = sample.jpeg(400, 300, { orientation: 6, place: "6.2088 S 106.8456 E, Kamera Ayu" });
    const { file } = await uploaded(await upload(w.one.agentA, roomId, "foto.jpg", bytes));
    const object = await env.FILES.get(`${w.one.organizationId}/${roomId}/${file.fileId}`);
    const kept = new Uint8Array((await object?.arrayBuffer()) ?? new ArrayBuffer());
    expect(new TextDecoder("latin1").decode(kept)).not.toContain("Kamera Ayu");
    expect([kept.byteLength, file.width, file.height]).toEqual([bytes.byteLength, 300, 400]);
  });

  it("a picture that would take a reader's memory is refused", async () => {
    const { code, params } = await problemOf(
      await upload(w.one.agentA, roomId, "bom.png", sample.pngHeader(40_000, 40_000)),
    );
    expect([code, params?.pixels]).toEqual(["msg.file_size", 1_600_000_000]);
  });
});

describe("MSG-6 sizes", () => {
  const SIZED: [kind: "image" | "audio" | "video" | "document", name: string, head: Uint8Array][] = [
    ["image", "foto.png", sample.pngHeader(40, 30)],
    ["audio", "lagu.mp3", sample.mp3()],
    ["video", "film.mp4", sample.mp4()],
    ["document", "surat.pdf", sample.pdfHead()],
  ];
  it.each(SIZED)("MSG-6 exactly the limit of %s is accepted, one byte more is not", async (kind, name, head) => {
    const limit = fileSizeMax("web_chat", kind);
    const { file } = await uploaded(await upload(w.one.supervisor, roomId, name, sample.padded(head, limit)));
    expect(file.size).toBe(limit);
    const before = await stored();
    const size = limit + 1;
    const problem = await problemOf(await upload(w.one.supervisor, roomId, name, sample.padded(head, size)));
    expect([problem.status, problem.code, problem.params]).toEqual([422, "msg.file_size", { name, size, limit }]);
    expect(await stored()).toBe(before);
  });

  it("MSG-6 the limits of webchat", () => {
    const mb = (kind: "image" | "audio" | "video" | "document") => fileSizeMax("web_chat", kind) / MB;
    expect([mb("image"), mb("audio"), mb("video"), mb("document")]).toEqual([5, 16, 16, 20]);
  });

  it("an empty file is refused", async () => {
    expect(await codeOf(await upload(w.one.agentA, roomId, "kosong.txt", new Uint8Array()))).toBe("required");
  });
});

describe("an upload that is cut", () => {
  /** A body of which this many bytes come, and then the connection breaks or just ends. */
  const cutBody = (bytes: Uint8Array, isBroken: boolean): ReadableStream<Uint8Array> =>
    new ReadableStream({
      start(controller) {
        controller.enqueue(bytes);
        if (isBroken) controller.error(new Error("connection lost"));
        else controller.close();
      },
    });

  it.each([
    ["breaks", true],
    ["ends before what was announced", false],
  ])("MSG-13 that %s leaves nothing behind", async (_, isBroken) => {
    const before = await stored();
    const half = sample.padded(sample.pdfHead(), 1_000_000);
    const response = await asMember(w.one.agentA, `/api/v1/rooms/${roomId}/files?name=surat.pdf`, {
      body: cutBody(half, isBroken),
      headers: { "content-length": "2000000" },
    }).catch(() => null);
    if (response !== null) expect(await codeOf(response)).toBe("bad_request");
    expect(await stored()).toBe(before);
  });

  it("without an announced length is not begun", async () => {
    const response = await asMember(w.one.agentA, `/api/v1/rooms/${roomId}/files?name=surat.pdf`, {
      body: cutBody(sample.pdfHead(), false),
    });
    expect(await codeOf(response)).toBe("bad_request");
  });
});

describe("who may upload", () => {
  it("the ticket holds for this room and says what was found", async () => {
    const { kind, file, ticket } = await uploaded(await upload(w.one.agentA, roomId, "a.gif", sample.gif()));
    const found = await verifyTicket(env.SAPA_SECRET, ticket);
    expect(found).toEqual({ organizationId: w.one.organizationId, roomId, kind, file });
  });

  it("WIDGET-14 a visitor, into its own room", async () => {
    const { ticket, file } = await uploaded(await uploadAsVisitor(w.one, visitor, "foto.png", sample.pngHeader(8, 6)));
    expect(await verifyTicket(env.SAPA_SECRET, ticket)).toMatchObject({ roomId, file: { width: 8, height: 6 } });
    expect(await env.FILES.head(`${w.one.organizationId}/${roomId}/${file.fileId}`)).not.toBeNull();
  });

  it("PRIVACY-1 nobody of another organization, and no agent who may not see the room", async () => {
    expect((await upload(w.two.admin, roomId, "a.gif", sample.gif())).status).toBe(404);
    const take = { headers: { "idempotency-key": crypto.randomUUID() }, body: { type: "room.take" } };
    expect((await asMember(w.one.agentA, `/api/v1/rooms/${roomId}/commands`, take)).status).toBe(200);
    expect((await upload(w.one.agentB, roomId, "a.gif", sample.gif())).status).toBe(404);
    expect((await upload(w.one.agentA, roomId, "a.gif", sample.gif())).status).toBe(201);
  });

  it("MSG-3 into a resolved room nothing is taken from staff", async () => {
    const other = await newVisitor(w.one);
    await say(w.one, other, "Halo");
    const resolve = { headers: { "idempotency-key": crypto.randomUUID() }, body: { type: "conversation.resolve" } };
    expect((await asMember(w.one.supervisor, `/api/v1/rooms/${other.roomId}/commands`, resolve)).status).toBe(200);
    expect(await codeOf(await upload(w.one.supervisor, other.roomId, "a.gif", sample.gif()))).toBe("room.resolved");
    expect((await uploadAsVisitor(w.one, other, "a.gif", sample.gif())).status).toBe(201);
  });

  it("at most 60 a minute each", async () => {
    const path = `/api/v1/rooms/${roomId}/files?name=a.gif`;
    const headers = { authorization: `Bearer ${await tokenOf(w.one.admin)}`, "content-length": "0" };
    const codes: string[] = [];
    for (let count = 0; count <= LIMITS.uploadsPerMinute; count++)
      codes.push(await codeOf(await call(path, { method: "POST", headers })));
    expect(codes.slice(0, -1)).toEqual(Array(LIMITS.uploadsPerMinute).fill("required"));
    expect(codes.at(-1)).toBe("rate_limited");
  });

  it("WIDGET-14 a visitor at most 60 an hour, and those of one address 240 together", async () => {
    const of = async ({ accessToken }: VisitorSession, address: string): Promise<string> =>
      codeOf(
        await call(`/widget/v1/files?widget=${w.one.integrationId}&name=a.gif`, {
          method: "POST",
          headers: {
            origin: w.one.origin,
            authorization: `Bearer ${accessToken}`,
            "content-length": "0",
            "cf-connecting-ip": address,
          },
        }),
      );
    const visitors = [
      await newVisitor(w.one),
      await newVisitor(w.one),
      await newVisitor(w.one),
      await newVisitor(w.one),
    ];
    for (const one of visitors) {
      const codes: string[] = [];
      for (let count = 0; count < 60; count++) codes.push(await of(one, "192.0.2.77"));
      expect(codes).toEqual(Array(60).fill("required"));
    }
    const [first] = visitors;
    expect(first && (await of(first, "192.0.2.78"))).toBe("rate_limited");
    const another = await newVisitor(w.one);
    expect(await of(another, "192.0.2.77")).toBe("rate_limited");
    expect(await of(another, "192.0.2.78")).toBe("required");
  });
});
