import { html, nothing, svg, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { UploadItem } from "../../../client/uploads.ts";
import type { Refusal } from "../../../protocol/codes.ts";
import { endingOf, fileTypeNames, MB } from "../../../protocol/files.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import type { FileContent } from "../../../protocol/room-events.schema.ts";
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

const sheetIcon = (): TemplateResult => icon("M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8zM14 3v5h5");

/** A file in its bubble: a picture or a player, else a card that downloads. */
export function fileView(file: FileContent | FileToSend, desk: FileDesk, strings: FileStrings): TemplateResult {
  const content = desk.contentOf(file);
  if (!content) return html`<i class="file">${strings.notLoaded}</i>`;
  const { fileId } = content.file;
  const place = desk.placeOf(fileId);
  const onError = (): void => desk.broken(fileId);
  const onLoad = (): void => desk.shown(fileId);
  const again = html`<button class="again" type="button" @click=${() => desk.retry(fileId)}>
    ${strings.notLoaded}. ${strings.again}
  </button>`;
  if (content.type === "image") return pictureView(content, place === "failed" ? again : place, desk, strings);
  if (place === "failed") return html`<div class="file">${again}</div>`;
  const url = place?.url ?? nothing;
  if (content.type === "video")
    return html`<div class="file"><video controls playsinline preload="metadata" src=${url} aria-label=${content.file.name} @loadedmetadata=${onLoad} @error=${onError}></video></div>`;
  if (content.type === "audio")
    return html`<div class="file"><audio controls preload="metadata" src=${url} aria-label=${content.file.name} @loadedmetadata=${onLoad} @error=${onError}></audio></div>`;
  const facts = [endingOf(content.file.name).toUpperCase(), bytesText(content.file.size)].filter(Boolean).join(" · ");
  return html`<div class="file">
    <a class="card" href=${place?.downloadUrl ?? "#"} download=${content.file.name} @click=${follow(content, desk, "downloadUrl")}
      >${sheetIcon()}<span><b dir="auto">${content.file.name}</b><small>${facts}</small></span></a
    >
  </div>`;
}

/** Keeps its place by an empty drawing of the same shape: no style attribute is needed, and nothing jumps. */
function pictureView(
  content: FileContent,
  place: Exclude<Place, "failed"> | TemplateResult,
  desk: FileDesk,
  strings: FileStrings,
): TemplateResult {
  const { fileId, name, width = UNKNOWN.width, height = UNKNOWN.height } = content.file;
  const shape = svg`<svg class="place" width=${width} height=${height} viewBox="0 0 ${width} ${height}"></svg>`;
  if (place && !("url" in place)) return html`<div class="file"><div class="photo">${shape}${place}</div></div>`;
  return html`<div class="file">
    <a
      class="photo"
      href=${place?.url ?? nothing}
      target="_blank"
      rel="noopener noreferrer"
      aria-label=${strings.photo(name)}
      @click=${follow(content, desk, "url")}
      >${shape}${
        place
          ? html`<img
              src=${place.url}
              alt=""
              decoding="async"
              @load=${() => desk.shown(fileId)}
              @error=${() => desk.broken(fileId)}
            />`
          : nothing
      }</a
    >
  </div>`;
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
  if (code === "msg.file_type") return strings.type(fileTypeNames("web_chat"));
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
export function trayView(desk: FileDesk, strings: FileStrings): unknown {
  const { uploads, tooMany } = desk;
  const row = (item: UploadItem): TemplateResult => html`<li class=${item.state}>
    <span><b dir="auto">${item.name}</b><small role=${item.refusal ? "alert" : nothing}>${stateText(item, strings)}</small></span>
    ${item.canRetry ? html`<button type="button" @click=${() => uploads.retry(item.id)}>${strings.again}</button>` : nothing}
    <button type="button" aria-label=${strings.remove(item.name)} @click=${() => uploads.cancel(item.id)}>${ICONS.cross()}</button>
    ${item.state === "sending" ? html`<progress max=${item.file.size} value=${item.sentBytes} aria-label=${item.name}></progress>` : nothing}
  </li>`;
  return html`${tooMany ? html`<p class="excess" role="alert">${strings.tooMany(LIMITS.filesPerMessage)}</p>` : nothing}${
    uploads.items.length
      ? html`<ul class="tray" aria-label=${strings.files}>${repeat(uploads.items, ({ id }) => id, row)}</ul>`
      : nothing
  }`;
}
