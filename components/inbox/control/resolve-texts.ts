import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { SapaToasts } from "../../ui/toasts.ts";
import type { Desk } from "../desk.ts";
import type { InboxModelEvents } from "../inbox-model.ts";
import { contactName } from "../people.ts";

/** What a person reads while a room is being resolved. */
export function resolveTexts(
  desk: Desk,
  toasts: () => SapaToasts,
): Pick<InboxModelEvents, "onResolving" | "onUndone" | "onOvertaken" | "onFailed"> {
  const nameOf = ({ contact, channel }: RoomSummary): string => contactName(contact, channel, desk.text);
  return {
    onResolving(room, { undo, hold }) {
      const { text } = desk;
      const act = { label: text.t("resolve.undo"), run: undo, hold };
      return toasts().offer(text.t("resolve.done", { name: nameOf(room) }), act);
    },
    onUndone: (room) => desk.tell(desk.text.t("resolve.undone", { name: nameOf(room) })),
    onOvertaken: (room) => desk.tell(desk.text.t("resolve.overtaken", { name: nameOf(room) }), true),
    onFailed: (error) => desk.tellRefused(error),
  };
}
