import type { Drafts } from "../../data/drafts.ts";

/** The answer as it stands, which is thereby no draft any more. */
export function takeReply(drafts: Drafts, roomId: string): { text: string; quote: { replyToSeq?: number } } {
  const text = drafts.get(roomId, "reply").trim();
  const replyToSeq = drafts.replyTo(roomId);
  drafts.set(roomId, "reply", "");
  drafts.setReplyTo(roomId, null);
  return { text, quote: replyToSeq === null ? {} : { replyToSeq } };
}
