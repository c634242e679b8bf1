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
import { all, bubbles, leave, mount, one, open, pause, stored, textbox, until, write } from "./mount.ts";

let uploads: FakeUploads;
beforeEach(() => {
  uploads = new FakeUploads();
});
afterEach(() => {
  leave();
  uploads.uninstall();
});

async function mountChatting(): Promise<FakeServer> {
  localStorage.setItem("sapa:int_demo", JSON.stringify({ chatId: "chat", readSeq: 1, isOpen: false }));
  const server = await mount({}, (made) => made.agentSays("Hello"));
  await open();
  await until("the history", () => all("li.message").length);
  return server;
}

const agentSends = (server: FakeServer, type: FileKind, file: FileRef, caption?: string): void =>
  server.append({
    type: "message.created",
    at: Date.now(),
    actor: { type: "member", name: "Dewi Lestari" },
    direction: "outbound",
    content: { type, file, ...(caption && { caption }) },
  });

const drop = (...files: File[]): boolean =>
  one(".panel").dispatchEvent(
    new DragEvent("drop", { dataTransfer: transferOf(...files), bubbles: true, cancelable: true }),
  );
const rows = (): string[] => all(".tray li small").map((row) => row.textContent ?? "");
const sendButton = (): HTMLButtonElement => one(".send") as HTMLButtonElement;

describe("WIDGET-14 files from staff", () => {
  it("MSG-13 a picture keeps its place before it is there, and nothing moves when it is", async () => {
    const server = await mountChatting();
    const file = fileRef({ width: 1280, height: 800 });
    agentSends(server, "image", file);
    const place = await until("the place", () => all(".photo")[0]);
    const { width, height } = place.getBoundingClientRect();
    expect(width / height).toBeCloseTo(1.6, 1);
    expect(height).toBeGreaterThan(60);
    server.links.set(file.fileId, PICTURE_URL);
    const image = (await until("the picture", () => all(".photo img")[0])) as HTMLImageElement;
    await until("its bytes", () => image.naturalWidth === 1280);
    expect(one(".photo").getBoundingClientRect()).toMatchObject({ width, height });
  });

  it("MSG-13 an address that does not work is asked for anew once, then the person may", async () => {
    const server = await mountChatting();
    const file = fileRef({ width: 40, height: 30 });
    server.links.set(file.fileId, MISSING_URL);
    agentSends(server, "image", file);
    await until("the failure", () => all(".file .again").length);
    expect(server.requests.filter((path) => path.startsWith("/widget/v1/files/links")).length).toBe(2);
    server.links.set(file.fileId, PICTURE_URL);
    one(".file .again").click();
    await until("the picture", () => (all(".photo img")[0] as HTMLImageElement | undefined)?.naturalWidth === 1280);
  });

  it("a document is a card that downloads, its caption stands under it, and it is announced by name", async () => {
    const server = await mountChatting();
    const file = fileRef({ name: "price list.pdf", mime: "application/pdf", size: 1_300_000 });
    server.links.set(file.fileId, "/files/x");
    agentSends(server, "document", file, "Here you are");
    const card = (await until("the card", () => all(".card")[0])) as HTMLAnchorElement;
    await until("its address", () => card.getAttribute("href")?.endsWith("/files/x?download=1"));
    expect([card.download, card.textContent?.replace(/\s+/g, " ")]).toEqual([
      "price list.pdf",
      expect.stringContaining("price list.pdfPDF · 1.2 MB"),
    ]);
    expect(bubbles().at(-1)).toContain("Here you are");
  });
});

