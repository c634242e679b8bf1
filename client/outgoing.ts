import type { Refusal } from "../protocol/codes.ts";
import { LIMITS } from "../protocol/limits.ts";
import type { Outgoing } from "./types.ts";

/** The commands a person gave, in order, until each one's event has arrived. Every function returns a new queue. */
export type Queue<C> = readonly Outgoing<C>[];

type Refused = Refusal & { retryable: boolean };

/** What the queue needs of an event to recognise its own. */
type Settling = { seq: number; commandId?: string | undefined };

const change = <C>(queue: Queue<C>, id: string, patch: (item: Outgoing<C>) => Outgoing<C>): Queue<C> =>
  queue.map((item) => (item.id === id ? patch(item) : item));

/** Without the marks of former attempts. */
const bare = <C>({ id, command, createdAt, owner }: Outgoing<C>): Outgoing<C> => ({
  id,
  command,
  createdAt,
  owner,
  state: "queued",
});

const isUnsent = (item: Outgoing<unknown>): boolean => item.state !== "failed" && item.ackedSeq === undefined;

/** Commands that may be more than a day old are not sent without asking: the talk has gone on without them. */
export const tooOld = <C>(queue: Queue<C>, now: number): Queue<C> =>
  queue.filter((item) => item.state === "queued" && now - item.createdAt > LIMITS.clientOutboxAskAfterMs);

export const askAbout = <C>(queue: Queue<C>, id: string): Queue<C> =>
  change(queue, id, (item) => ({ ...bare(item), state: "failed", ask: true }));

export const add = <C>(queue: Queue<C>, item: Outgoing<C>): Queue<C> => [...queue, item];

/** Takes in what another page left behind; its commands are older than ours, so they stand before ours. */
export function adopt<C>(queue: Queue<C>, left: Queue<C>): Queue<C> {
  const known = new Set(queue.map((item) => item.id));
  const taken = left.filter((item) => !known.has(item.id)).map((item) => (item.state === "failed" ? item : bare(item)));
  const isInFlight = queue.findIndex((item) => item.state === "sending") + 1;
  return [...queue.slice(0, isInFlight), ...taken, ...queue.slice(isInFlight)];
}

/**
 * The command to send now: the oldest one that is neither failed nor acknowledged, unless it is on its way already.
 * Exactly one is on its way at a time: with two, a refusal of the first would let the second overtake it.
 */
export function nextToSend<C>(queue: Queue<C>): Outgoing<C> | undefined {
  const first = queue.find(isUnsent);
  return first?.state === "queued" ? first : undefined;
}

/** The command whose answer is awaited. */
export const inFlight = <C>(queue: Queue<C>): Outgoing<C> | undefined =>
  queue.find((item) => item.state === "sending" && item.ackedSeq === undefined);

export const markSending = <C>(queue: Queue<C>, id: string): Queue<C> =>
  change(queue, id, (item) => ({ ...bare(item), state: "sending" }));

/** The way was cut before an answer came: it goes again under the same id. */
export function interrupted<C>(queue: Queue<C>): Queue<C> {
  const item = inFlight(queue);
  return item ? change(queue, item.id, bare) : queue;
}

/** `last` is the highest seq applied: when the event is there already, the command is done. */
export const acknowledge = <C>(queue: Queue<C>, id: string, seq: number, last: number): Queue<C> =>
  seq <= last
    ? queue.filter((item) => item.id !== id)
    : change(queue, id, (item) => ({ ...bare(item), state: "sending", ackedSeq: seq }));

/** Removes every command whose event is here, whether its acknowledgement came or not. The same queue if none is. */
export function settle<C>(queue: Queue<C>, events: readonly Settling[], last: number): Queue<C> {
  if (queue.length === 0) return queue;
  const here = new Set(events.map((event) => event.commandId));
  const left = queue.filter((item) => !here.has(item.id) && (item.ackedSeq === undefined || item.ackedSeq > last));
  return left.length === queue.length ? queue : left;
}

/** The server is in trouble, not the command: it waits for as long as that takes. */
const TROUBLE: readonly Refusal["code"][] = ["unavailable", "overloaded", "room_backlog_full"];
const AUTOMATIC_RETRIES = 5;
const LONGEST_WAIT_MS = 60_000;

/**
 * Milliseconds until the same command goes again by itself, or null: a person has to decide. `attempt` counts the
 * refusals of this command before this one. A queue that meets a rate limit drains at the pace of that limit.
 */
export function waitAfterRefusal(refusal: Refused, attempt: number): number | null {
  const waitMs = Math.max(refusal.retryAfterMs ?? 0, backOffMs(attempt));
  if (TROUBLE.includes(refusal.code)) return Math.min(waitMs, LONGEST_WAIT_MS);
  return refusal.retryable && attempt < AUTOMATIC_RETRIES && waitMs <= LONGEST_WAIT_MS ? waitMs : null;
}

export const backOffMs = (attempt: number): number => Math.min(30_000, 500 * 2 ** attempt);

/** `isFinal`: the text is kept and the person may try again; otherwise it stays first in the queue. */
export const refuse = <C>(queue: Queue<C>, id: string, refusal: Refused, isFinal: boolean): Queue<C> =>
  change(queue, id, (item) =>
    // A late refusal of an earlier attempt says nothing about a command that was taken meanwhile.
    item.ackedSeq === undefined ? { ...bare(item), state: isFinal ? "failed" : "queued", refusal } : item,
  );

/** Same id, new age: a person has just said that it is still meant. It goes to the end, behind what was said since. */
export function retryFailed<C>(queue: Queue<C>, id: string, now: number): Queue<C> {
  const item = queue.find((candidate) => candidate.id === id && candidate.state === "failed");
  if (!item) return queue;
  return [...queue.filter((other) => other !== item), { ...bare(item), createdAt: now }];
}

/** Only what is not on its way can be taken back. */
export const discard = <C>(queue: Queue<C>, id: string): Queue<C> =>
  queue.filter((item) => item.id !== id || item.state === "sending");
