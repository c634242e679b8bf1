import { afterEach, describe, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import "../../../components/define.ts";
import "../../../components/inbox/room-part.ts";
import { FileLinks } from "../../../client/file-links.ts";
import { ProblemError } from "../../../client/http.ts";
import type { UploadRequest } from "../../../client/upload-transport.ts";
import { createUploads } from "../../../client/uploads.ts";
import { Drafts } from "../../../components/data/drafts.ts";
import type { RoomServices } from "../../../components/data/room-services.ts";
import type { SapaComposer } from "../../../components/inbox/composer/composer.ts";
import type { CommandEvent } from "../../../components/inbox/internal-events.ts";
import { Localizer } from "../../../components/strings/localizer.ts";
import { tokens } from "../../../components/tokens.css.ts";
import { refusal } from "../../../protocol/codes.ts";
import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import type { Uploaded } from "../../../protocol/inbox.schema.ts";
import { summary, viewer } from "../../support/component-builders.ts";
import { all, expectAccessible, one, pause, press, textOf, until } from "./mount.ts";

type Sending = UploadRequest & { finish: () => void; fail: (error: unknown) => void };

let box: HTMLElement | undefined;
afterEach(() => {
  box?.remove();
  box = undefined;
  localStorage.clear();
});

const ROOM = summary({ status: "assigned", participants: [{ memberId: "mem_me", name: "Bagas Pratama" }] });
const file = (name: string, type: string, size = 10): File => new File([new Uint8Array(size)], name, { type });

/** The composer alone, with uploads that end when the test says so. */
async function mountComposer() {
  await page.viewport(900, 600);
  const sending: Sending[] = [];
  const uploads = createUploads({
    channel: "web_chat",
    urlOf: (name) => `/files?${name}`,
    tokens: { get: async () => "t", renew: async () => "t" },
    platform: {
      setTimer: (callback, ms) => {
        const timer = setTimeout(callback, ms);
        return () => clearTimeout(timer);
      },
      onWake: () => () => {},
    },
    transport: (request) =>
      new Promise((resolve, reject) => {
        const uploaded: Uploaded = {
          kind: "image",
          file: { fileId: "file_1", name: "x.png", mime: "image/png", size: 10, width: 4, height: 4 },
          ticket: `ticket ${request.url}`,
        };
        request.signal.addEventListener("abort", () => reject(new TypeError("aborted")));
        sending.push({ ...request, finish: () => resolve(uploaded), fail: reject });
      }),
  });
  const sent: MemberCommand[] = [];
  const host = document.createElement("div");
  host.style.cssText = "position:absolute;inset-inline:0;bottom:0;container-type:inline-size";
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(tokens.cssText.replaceAll(":host", "div.host"));
  document.adoptedStyleSheets = [sheet];
  host.className = "host";
  const composer = document.createElement("sapa-composer") as SapaComposer;
  Object.assign(composer, {
    room: ROOM,
    viewer: viewer(),
    text: new Localizer("en", "Asia/Jakarta"),
    drafts: new Drafts("mem_me"),
    services: {
      organizationName: "Kopi Senja",
      quickReplies: async () => [],
      members: async () => [],
    } as unknown as RoomServices,
    files: { uploads, links: new FileLinks({ baseUrl: "", ask: async () => [] }) },
    now: () => ROOM.lastActivityAt,
  });
  composer.addEventListener("command", (event) => sent.push((event as CommandEvent).command));
  host.append(composer);
  document.body.append(host);
  box = host;
  await composer.updateComplete;
  return { composer, uploads, sending, sent };
}

const area = (): HTMLTextAreaElement => one<HTMLTextAreaElement>("sapa-composer >> textarea");
const sendButton = (): HTMLButtonElement => one<HTMLButtonElement>("sapa-composer >> .send");

describe("attaching files", () => {
  it("MSG-6 each file is a message of its own, the text goes with the first, once all have arrived", async () => {
    const { composer, sending, sent } = await mountComposer();
    composer.addFiles([file("a.png", "image/png"), file("b.png", "image/png")]);
    await until("both on their way", () => sending.length === 2);
    await userEvent.click(area());
    await userEvent.keyboard("Both of them{Enter}");
    await until("the wait", () => textOf("sapa-composer >> .send .word") === "Uploading…");
    expect(sent).toEqual([]);
    expect(area().value).toBe("Both of them");
    sending[1]?.finish();
    sending[0]?.finish();
    await until("both messages", () => sent.length === 2);
    expect(sent).toEqual([
      { type: "message.send", content: { type: "file", ticket: "ticket /files?a.png", caption: "Both of them" } },
      { type: "message.send", content: { type: "file", ticket: "ticket /files?b.png" } },
    ]);
    expect(area().value).toBe("");
    expect(all("sapa-upload-tray >> li").length).toBe(0);
  });

  it("a text that is longer than a caption may be follows as a message of its own", async () => {
    const { composer, sending, sent } = await mountComposer();
    composer.addFiles([file("a.png", "image/png")]);
    await until("it on its way", () => sending.length === 1);
    await userEvent.fill(area(), "x".repeat(1_100));
    await userEvent.keyboard("{Enter}");
    sending[0]?.finish();
    await until("both messages", () => sent.length === 2);
    expect(sent.map((command) => command.type === "message.send" && command.content.type)).toEqual(["file", "text"]);
  });

  it("MSG-4 a file that fails stops the sending and keeps text and files; taking it out lets the rest go", async () => {
    const { composer, sending, sent } = await mountComposer();
    composer.addFiles([file("a.png", "image/png"), file("b.txt", "text/plain")]);
    await until("both on their way", () => sending.length === 2);
    await userEvent.click(area());
    await userEvent.keyboard("Here{Enter}");
    sending[0]?.finish();
    sending[1]?.fail(
      new ProblemError(422, { ...refusal("msg.file_type", { params: { name: "b.txt" } }), retryable: false }),
    );
    await until("no wait", () => textOf("sapa-composer >> .send .word") === "Send");
    await pause(50);
    expect(sent).toEqual([]);
    expect(area().value).toBe("Here");
    expect(sendButton().disabled).toBe(true);
    const [, second] = all<HTMLButtonElement>("sapa-upload-tray >> button").filter((button) =>
      /Remove|Cancel|Take out|Discard/i.test(button.getAttribute("aria-label") ?? ""),
    );
    second?.click();
    await until("the button", () => !sendButton().disabled);
    await userEvent.click(sendButton());
    await until("the rest", () => sent.length === 1);
    expect(sent[0]).toMatchObject({ content: { type: "file", caption: "Here" } });
  });

  it("MSG-6 too large or of the wrong kind is said at the file, before a byte is sent", async () => {
    const { composer, sending } = await mountComposer();
    composer.addFiles([file("big.png", "image/png", 5 * 1_048_576 + 1), file("x.tiff", "image/tiff")]);
    await until(
      "the words",
      () => textOf("sapa-upload-tray").length >= 0 && all("sapa-upload-tray >> li").length === 2,
    );
    expect(sending.length).toBe(0);
    expect(sendButton().disabled).toBe(true);
    await expectAccessible();
  });

  it("a message takes ten files; the rest is left out, and that is said", async () => {
    const { composer, uploads } = await mountComposer();
    const told: string[] = [];
    composer.addEventListener("tell", (event) => told.push((event as Event & { text: string }).text));
    composer.addFiles(Array.from({ length: 12 }, (_, index) => file(`${index}.png`, "image/png")));
    expect(uploads.items.length).toBe(10);
    expect(told).toEqual(["A message takes at most 10 files; 2 were left out."]);
  });

  it("pasted files are attached, pasted words are words", async () => {
    const { uploads } = await mountComposer();
    const paste = (data: DataTransfer): boolean =>
      area().dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    const files = new DataTransfer();
    files.items.add(file("shot.png", "image/png"));
    expect(paste(files)).toBe(false);
    expect(uploads.items.map(({ name }) => name)).toEqual(["shot.png"]);
    const words = new DataTransfer();
    words.setData("text/plain", "hello");
    words.items.add(file("preview.png", "image/png"));
    expect(paste(words)).toBe(true);
    expect(uploads.items.length).toBe(1);
  });

  it("the four ways of the paperclip are in its menu; notes take no files", async () => {
    await mountComposer();
    await press("sapa-composer >> button", "Attach");
    await until("the menu", () =>
      all("sapa-composer >> .attach [role=menuitem]").some((item) => item.checkVisibility()),
    );
    expect(all("sapa-composer >> .attach [role=menuitem]").map((item) => item.textContent.trim())).toEqual([
      "Photos and videos",
      "Capture",
      "Document",
      "Audio",
    ]);
    await userEvent.keyboard("{Escape}");
    await userEvent.click(all("sapa-composer >> .tab")[1] as HTMLElement);
    await until("the note", () => all("sapa-composer >> .card.note").length === 1);
    expect(all("sapa-composer >> sapa-popover.attach").length).toBe(0);
  });
});
