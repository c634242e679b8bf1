import type { MessageContent } from "../../../protocol/room-events.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";

/** A message as one line of text, for quotes and announcements. A kind we do not know is named, never left empty (MSG-1). */
export function textOf(content: MessageContent, text: Localizer): string {
  if ("file" in content) {
    const kind = text.t(`message.kind.${content.type}`);
    const more = content.caption ?? (content.type === "document" ? content.file.name : undefined);
    return more === undefined ? kind : `${kind}: ${more}`;
  }
  if ("text" in content) return content.text;
  return text.t("message.unsupported", { kind: content.rawKind ?? (content as { type: string }).type });
}
