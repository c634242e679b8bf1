import { type Refusal, refusal } from "../../../protocol/codes.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import type { MessageContent } from "../../../protocol/room-events.schema.ts";

/** GEN-3, MSG-2, MSG-5: blank text is empty; length counts Unicode code points. null: fine. */
export function checkText(text: string, limit: number): Refusal | null {
  if (text.trim() === "") return refusal("required", { fields: [{ pointer: "/content/text", code: "required" }] });
  return checkLength(text, limit);
}

/** What a message may hold. Kind and size of a file were judged when it was uploaded. */
export function checkContent(content: MessageContent): Refusal | null {
  if ("text" in content) return checkText(content.text, LIMITS.textLength);
  return "caption" in content && content.caption ? checkLength(content.caption, LIMITS.captionLength) : null;
}

function checkLength(text: string, limit: number): Refusal | null {
  const length = longerThan(text, limit);
  return length === null ? null : refusal("msg.too_long", { params: { limit, length } });
}

/** The number of code points if it is above the limit; else null. */
export function longerThan(text: string, limit: number): number | null {
  // A string has at least half as many code points as UTF-16 units, so most texts need no count.
  if (text.length <= limit) return null;
  const length = [...text].length;
  return length <= limit ? null : length;
}
