import { LIMITS } from "../protocol/limits.ts";
import type { TypingActor } from "../protocol/room-frames.schema.ts";

/** Who types, with the local time at which the sign fades if nothing new is heard. */
export type TypingList = readonly { actor: TypingActor; until: number }[];

const isSame = (a: TypingActor, b: { type: string; name?: string }): boolean =>
  a.type === b.type && (a.type === "contact" || a.name === b.name);

export const without = (list: TypingList, actor: { type: string; name?: string }): TypingList =>
  list.some((entry) => isSame(entry.actor, actor)) ? list.filter((entry) => !isSame(entry.actor, actor)) : list;

export const heardTyping = (list: TypingList, actor: TypingActor, isTyping: boolean, now: number): TypingList =>
  isTyping ? [...without(list, actor), { actor, until: now + LIMITS.typingShownMs }] : without(list, actor);

export const stillTyping = (list: TypingList, now: number): TypingList =>
  list.some((entry) => entry.until <= now) ? list.filter((entry) => entry.until > now) : list;
