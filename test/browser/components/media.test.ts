import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import type { FileKind } from "../../../protocol/files.ts";
import type { FileRef } from "../../../protocol/room-events.schema.ts";
import {
  FakeUploads,
  fileRef,
  MISSING_URL,
  PICTURE_URL,
  pictureFile,
  textFile,
  transferOf,
} from "../files/fake-uploads.ts";
import type { FakeServer } from "./fake-server.ts";
import { activeElement, all, expectAccessible, leave, named, one, textOf, until } from "./mount.ts";
import { box, open, ROOM, viewport } from "./open-room.ts";

/** Addresses by file; what is not here has none. */
const links = new Map<string, string>();
let uploads: FakeUploads;
beforeEach(() => {
  links.clear();
  uploads = new FakeUploads();
});
afterEach(() => {
  leave();
  uploads.uninstall();
});

let asked = 0;
function serveLinks(server: FakeServer): void {
  asked = 0;
  server.extra.set(`POST /rooms/${ROOM}/files/links`, (_query, body) => {
    asked += 1;
    const { fileIds } = body as { fileIds: string[] };
    const endsAt = Date.now() + 900_000;
    return fileIds.flatMap((fileId) => {
      const url = links.get(fileId);
      return url === undefined ? [] : [{ fileId, url, downloadUrl: `${url}?download=1`, endsAt }];
    });
  });
}

const openRoom = () => open({ prepare: serveLinks });

function sends(
  server: FakeServer,
  type: FileKind,
  given: Partial<FileRef> = {},
  url: string | null = PICTURE_URL,
): FileRef {
  const file = fileRef(given);
  if (url !== null) links.set(file.fileId, url);
  server.append(ROOM, {
    type: "message.created",
    at: Date.now(),
    actor: { type: "contact", id: "con_1" },
    conversationNumber: 1,
    direction: "inbound",
    content: { type, file },
  });
  return file;
}

const WIDE = { width: 1280, height: 800 };
const images = (): HTMLImageElement[] => all<HTMLImageElement>("sapa-media >> img");
const isLoaded = (image: HTMLImageElement | undefined): boolean => (image?.naturalWidth ?? 0) > 0;

describe("MSG-13 files in the conversation", () => {
  it("MSG-13 a picture keeps its place before it is there: nothing moves when it is", async () => {
    const { server } = await openRoom();
    sends(server, "image", WIDE);
    await until("the place", () => all("sapa-media").length);
    const place = one("sapa-media");
    const before = place.getBoundingClientRect();
    const height = viewport().scrollHeight;
    expect(before.width / before.height).toBeCloseTo(1.6, 2);
    await until("the picture", () => isLoaded(images()[0]));
    expect([place.getBoundingClientRect().height, viewport().scrollHeight]).toEqual([before.height, height]);
  });

  it("MSG-13 pictures that come together are asked for together", async () => {
    const { server } = await openRoom();
    for (let count = 0; count < 5; count++) sends(server, "image", WIDE);
    await until("the pictures", () => images().filter(isLoaded).length === 5);
    expect(asked).toBe(1);
  });

  it("MSG-13 what cannot be loaded says so after a second try, and loads when the person asks", async () => {
    const { server } = await openRoom();
    const file = sends(server, "image", WIDE, MISSING_URL);
    await until("the failure", () => all("sapa-media >> .lost").length);
    expect(asked).toBe(2);
    await expectAccessible();
    links.set(file.fileId, PICTURE_URL);
    named("sapa-media >> button", "Try again").click();
    await until("the picture", () => isLoaded(images()[0]));
  });

  it("goes on by itself when the connection is back", async () => {
    const { server } = await openRoom();
    const file = sends(server, "image", WIDE, null);
    await until("the failure", () => all("sapa-media >> .lost").length);
    links.set(file.fileId, PICTURE_URL);
    window.dispatchEvent(new Event("online"));
    await until("the picture", () => isLoaded(images()[0]));
  });

  it("a document is a card with name, kind and size that downloads", async () => {
    const { server } = await openRoom();
    sends(server, "document", { name: "Daftar harga.pdf", mime: "application/pdf", size: 1_300_000 }, "/files/x");
    await until("its address", () =>
      all<HTMLAnchorElement>("sapa-media >> a")[0]?.href.endsWith("/files/x?download=1"),
    );
    const card = one<HTMLAnchorElement>("sapa-media >> a");
    expect([card.download, textOf("sapa-media >> .facts")]).toEqual([
      "Daftar harga.pdf",
      "Download Daftar harga.pdfPDF · 1.2 MB",
    ]);
    await expectAccessible();
  });

  it("MSG-13 film and sound play in their place; what this browser cannot play downloads", async () => {
    const { server } = await openRoom();
    // A picture is no film: the bytes are there and cannot be played.
    sends(server, "video", { name: "film.mp4", mime: "video/mp4" });
    sends(server, "audio", { name: "suara.mp3", mime: "audio/mpeg" }, "/files/none");
    await until("the players", () => all("sapa-media").length === 2);
    for (const kind of ["video", "audio"]) {
      await until(`the ${kind} to end as a card`, () => all(`sapa-media[kind=${kind}] >> .card`).length);
      await until("another try", () => textOf(`sapa-media[kind=${kind}] >> .aside`).includes("Try again"));
    }
    await expectAccessible();
  });
});

