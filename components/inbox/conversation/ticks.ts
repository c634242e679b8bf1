import type { DeliveryStatus, RoomEvent } from "../../../protocol/room-events.schema.ts";
import type { Positions } from "../../../protocol/room-frames.schema.ts";

/** MSG-8, with `clock` for what has not reached the server. */
export type Tick = "clock" | "sent" | "delivered" | "read" | "failed";

export type Delivery = {
  tick: Tick;
  /** When each was reached, where the channel told it. */
  sentAt?: number;
  deliveredAt?: number;
  readAt?: number;
  /** The channel's own words for a failure. */
  reason?: string;
};

const RANK: Record<DeliveryStatus, number> = { queued: 0, sent: 1, delivered: 2, read: 3, failed: 4 };

/** The newest reported state of every message, by its seq; a state never goes backwards. */
export function deliveriesOf(events: readonly RoomEvent[]): Map<number, Delivery> {
  const found = new Map<number, Delivery>();
  const ranks = new Map<number, number>();
  for (const event of events) {
    if (event.type !== "message.status") continue;
    const before = found.get(event.messageSeq);
    const rank = RANK[event.status];
    const isNewer = rank > (ranks.get(event.messageSeq) ?? -1);
    if (isNewer) ranks.set(event.messageSeq, rank);
    found.set(event.messageSeq, {
      ...before,
      tick: isNewer ? tickOf(event.status) : (before?.tick ?? "clock"),
      ...(event.status === "sent" ? { sentAt: event.at } : {}),
      ...(event.status === "delivered" ? { deliveredAt: event.at } : {}),
      ...(event.status === "read" ? { readAt: event.at } : {}),
      ...(event.reason === undefined ? {} : { reason: event.reason }),
    });
  }
  return found;
}

const tickOf = (status: DeliveryStatus): Tick => (status === "queued" ? "clock" : status);

/**
 * The tick of one of our messages that is in the log. Webchat tells by positions, other channels by reports;
 * the further of the two counts.
 */
export function deliveryOf(
  message: { seq: number; at: number },
  channel: string | undefined,
  reported: Delivery | undefined,
  positions: Positions,
): Delivery {
  const byPosition: Tick =
    message.seq <= positions.contactRead ? "read" : message.seq <= positions.contactDelivered ? "delivered" : "sent";
  if (channel !== undefined && channel !== "web_chat") return reported ?? { tick: "sent", sentAt: message.at };
  const base: Delivery = { sentAt: message.at, ...reported, tick: byPosition };
  if (!reported || reported.tick === "clock") return base;
  return RANK[reported.tick] > RANK[byPosition as DeliveryStatus] ? { ...base, tick: reported.tick } : base;
}
