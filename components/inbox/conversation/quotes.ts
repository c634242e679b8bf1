import type { RoomEvent, RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { contactName } from "../people.ts";
import { textOf } from "./content-text.ts";
import type { Quote } from "./timeline-items.ts";

/** A message as the composer quotes it. */
export function quoteOf(
  seq: number,
  events: readonly RoomEvent[],
  room: RoomSummary,
  viewer: { memberId: string },
  text: Localizer,
): Quote {
  const event = events.find((one) => one.seq === seq);
  if (event?.type !== "message.created" && event?.type !== "message.withheld") return { seq, author: null, text: null };
  const { actor } = event;
  const author =
    actor.type === "contact"
      ? contactName(room.contact, room.channel, text)
      : actor.type === "system"
        ? text.t("message.automatic")
        : actor.id === viewer.memberId
          ? text.t("common.you")
          : actor.name;
  return { seq, author, text: textOf(event.content, text) };
}
