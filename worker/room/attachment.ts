import type { Caller } from "../http/identity.ts";

/**
 * What a socket needs after its room has slept. A wire format of its own: it outlives deployments, so it carries a
 * version and every field has a default.
 */
export type Attachment = {
  version: 1;
  caller: Caller;
  /** The client has said hello. */
  isGreeted: boolean;
  /** Set while flow control holds the socket back: the last seq it was sent. */
  pausedAtSeq: number | null;
};

export const encodeAttachment = (caller: Caller, isGreeted: boolean, pausedAtSeq: number | null): Attachment => ({
  version: 1,
  caller,
  isGreeted,
  pausedAtSeq,
});

/** null for anything this build cannot read; the socket is then closed and the client resumes. */
export function decodeAttachment(value: unknown): Attachment | null {
  if (typeof value !== "object" || value === null) return null;
  const { version, caller, isGreeted, pausedAtSeq } = value as Partial<Attachment>;
  if (version !== 1 || caller === undefined) return null;
  return { version, caller, isGreeted: isGreeted ?? false, pausedAtSeq: pausedAtSeq ?? null };
}
