import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { ContactDetail } from "../../protocol/contacts.schema.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import { roomIcons } from "../inbox/room-icons.ts";
import { contactsTexts } from "../strings/contacts.ts";
import type { Localizer } from "../strings/localizer.ts";
import { avatar, channelIcon } from "../ui/avatar.ts";
import { icons } from "../ui/icons.ts";
import { contactIcons } from "./contact-icons.ts";
import { faceOf, isMasked, isNameUntold, nameOf } from "./contact-names.ts";
import type { ContactsDesk } from "./contacts-contract.ts";

type Facts = { contact: ContactDetail; desk: ContactsDesk; text: Localizer };
type Head = Facts & { back: TemplateResult; onMerge: () => void; onExport: () => void; onErase: () => void };

export function detailHead({ contact, desk, text, back, ...acts }: Head): TemplateResult {
  const { t } = contactsTexts(text);
  const untold = isNameUntold(contact) ? text.t("common.nameNotTold") : null;
  return html`<header>
    ${back}
    <div class="who">
      ${avatar({ ...faceOf(contact, text), size: "large" })}
      <div class="names">
        <h2 tabindex="-1" dir="auto" data-tip=${untold ?? nothing}>
          ${nameOf(contact, text)}${untold ? html`<span class="visually-hidden">: ${untold}</span>` : nothing}
        </h2>
        <p class="marks">
          ${contact.isVerified ? html`<span class="badge ok">${icons.badgeCheck}${t("detail.verified")}</span>` : nothing}
          ${contact.isBlocked ? html`<span class="badge danger">${icons.ban}${t("blocked.title")}</span>` : nothing}
          ${contact.isOptedOut ? html`<span class="badge">${t("detail.optedOut")}</span>` : nothing}
        </p>
      </div>
      ${moreMenu({ contact, desk, text, ...acts })}
    </div>
  </header>`;
}

function moreMenu({ desk, text, onMerge, onExport, onErase }: Omit<Head, "back">): TemplateResult | typeof nothing {
  const { t } = contactsTexts(text);
  if (!desk.mayManage && !desk.mayExport) return nothing;
  const item = (kind: string, icon: TemplateResult, label: string, act: () => void): TemplateResult =>
    html`<button class="menu-item ${kind}" type="button" role="menuitem" @click=${(event: Event) => {
      (event.currentTarget as HTMLElement).closest("sapa-popover")?.hide();
      act();
    }}>${icon}${label}</button>`;
  return html`<sapa-popover side="end">
    <button slot="trigger" class="button icon-only" type="button" aria-haspopup="menu" aria-label=${t("more.label")} data-tip=${t("more.label")}>
      ${icons.ellipsisVertical}
    </button>
    <div class="menu" role="menu" aria-label=${t("more.label")}>
      ${desk.mayManage ? item("", contactIcons.merge, t("more.merge"), onMerge) : nothing}
      ${desk.mayExport ? item("", contactIcons.download, t("more.export"), onExport) : nothing}
      ${desk.mayManage ? html`<hr class="menu-line" />${item("danger", roomIcons.trash, t("more.erase"), onErase)}` : nothing}
    </div>
  </sapa-popover>`;
}

export function blockedBanner({
  contact,
  desk,
  text,
  isBusy,
  onUnblock,
}: Facts & { isBusy: boolean; onUnblock: () => void }): TemplateResult {
  const { t } = contactsTexts(text);
  const room = contact.rooms.find(({ isBlocked }) => isBlocked) ?? contact.rooms[0];
  return html`<div class="banner danger">
    ${icons.ban}
    <div>
      <p class="strong">${t("blocked.title")}</p>
      <p>${t("blocked.text")}</p>
    </div>
    <div class="acts">
      ${room ? html`<button class="button small" type="button" @click=${() => desk.openRoom(room.roomId)}>${t("blocked.see")}</button>` : nothing}
      ${desk.mayUnblock ? html`<button class="button small" type="button" aria-disabled=${isBusy} @click=${onUnblock}>${t("blocked.unblock")}</button>` : nothing}
    </div>
  </div>`;
}

const card = (id: string, title: string, content: TemplateResult): TemplateResult => html`<section
  class="card"
  aria-labelledby=${id}
>
  <h3 id=${id}>${title}</h3>
  ${content}
</section>`;

export function accountsCard({ contact, text }: Facts): TemplateResult {
  const { t } = contactsTexts(text);
  if (contact.identities.length === 0)
    return card("accounts", t("detail.accounts"), html`<p class="hint">${t("detail.noAccounts")}</p>`);
  return card(
    "accounts",
    t("detail.accounts"),
    html`<ul class="entries">
      ${contact.identities.map(
        ({ channel, externalId, createdAt }) => html`<li class="entry account">
          <span class="way channel-${channel}">${channelIcon(channel)}</span>
          <div class="grow">
            <p class="strong">${text.t(`channel.${channel}`)}</p>
            <p class="sub truncate numbers" title=${externalId}><bdi>${externalId}</bdi></p>
            ${isMasked(externalId) ? html`<p class="sub">${t("detail.masked")}</p>` : nothing}
          </div>
          <span class="sub">${t("detail.known", { date: text.date(createdAt) })}</span>
        </li>`,
      )}
    </ul>`,
  );
}

export function tagsCard({ contact, text }: Facts): TemplateResult {
  const { t } = contactsTexts(text);
  return card(
    "tags",
    t("detail.tags"),
    contact.tags.length === 0
      ? html`<p class="hint">${t("detail.noTags")}</p>`
      : html`<ul class="tags">${contact.tags.map(({ name }) => html`<li class="chip truncate" dir="auto">${name}</li>`)}</ul>`,
  );
}

export function roomsCard({ contact, desk, text }: Facts): TemplateResult {
  const { t } = contactsTexts(text);
  const { rooms } = contact;
  return card(
    "rooms",
    t("detail.rooms"),
    html`${
      rooms.length === 0
        ? html`<p class="hint">${t("detail.noRooms")}</p>`
        : html`<ul class="entries">${repeat(
            rooms,
            ({ roomId }) => roomId,
            (room) => html`<li>${roomEntry(room, desk, text)}</li>`,
          )}</ul>`
    }
    ${contact.hasMoreRooms ? html`<p class="hint">${t("detail.moreRooms", { n: rooms.length })}</p>` : nothing}`,
  );
}

/** Needs `entryStyles`. */
export function roomEntry(
  room: RoomSummary,
  desk: Pick<ContactsDesk, "now" | "openRoom">,
  text: Localizer,
): TemplateResult {
  const { channel, integrationName: name, lastMessage } = room;
  const { t } = contactsTexts(text);
  const at = lastMessage?.at ?? room.lastActivityAt;
  return html`<button class="entry room" type="button" @click=${() => desk.openRoom(room.roomId)}>
    <span class="way channel-${channel}">${channelIcon(channel)}</span>
    <span class="grow">
      <span class="line">
        <span class="strong truncate">${t("detail.roomOf", { channel: text.t(`channel.${channel}`), name })}</span>
        <time class="sub numbers" title=${text.dateTime(at)}>${text.activity(at, desk.now())}</time>
      </span>
      <span class="line">
        <span class="sub truncate" dir="auto">${lastMessage?.preview || text.t("list.noMessage")}</span>
        <span class="status ${room.status}">${text.t(`status.${room.status}`)}</span>
      </span>
    </span>
  </button>`;
}
