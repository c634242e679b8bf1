/** SESS-1, 2: the session clock. Pure, so that server, inbox and tests tell the same time. */
export const SESSION_STATES = ["open", "expiring", "expired"] as const;
export type SessionState = (typeof SESSION_STATES)[number];

const HOUR_MS = 3_600_000;

/** Milliseconds since the clock's start at which a session starts expiring and is expired (SESS-4 makes them settings). */
export type SessionThresholds = { expiringMs: number; expiredMs: number };
export const DEFAULT_SESSION: SessionThresholds = { expiringMs: 16 * HOUR_MS, expiredMs: 24 * HOUR_MS };

/** SESS-6, 7: channels whose vendor closes free text with the session; all others are never locked (SESS-8). */
export const LOCKED_WHEN_EXPIRED: ReadonlySet<string> = new Set(["wa_cloud", "wa", "fb", "ig"]);

/** SESS-4: an organization's thresholds as they hold on a channel; where the vendor locks, nothing lasts beyond its 24 hours. */
export function thresholdsFor(channel: string, thresholds: SessionThresholds): SessionThresholds {
  if (!LOCKED_WHEN_EXPIRED.has(channel)) return thresholds;
  const expiredMs = Math.min(thresholds.expiredMs, DEFAULT_SESSION.expiredMs);
  return { expiringMs: Math.min(thresholds.expiringMs, expiredMs), expiredMs };
}

/** When the clock started: the newest inbound, on webchat also the visitor's last seen. null: the customer never wrote. */
export function sessionStart(room: {
  channel: string;
  lastInboundAt: number | null;
  lastSeenAt: number | null;
}): number | null {
  if (room.lastInboundAt === null) return null;
  return room.channel === "web_chat" ? Math.max(room.lastInboundAt, room.lastSeenAt ?? 0) : room.lastInboundAt;
}

export function sessionState(
  startAt: number | null,
  now: number,
  thresholds: SessionThresholds = DEFAULT_SESSION,
): SessionState {
  if (startAt === null) return "expired";
  const ageMs = now - startAt;
  if (ageMs >= thresholds.expiredMs) return "expired";
  return ageMs >= thresholds.expiringMs ? "expiring" : "open";
}

/** Milliseconds until the session is expired; 0 once it is. */
export const sessionLeftMs = (
  startAt: number | null,
  now: number,
  thresholds: SessionThresholds = DEFAULT_SESSION,
): number => (startAt === null ? 0 : Math.max(0, startAt + thresholds.expiredMs - now));
