/// <reference path="../../ui/lucide.d.ts" />
import { html, nothing, type TemplateResult } from "lit";
import fileSvg from "lucide-static/dist/esm/icons/file-text.mjs";
import type { MessageHit } from "../../../protocol/http.schema.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { inboxToolsTexts } from "../../strings/inbox-tools.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { avatar, channelIcon } from "../../ui/avatar.ts";
import { icon } from "../../ui/icons.ts";
import { rowView } from "../list/row-view.ts";
import { contactName } from "../people.ts";
import type { Viewer } from "../viewer.ts";
import { type MarkedPart, marked, markedParts, markedPhone } from "./marked-parts.ts";

const fileIcon = icon(fileSvg);

type Shown = { searched: string; text: Localizer; now: number; viewer: Viewer; selectedId: string | null };

const show = (parts: readonly MarkedPart[]): unknown[] =>
  parts.map((part) => (part.isMarked ? html`<mark>${part.text}</mark>` : part.text));

/** SEARCH-1: a row as in the list, marked, with the contact's data beneath. */
export function roomHit(room: RoomSummary, { searched, text, now, viewer, selectedId }: Shown): TemplateResult {
  const view = rowView(room, "", now, text, viewer);
  const { phone, email, externalId } = room.contact;
  const account = room.channel === "web_chat" || externalId === phone || externalId === email ? null : externalId;
  return html`<button class="hit ${room.roomId === selectedId ? "selected" : ""}" type="button" data-room=${room.roomId}>
    <span data-tip=${`${view.session.sentence} · ${view.channelLabel}`}
      >${avatar({ initials: view.initials, hue: view.hue, channel: view.channel, session: view.session })}</span
    >
    <span class="main">
      <span class="line">
        <span class="name truncate" dir="auto">${show(marked(view.name, searched))}</span>
        <span class="visually-hidden">, ${view.channelLabel}, ${view.session.sentence}, ${view.statusLabel}, </span>
        <time class="numbers">${view.activity}</time>
      </span>
      <span class="preview truncate" dir="auto">${view.preview}</span>
      <span class="facts">
        <span>${view.statusLabel}</span>
        ${phone ? html`<span class="numbers">${show(markedPhone(phone, searched))}</span>` : nothing}
        ${email ? html`<span class="truncate">${show(marked(email, searched))}</span>` : nothing}
        ${account ? html`<span class="truncate">${show(marked(account, searched))}</span>` : nothing}
      </span>
    </span>
  </button>`;
}

/** SEARCH-2: who wrote it when, in which room, and the words around the match. */
export function messageHit(hit: MessageHit, { searched, text, now }: Shown): TemplateResult {
  const words = inboxToolsTexts(text);
  const author = hit.direction === "outbound" ? `${hit.authorName ?? words.t("search.us")}: ` : "";
  return html`<button class="hit message" type="button" data-room=${hit.roomId} data-seq=${hit.seq}>
    <span class="main">
      <span class="line">
        <span data-tip=${text.t(`channel.${hit.channel}`)}>${channelIcon(hit.channel)}</span>
        <span class="name truncate" dir="auto">${contactName({ contactId: hit.contactId, externalId: "", name: hit.contactName }, hit.channel, text)}</span>
        <time class="numbers" data-tip=${text.dateTime(hit.at)}>${text.activity(hit.at, now)}</time>
      </span>
      ${hit.text === "" ? nothing : html`<span class="snippet" dir="auto">${author}${show(markedParts(hit.text, searched))}</span>`}
      ${
        hit.fileName
          ? html`<span class="file" data-tip=${words.t("search.inFile")}
              >${fileIcon}<span class="truncate" dir="auto">${show(marked(hit.fileName, searched))}</span></span
            >`
          : nothing
      }
    </span>
  </button>`;
}
