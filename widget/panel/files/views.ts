import type { UploadItem } from "../../../client/uploads.ts";
import type { Refusal } from "../../../protocol/codes.ts";
import { endingOf, MB } from "../../../protocol/files.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import type { FileContent } from "../../../protocol/room-events.schema.ts";
import { type Content, h, type View } from "../dom.ts";
import { ICONS, icon } from "../icons.ts";
import type { FileToSend } from "../timeline.ts";
import type { FileDesk, Place } from "./desk.ts";
import type { FileStrings } from "./strings.ts";

const UNKNOWN = { width: 240, height: 180 };

/** "340 KB", "1.2 MB" */
function bytesText(bytes: number): string {
  const isSmall = bytes < MB;
  const tenths = isSmall ? Math.ceil(bytes / 1024) : Math.floor((bytes / MB) * 10) / 10;
  return `${tenths.toLocaleString()} ${isSmall ? "KB" : "MB"}`;
}

const SHEET = "M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8zM14 3v5h5";

/** A file in its bubble: a picture or a player, else a card that downloads. */
export function fileView(file: FileContent | FileToSend, desk: FileDesk, strings: FileStrings): View {
  const content = desk.contentOf(file);
  if (!content) return h("i.file", null, strings.notLoaded);
  const { fileId, name, size } = content.file;
  const place = desk.placeOf(fileId);
  const again = (): View =>
    h("button.again", { type: "button", onclick: () => desk.retry(fileId) }, `${strings.notLoaded}. ${strings.again}`);
  if (content.type === "image") return h("div.file", null, pictureView(content, place, again, desk, strings));
  if (place === "failed") return h("div.file", null, again());
  if (content.type === "video" || content.type === "audio") {
    const player = {
      controls: true,
      playsinline: true,
      preload: "metadata",
      src: place?.url,
      "aria-label": name,
      onloadedmetadata: () => desk.shown(fileId),
      onerror: () => desk.broken(fileId),
    };
    return h("div.file", null, h(content.type, player));
  }
  const facts = [endingOf(name).toUpperCase(), bytesText(size)].filter(Boolean).join(" · ");
  return h(
    "div.file",
    null,
    h(
      "a.card",
      { href: place?.downloadUrl ?? "#", download: name, onclick: follow(content, desk, "downloadUrl") },
      icon(SHEET),
      h("span", null, h("b", { dir: "auto" }, name), h("small", null, facts)),
    ),
  );
}

/** Keeps its place by an empty drawing of the same shape: no style attribute is needed, and nothing jumps. */
function pictureView(
  content: FileContent,
  place: Place,
  again: () => View,
  desk: FileDesk,
  strings: FileStrings,
): View {
  const { fileId, name, width = UNKNOWN.width, height = UNKNOWN.height } = content.file;
  const shape = h("svg.place", { width, height, viewBox: `0 0 ${width} ${height}` });
  if (place === "failed") return h("div.photo", null, shape, again());
  return h(
    "a.photo",
    {
      href: place?.url,
      target: "_blank",
      rel: "noopener noreferrer",
      "aria-label": strings.photo(name),
      onclick: follow(content, desk, "url"),
    },
    shape,
    place &&
      h("img", {
        src: place.url,
        alt: "",
        decoding: "async",
        onload: () => desk.shown(fileId),
        onerror: () => desk.broken(fileId),
      }),
  );
}

/** An address that has ended meanwhile is exchanged before it is followed. */
const follow =
  ({ file }: FileContent, desk: FileDesk, which: "url" | "downloadUrl") =>
  async (event: Event): Promise<void> => {
    if (desk.isFresh(file.fileId)) return;
    event.preventDefault();
    const place = await desk.fresh(file.fileId);
    if (place && place !== "failed") open(place[which], "_blank", "noopener,noreferrer");
  };

function causeOf({ code, params = {} }: Refusal, strings: FileStrings): string {
  if (code === "required") return strings.empty;
  if (code === "msg.file_type") return strings.type;
  if (code === "msg.file_gone") return strings.gone;
  if (code === "rate_limited") return strings.tooFast;
  if (code !== "msg.file_size") return strings.failed;
  return "pixels" in params
    ? strings.pixels
    : strings.size(bytesText(Number(params.size)), bytesText(Number(params.limit)));
}

function stateText({ state, file, refusal, sentBytes }: UploadItem, strings: FileStrings): string {
  if (refusal) return causeOf(refusal, strings);
  if (state === "done") return `${strings.ready} · ${bytesText(file.size)}`;
  if (state === "sending") return `${Math.floor((sentBytes / file.size) * 100)} %`;
  return state === "waiting" ? strings.lost : strings.waiting;
}

/** Above the text box: what goes with the next message. */
export function trayView(desk: FileDesk, strings: FileStrings): Content {
  const { uploads, tooMany } = desk;
  const row = (item: UploadItem): View => {
    const { id, name, state, refusal, canRetry, file, sentBytes } = item;
    return h(
      `li.${state}`,
      { key: id },
      h(
        "span",
        null,
        h("b", { dir: "auto" }, name),
        h("small", { role: refusal && "alert" }, stateText(item, strings)),
      ),
      canRetry && h("button", { type: "button", onclick: () => uploads.retry(id) }, strings.again),
      h(
        "button",
        { type: "button", "aria-label": strings.remove(name), onclick: () => uploads.cancel(id) },
        ICONS.cross(),
      ),
      state === "sending" && h("progress", { max: file.size, value: sentBytes, "aria-label": name }),
    );
  };
  if (!tooMany && !uploads.items.length) return null;
  return h(
    "div",
    null,
    tooMany > 0 && h("p.excess", { role: "alert" }, strings.tooMany(LIMITS.filesPerMessage)),
    uploads.items.length > 0 && h("ul.tray", { "aria-label": strings.files }, ...uploads.items.map(row)),
  );
}
