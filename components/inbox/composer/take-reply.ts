import type { Drafts } from "../../data/drafts.ts";
import { isWritten } from "./composer-view.ts";

/** The answer as it stands, which is thereby no draft any more. */
export function takeReply(drafts: Drafts, roomId: string): { text: string; quote: { replyToSeq?: number } } {
  const text = drafts.get(roomId, "reply").trim();
  const replyToSeq = drafts.replyTo(roomId);
  drafts.set(roomId, "reply", "");
  drafts.setReplyTo(roomId, null);
  return { text, quote: replyToSeq === null ? {} : { replyToSeq } };
}

/** A slash that asked for a quick reply and got none is no draft. */
export function forgetSlash(drafts: Drafts, roomId: string): void {
  const text = drafts.get(roomId, "reply");
  if (text !== "" && !isWritten(text)) drafts.set(roomId, "reply", "");
}
