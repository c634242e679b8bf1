import type { Channel } from "../../protocol/channels.ts";
import type { Localizer } from "../strings/localizer.ts";

type NamedContact = { contactId: string; externalId: string; name: string | null };

const HUES = 8;

/** What a customer without a name is called: visitors by a short code, so that two of them can be told apart. */
export function contactName(contact: NamedContact, channel: Channel, text: Localizer): string {
  if (contact.name) return contact.name;
  if (channel === "web_chat") return text.t("common.visitor", { code: contact.contactId.slice(-4).toUpperCase() });
  return text.t("common.notAvailableName");
}

/** One or two letters for the avatar: first and last word. Letters outside the basic plane stay whole. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => firstLetter(word ?? ""));
  return letters.join("").toLocaleUpperCase();
}

const firstLetter = (word: string): string => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? "";

/** A steady tint of 0..7 for somebody, so that a face without a photo is found again. */
export function hueOf(id: string): number {
  let hash = 0;
  for (let index = 0; index < id.length; index += 1) hash = (hash * 31 + id.charCodeAt(index)) | 0;
  return Math.abs(hash) % HUES;
}

/** "Dewi", "Dewi, Budi", "Dewi, Budi +2" */
export function joinNames(names: readonly string[], shown = 2): string {
  const rest = names.length - shown;
  return names.slice(0, shown).join(", ") + (rest > 0 ? ` +${rest}` : "");
}
