import { type Refusal, refusal } from "../../../protocol/codes.ts";

/** GEN-3, MSG-2, MSG-5: blank text is empty; length counts Unicode code points. null: fine. */
export function checkText(text: string, limit: number): Refusal | null {
  if (text.trim() === "") return refusal("required", { fields: [{ pointer: "/content/text", code: "required" }] });
  // A string has at least half as many code points as UTF-16 units, so most texts need no count.
  if (text.length <= limit) return null;
  const length = [...text].length;
  return length <= limit ? null : refusal("msg.too_long", { params: { limit, length } });
}