describe("WIDGET-14 files from the visitor", () => {
  it("after the system's window the text has the focus, so that Enter sends what was chosen", async () => {
    await mountChatting();
    const { click } = HTMLInputElement.prototype;
    HTMLInputElement.prototype.click = function () {
      this.files = transferOf(textFile("menu.txt")).files;
      this.dispatchEvent(new Event("change"));
    };
    try {
      const attach = one('[aria-label="Attach files"]');
      attach.focus();
      await userEvent.click(attach);
      await until("the file", () => rows().length === 1);
    } finally {
      HTMLInputElement.prototype.click = click;
    }
    expect(one(".panel").getRootNode()).toMatchObject({ activeElement: textbox() });
  });

  it("the first thing a visitor sends may be a file: with its words under it, once it has arrived", async () => {
    const server = await mount();
    await open();
    write("My order arrived like this");
    drop(await pictureFile());
    const upload = await until("the upload", () => uploads.requests[0]);
    expect(upload.url).toMatch(/\/widget\/v1\/files\?widget=int_demo&name=kopi\.png$/);
    expect(upload.headers.get("authorization")).toMatch(/^Bearer t/);
    expect(server.requests).toContain("/widget/v1/visitors?widget=int_demo");
    upload.progress((upload.body?.size ?? 0) / 2);
    await until("half of it", () => rows()[0] === "50 %");
    expect(sendButton().disabled).toBe(true);
    upload.arrive("image", { width: 1280, height: 800 });
    await until("the way to send", () => !sendButton().disabled);
    sendButton().click();
    const event = await until("the message", () => server.events[0]);
    expect(event).toMatchObject({ content: { type: "image", caption: "My order arrived like this" } });
    await until("the picture, from memory", () => (all(".photo img")[0] as HTMLImageElement | undefined)?.naturalWidth);
    expect((all(".photo img")[0] as HTMLImageElement).src).toMatch(/^blob:/);
    expect([textbox().value, all(".tray").length]).toEqual(["", 0]);
  });

  it("MSG-6 what is too large or of the wrong kind says so at the file; text and the others stay", async () => {
    const server = await mountChatting();
    write("See these");
    drop(
      new File([new Uint8Array(5_242_881)], "huge.png", { type: "image/png" }),
      new File(["x"], "photo.heic", { type: "image/heic" }),
      textFile("fine.txt"),
      textFile("odd.txt"),
    );
    await until("the uploads", () => uploads.requests.length === 2);
    uploads.requests[0]?.arrive("document", { mime: "text/plain" });
    uploads.requests[1]?.answer(422, { code: "msg.file_type", retryable: false, params: { name: "odd.txt" } });
    await until("all settled", () => rows()[3]?.startsWith("This kind"));
    expect(rows()[0]).toBe("5 MB, and at most 5 MB are allowed");
    expect(rows()[1]).toContain("pictures (JPG, PNG, WebP, GIF), MP4 videos, audio, PDF, Office and text files");
    expect(rows()[3]).toBe(rows()[1]);
    sendButton().click();
    await until("the message", () => server.events.length === 2);
    expect(server.events[1]).toMatchObject({ content: { file: { name: "fine.txt" }, caption: "See these" } });
    await until("the refused ones, still there", () => rows().length === 3);
  });

  it("a lost connection in the middle keeps text and file, and goes on from the start by itself", async () => {
    await mountChatting();
    write("Look");
    drop(textFile("notes.txt", 1000));
    (await until("the upload", () => uploads.requests[0])).progress(700);
    uploads.requests[0]?.cut();
    await until("the wait", () => rows()[0]?.startsWith("Connection lost"));
    expect([textbox().value, sendButton().disabled]).toEqual(["Look", true]);
    const again = await until("another try", () => uploads.requests[1]);
    expect(again.body?.size).toBe(1000);
    again.arrive("document");
    await until("the way to send", () => !sendButton().disabled);
  });

  it("taken out in the middle, its upload ends", async () => {
    await mountChatting();
    drop(textFile("notes.txt"));
    const upload = await until("the upload", () => uploads.requests[0]);
    (await until("the button", () => all(".tray button")[0])).click();
    await until("the end", () => upload.isOver);
    await until("no tray", () => all(".tray").length === 0);
  });

  it("ten at once, and it says so", async () => {
    await mountChatting();
    drop(...Array.from({ length: 12 }, (_, index) => textFile(`${index}.txt`)));
    await until("the tray", () => rows().length === 10);
    expect(one(".excess").textContent).toBe("At most 10 files at once");
    expect(uploads.requests.length).toBe(3);
  });

  it("a pasted picture is attached, pasted words are words", async () => {
    await mountChatting();
    const paste = (data: DataTransfer): boolean =>
      textbox().dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true, composed: true }),
      );
    const words = transferOf(await pictureFile());
    words.setData("text/plain", "copied words");
    expect(paste(words)).toBe(true);
    expect(paste(transferOf(await pictureFile("image.png")))).toBe(false);
    await until("the upload", () => uploads.requests.length === 1);
  });

  it("Enter waits for files on their way, and an attachment needs no words", async () => {
    const server = await mountChatting();
    drop(textFile("notes.txt"));
    const upload = await until("the upload", () => uploads.requests[0]);
    textbox().focus();
    await userEvent.keyboard("{Enter}");
    await pause(50);
    expect(server.events).toHaveLength(1);
    upload.arrive("document");
    await until("the way to send", () => !sendButton().disabled);
    await userEvent.keyboard("{Enter}");
    await until("the message", () => server.events.length === 2);
    expect(stored().unsent ?? []).toEqual([]);
  });
});
