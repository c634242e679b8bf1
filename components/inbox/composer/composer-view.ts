import { LIMITS } from "../../../protocol/limits.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { LOCKED_WHEN_EXPIRED, type SessionState } from "../../../protocol/session.ts";
import { may, mayIn, takesPart, type Viewer } from "../viewer.ts";

/** What stands where answers are written. Anything but `write` is a calm panel that says why. */
export type ReplyState =
  | { kind: "write" }
  | { kind: "blocked"; mayUnblock: boolean }
  | { kind: "off" }
  | { kind: "resolved"; isWebchat: boolean; hasTemplates: boolean }
  | { kind: "campaign" }
  | { kind: "expired"; hasTemplates: boolean }
  | { kind: "take_over" }
  | { kind: "not_yours"; names: string[] }
  | { kind: "read_only" };

/** Channels that can send a form outside the session (ROOM-15, SESS-6). */
const TEMPLATE_CHANNELS: ReadonlySet<string> = new Set(["wa", "wa_cloud"]);

/** ROOM-12, 15, 17; SESS-6..8; BLOCK-3; ASSIGN-6; MSG-3; WIDGET-9: may this member write an answer here and now? */
export function replyState(room: RoomSummary, session: SessionState, viewer: Viewer, isChannelOff = false): ReplyState {
  if (!may(viewer, "room.reply")) return { kind: "read_only" };
  const hasTemplates = TEMPLATE_CHANNELS.has(room.channel);
  if (room.isBlocked) return { kind: "blocked", mayUnblock: mayIn(viewer, "room.block", room) };
  if (isChannelOff) return { kind: "off" };
  if (room.status === "resolved") return { kind: "resolved", isWebchat: room.channel === "web_chat", hasTemplates };
  if (room.status === "campaign") return { kind: "campaign" };
  if (viewer.role === "agent" && !takesPart(viewer, room)) {
    return room.status === "unassigned" && may(viewer, "room.take")
      ? { kind: "take_over" }
      : { kind: "not_yours", names: room.participants.map(({ name }) => name) };
  }
  return session === "expired" && LOCKED_WHEN_EXPIRED.has(room.channel)
    ? { kind: "expired", hasTemplates }
    : { kind: "write" };
}

/** ROOM-28: opening marks read only where one may answer. */
export const marksRead = (room: RoomSummary, viewer: Viewer): boolean =>
  mayIn(viewer, "room.reply", room) && room.status !== "campaign";

const BYTE_LIMITED: ReadonlySet<string> = new Set(["ig"]);
const TEXT_LIMITS: Readonly<Record<string, number>> = {
  wa: 4096,
  wa_cloud: 4096,
  telegram: 4096,
  fb: 2000,
  ig: 1000,
  line: 5000,
  twitter: 10_000,
  web_chat: LIMITS.textLength,
  livechat: 4096,
  ig_comment: 2200,
  fb_comment: 8000,
  email: 100_000,
};

export type Counter = { isShown: boolean; left: number };

/** MSG-5: how much may still be written; shown from 80 % on. Characters are code points, on Instagram bytes. */
export function counterFor(text: string, channel: string, mode: "reply" | "note"): Counter {
  const limit = mode === "note" ? LIMITS.noteLength : (TEXT_LIMITS[channel] ?? LIMITS.textLength);
  const isBytes = mode === "reply" && BYTE_LIMITED.has(channel);
  const used = isBytes ? new TextEncoder().encode(text).length : codePoints(text);
  return { isShown: used >= limit * 0.8, left: limit - used };
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Something is being written. A lone slash only asks for the quick replies. */
export const isWritten = (text: string): boolean => !/^\s*\/?\s*$/.test(text);

/** MSG-2: only blanks cannot be sent. */
export const canSend = (text: string, counter: Counter): boolean => text.trim() !== "" && counter.left >= 0;
