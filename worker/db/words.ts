import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import { foldPhone, foldText } from "./fold.ts";

/** How contacts are cut into words to be found by (SEARCH-1): the same for what is stored and for what is typed. */
const PHONE_CHANNELS: ReadonlySet<string> = new Set(["wa_cloud", "wa"]);
const COUNTRY_CODE = "62";

export type ContactWords = { names: string[]; phones: string[]; emails: string[] };

export const wordsIn = (value: string): string[] =>
  foldText(value)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");

/** A number is found by its beginning, with the country's code and without. */
export function phoneWords(value: string): string[] {
  const digits = foldPhone(value, COUNTRY_CODE);
  if (digits === "") return [];
  return digits.startsWith(COUNTRY_CODE) ? [digits, digits.slice(COUNTRY_CODE.length)] : [digits];
}

/** What the room of this summary is found by; the id of a channel's account counts as what it is there. */
export function contactWords({ channel, contact }: Pick<RoomSummary, "channel" | "contact">): ContactWords {
  const { name, email, phone, externalId } = contact;
  const isPhone = PHONE_CHANNELS.has(channel);
  const isEmail = channel === "email";
  return {
    // A visitor's id is nobody's name.
    names: [name ?? "", isPhone || isEmail || channel === "web_chat" ? "" : externalId].flatMap(wordsIn),
    phones: [...new Set([phone ?? "", isPhone ? externalId : ""].flatMap(phoneWords))],
    emails: [...new Set([email ?? "", isEmail ? externalId : ""].flatMap(wordsIn))],
  };
}

/** A blank stands before each word, so that ` rin` is found where a word begins so. */
export const wordLine = (words: readonly string[]): string => words.map((word) => ` ${word}`).join("");
