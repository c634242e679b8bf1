import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import type { MessageContent } from "../../../protocol/room-events.schema.ts";
import { contentOfTicket } from "../media/index.ts";

type SendContent = Extract<MemberCommand, { type: "message.send" }>["content"];

/** What a message that is still on its way will hold: a ticket names its file. */
export const contentOfSend = (content: SendContent): MessageContent =>
  content.type === "text"
    ? content
    : (contentOfTicket(content.ticket, content.caption) ?? { type: "unsupported", rawKind: content.type });