describe("the lightbox", () => {
  async function openPictures(count: number): Promise<void> {
    const { server } = await openRoom();
    for (let index = 0; index < count; index++) sends(server, "image", { ...WIDE, name: `foto-${index + 1}.png` });
    sends(server, "document", { name: "between.pdf" });
    await until("the pictures", () => images().filter(isLoaded).length === count);
  }
  const title = (): string => textOf("sapa-lightbox >> .title");
  const scale = (): number => new DOMMatrix(getComputedStyle(one("sapa-lightbox >> img")).transform).a;

  it("MSG-13 opens by key, turns pages by arrows, zooms, and Escape leads back to where it was opened", async () => {
    await openPictures(3);
    const second = all<HTMLElement>("sapa-media >> button.frame")[1];
    second?.focus();
    await userEvent.keyboard("{Enter}");
    await until("the lightbox", () => title() === "foto-2.png 2 of 3");
    await until("its picture", () => isLoaded(all<HTMLImageElement>("sapa-lightbox >> img")[0]));
    await expectAccessible();
    await userEvent.keyboard("{ArrowRight}");
    await until("the next", () => title() === "foto-3.png 3 of 3");
    await userEvent.keyboard("{ArrowRight}");
    expect(title()).toBe("foto-3.png 3 of 3");
    expect(all("sapa-lightbox >> .turn.next")).toEqual([]);
    await userEvent.keyboard("{Home}");
    await until("the first", () => title() === "foto-1.png 1 of 3");
    await until("its picture", () => isLoaded(all<HTMLImageElement>("sapa-lightbox >> img")[0]));
    await userEvent.keyboard("++");
    await until("the zoom", () => Math.abs(scale() - 2.25) < 0.01);
    await userEvent.keyboard("0");
    await until("the whole", () => scale() === 1);
    await userEvent.keyboard("{Escape}");
    await until("its end", () => all("sapa-lightbox").length === 0);
    expect(activeElement()).toBe(second);
  });

  it("keeps the focus inside", async () => {
    await openPictures(2);
    all<HTMLElement>("sapa-media >> button.frame")[0]?.click();
    await until("the lightbox", () => title() === "foto-1.png 1 of 2");
    for (let step = 0; step < 8; step++) {
      await userEvent.keyboard("{Tab}");
      const place = activeElement();
      expect(place === document.body || all("sapa-lightbox >> *").includes(place as HTMLElement)).toBe(true);
    }
    named("sapa-lightbox >> button", "Close").click();
    await until("its end", () => all("sapa-lightbox").length === 0);
  });

  it("mirrors with the direction of writing", async () => {
    await openPictures(2);
    document.documentElement.dir = "rtl";
    all<HTMLElement>("sapa-media >> button.frame")[0]?.click();
    await until("the lightbox", () => title() === "foto-1.png 1 of 2");
    await userEvent.keyboard("{ArrowLeft}");
    await until("the next", () => title() === "foto-2.png 2 of 2");
    document.documentElement.removeAttribute("dir");
  });
});

describe("the upload tray", () => {
  const drop = (...files: File[]): boolean =>
    one("sapa-conversation").dispatchEvent(
      new DragEvent("drop", { dataTransfer: transferOf(...files), bubbles: true, composed: true, cancelable: true }),
    );
  const rows = (): string[] => all("sapa-upload-tray >> .state").map(({ textContent }) => textContent.trim());

  it("MSG-6 shows each file's way up and each refusal at its file; axe finds nothing", async () => {
    await openRoom();
    drop(
      await pictureFile(),
      textFile("catatan.txt", 1000),
      new File(["x"], "foto.heic", { type: "image/heic" }),
      new File([new Uint8Array(5_242_881)], "besar.png", { type: "image/png" }),
    );
    await until("the uploads", () => uploads.requests.length === 2);
    uploads.requests[1]?.progress(250);
    await until("a quarter", () => rows()[1] === "Uploading 25 %");
    uploads.requests[0]?.arrive("image", WIDE);
    await until("the picture", () => rows()[0]?.startsWith("Ready"));
    expect(rows()[2]).toMatch(/^foto.heic cannot be sent here. Allowed: JPG, PNG, WEBP, GIF/);
    expect(rows()[3]).toBe("besar.png has 5,242,881 B; at most 5 MB are allowed here");
    expect(one("sapa-upload-tray >> [role=progressbar]").getAttribute("aria-valuenow")).toBe("25");
    await expectAccessible();
  });

  it("MSG-13 a lost connection keeps text and files and goes on by itself", async () => {
    await openRoom();
    await userEvent.fill(box(), "Ini fotonya");
    drop(textFile("catatan.txt", 1000));
    await until("the upload", () => uploads.requests.length === 1);
    uploads.requests[0]?.progress(900);
    uploads.requests[0]?.cut();
    await until("the wait", () => rows()[0] === "Connection lost, goes on by itself");
    await expectAccessible();
    expect(box().value).toBe("Ini fotonya");
    window.dispatchEvent(new Event("online"));
    await until("another try", () => uploads.requests.length === 2);
    uploads.requests[1]?.arrive("document");
    await until("its end", () => rows()[0]?.startsWith("Ready"));
  });

  it("taking one out by key moves on to the next, and ends its upload", async () => {
    await openRoom();
    drop(textFile("1.txt"), textFile("2.txt"));
    await until("the uploads", () => uploads.requests.length === 2);
    named("sapa-upload-tray >> button", "Take out 1.txt").focus();
    await userEvent.keyboard("{Enter}");
    await until("one less", () => rows().length === 1);
    expect(uploads.requests[0]?.isOver).toBe(true);
    expect(activeElement()?.getAttribute("aria-label")).toBe("Take out 2.txt");
  });

  it("files stay while another room is looked at", async () => {
    const { inbox } = await openRoom();
    drop(textFile("1.txt"));
    await until("the upload", () => uploads.requests.length === 1);
    inbox.roomId = null;
    await until("no room", () => all("sapa-upload-tray >> li").length === 0);
    uploads.requests[0]?.arrive("document");
    inbox.roomId = ROOM;
    await until("the file", () => rows()[0]?.startsWith("Ready"));
  });
});
