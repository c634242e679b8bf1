import { minutesOf } from "../../../protocol/office-hours.ts";

/** Pure: clock times as people type them. */
const two = (number: number): string => String(number).padStart(2, "0");

export const clockOf = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;

/** "9", "930", "9.30", "9:5", "09:00" → "09:00"; what is no time stays as it is. */
export function tidyClock(typed: string): string {
  const text = typed.trim();
  const parts = /^(\d{1,2})\s*[.:\s]\s*(\d{1,2})$/.exec(text);
  const digits = /^\d{1,4}$/.exec(text)?.[0];
  const [hours, minutes] = parts
    ? [parts[1] ?? "", parts[2] ?? ""]
    : digits === undefined
      ? ["", ""]
      : digits.length <= 2
        ? [digits, "0"]
        : [digits.slice(0, -2), digits.slice(-2)];
  if (hours === "") return text;
  const clock = `${two(Number(hours))}:${two(Number(minutes))}`;
  return Number.isNaN(minutesOf(clock)) ? text : clock;
}

export const isClock = (text: string): boolean => !Number.isNaN(minutesOf(text));

/** A quarter of an hour up or down, to the next round one, between the ends of the day. */
export function stepClock(text: string, direction: 1 | -1): string {
  const minutes = minutesOf(tidyClock(text));
  if (Number.isNaN(minutes)) return text;
  const step = direction > 0 ? Math.floor(minutes / 15) * 15 + 15 : Math.ceil(minutes / 15) * 15 - 15;
  return clockOf(Math.max(0, Math.min(1440, step)));
}
