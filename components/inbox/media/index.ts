/**
 * Files in conversations: what the timeline and the composer use of this folder.
 *
 * One room's files, the same object for as long as the page lives:
 *
 *     const { links, uploads } = roomFiles(connection.apiOptions, roomId, channel);
 *
 * In the timeline, for a content with a file. It keeps its place before it has loaded, opens the lightbox with all
 * pictures of the same shadow root, renews its address by itself and offers to try again. Captions are the timeline's.
 *
 *     mediaView(content, { links, text })                     // alone in its bubble, as large as it is, 320 x 340 at most
 *     mediaView(content, { links, text, isCell: true })       // fills its grid cell, which has a size of its own
 *
 * `mediaBubbleStyles` belongs to the styles of the timeline.
 *
 * In the composer. `uploads` is observable (`new Subscription(this, () => uploads)`):
 *
 *     uploads.add(input.files)                                // picked, dropped or pasted; returns how many were too many
 *     filesIn(event.dataTransfer), filesIn(event.clipboardData)
 *     <input type="file" multiple accept=${acceptOf(channel)}>
 *     <sapa-upload-tray .uploads=${uploads} .text=${text}>     // loaded by `loadUploadTray()`, empty while there is nothing
 *     uploads.isBusy                                          // something is still on its way up: sending waits
 *     uploads.items.some((item) => item.state === "failed")   // the person decides: try again or take out
 *     sendable(uploads, links)                                // takes out what has arrived, as contents to send, in order
 *
 * Each content of `sendable` goes as one `message.send`; the caption belongs to the first one. For the bubble of a command
 * that is on its way: `contentOfTicket(command.content.ticket, command.content.caption)`; its picture shows at once.
 */

import { html, type TemplateResult } from "lit";
import type { FileLinks } from "../../../client/file-links.ts";
import type { Uploads } from "../../../client/uploads.ts";
import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import type { FileContent } from "../../../protocol/room-events.schema.ts";
import { lazy } from "../../lazy.ts";
import type { Localizer } from "../../strings/localizer.ts";

export { contentOfTicket } from "../../../client/file-ticket.ts";
export { acceptOf } from "../../../client/upload-rules.ts";
export { bytesText, fileRefusalText } from "./file-texts.ts";
export { mediaBubbleStyles } from "./media-bubble.styles.ts";
export { type RoomFiles, roomFiles } from "./room-files.ts";

type FileToSend = Extract<Extract<MemberCommand, { type: "message.send" }>["content"], { type: "file" }>;

export type MediaContext = { links: FileLinks; text: Localizer; isCell?: boolean };

export const mediaView = (content: FileContent, { links, text, isCell = false }: MediaContext): TemplateResult =>
  html`<sapa-media .content=${content} .links=${links} .text=${text} ?cell=${isCell}></sapa-media>`;

/** Files of a drop or a paste; empty if there are none, so that words are pasted as words. */
export function filesIn(data: DataTransfer | null): File[] {
  // Office programs put a picture of the copied words beside them; the words are meant.
  const hasWords = data?.types.includes("text/plain") ?? false;
  return hasWords ? [] : [...(data?.files ?? [])];
}

/** Takes out what has arrived; `links` shows it from memory. */
export const sendable = (uploads: Uploads, links: FileLinks): FileToSend[] =>
  uploads.take().map(({ uploaded, file }) => {
    links.hold(uploaded.file.fileId, file);
    return { type: "file", ticket: uploaded.ticket };
  });

/** Registers `<sapa-upload-tray>`; call when the first file is added. */
export const loadUploadTray = (): Promise<unknown> => lazy(() => import("./upload-tray.ts"));
