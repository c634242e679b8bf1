import type { Code } from "./codes.ts";

/** What every form's rules are made of (GEN-2, 3, 6). */

/** A field that cannot be saved. `pointer` is a JSON pointer into the value; `params` fill the text of the code. */
export type BadField = { pointer: string; code: Code; params?: Record<string, string | number> };

/** GEN-6: characters are code points. */
export function lengthOf(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

const isBlank = (text: string): boolean => text.trim() === "";

/** GEN-3: mandatory, and at most `max` characters. */
export function checkText(pointer: string, text: string, max: number): BadField[] {
  if (isBlank(text)) return [{ pointer, code: "required" }];
  return checkLength(pointer, text, max);
}

export function checkLength(pointer: string, text: string, max: number): BadField[] {
  const length = lengthOf(text);
  return length > max ? [{ pointer, code: "too_long", params: { max, length } }] : [];
}

/** A day of the calendar, as 2026-12-25. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
