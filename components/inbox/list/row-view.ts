import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { isSnoozed } from "../filter/room-filter.ts";
import { contactName, hueOf, initials } from "../people.ts";
import { type SessionView, sessionView } from "../session-view.ts";
import type { Viewer } from "../viewer.ts";

const TAGS_SHOWN = 2;

/** Everything a row shows, as plain texts and flags (LIST-7, 8). */
export type RowView = {
  roomId: string;
  name: string;
  isNameUnknown: boolean;
  initials: string;
  hue: number;
  channel: RoomSummary["channel"];
  channelLabel: string;
  session: SessionView;
  activity: string;
  activityExact: string;
  preview: string;
  previewFrom: "customer" | "ours" | "draft" | "none";
  unread: number;
  status: RoomSummary["status"];
  statusLabel: string;
  isResolved: boolean;
  /** Has left this member's sight; what is shown is how it was. */
  isGone: boolean;
  isBlocked: boolean;
  /** "Snoozed until …"; null: it is not. */
  snoozed: string | null;
  scheduledCount: number;
  messageCount: number;
  tags: string[];
  moreTags: string[];
  assignees: { memberId: string; name: string; initials: string; hue: number }[];
};

export function rowView(
  room: RoomSummary,
  draft: string,
  now: number,
  text: Localizer,
  viewer: Pick<Viewer, "session">,
  isGone = false,
): RowView {
  const name = contactName(room.contact, room.channel, text);
  const session = sessionView(room, now, text, viewer.session);
  const at = room.lastMessage?.at ?? room.lastActivityAt;
  const tags = room.tags.map((tag) => tag.name);
  return {
    roomId: room.roomId,
    name,
    isNameUnknown: room.contact.name === null,
    initials: room.contact.name === null ? "" : initials(name),
    hue: hueOf(room.contact.contactId),
    channel: room.channel,
    channelLabel: `${text.t(`channel.${room.channel}`)} · ${room.integrationName}`,
    session,
    activity: text.activity(at, now),
    activityExact: text.dateTime(at),
    ...previewOf(room, draft, text),
    unread: room.unreadCount,
    status: room.status,
    statusLabel: text.t(isGone ? "list.gone" : `status.${room.status}`),
    isResolved: room.status === "resolved",
    isGone,
    isBlocked: room.isBlocked,
    snoozed: isSnoozed(room, now)
      ? text.t("list.snoozedUntil", { time: text.dateTime(room.snoozedUntil as number) })
      : null,
    scheduledCount: room.scheduledCount,
    messageCount: room.conversation.messageCount,
    tags: tags.slice(0, TAGS_SHOWN),
    moreTags: tags.slice(TAGS_SHOWN),
    assignees: room.participants.map((participant) => ({
      ...participant,
      initials: initials(participant.name),
      hue: hueOf(participant.memberId),
    })),
  };
}

function previewOf(room: RoomSummary, draft: string, text: Localizer): Pick<RowView, "preview" | "previewFrom"> {
  if (draft.trim() !== "") return { preview: oneLine(draft), previewFrom: "draft" };
  const last = room.lastMessage;
  if (!last) return { preview: text.t("list.noMessage"), previewFrom: "none" };
  return { preview: previewText(last, text), previewFrom: last.direction === "outbound" ? "ours" : "customer" };
}

/** Buttons and lists are told by their text. */
const WORDS_ONLY: ReadonlySet<string> = new Set(["text", "buttons", "list"]);

/** What a message without words is, and the words that came with it. */
function previewText({ contentType, preview }: NonNullable<RoomSummary["lastMessage"]>, text: Localizer): string {
  if (WORDS_ONLY.has(contentType)) return oneLine(preview);
  const kind = text.find(`message.kind.${contentType}`) ?? text.t("list.unsupported");
  return preview === "" ? kind : `${kind}: ${oneLine(preview)}`;
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
