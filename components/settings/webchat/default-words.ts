import type { LocalText } from "../../../protocol/webchat.schema.ts";
import { PRECHAT_WORDS } from "../../../protocol/webchat-defaults.ts";
import { CHAT_WORDS_EN as en } from "../../../protocol/webchat-words-en.ts";
import { CHAT_WORDS_ID as id } from "../../../protocol/webchat-words-id.ts";

/** What a widget says where nothing is customised, by pointer: there own words begin. */
export const OUR_WORDS = {
  "/online": { en: `${en.emptyTitle} ${en.emptyText}`, id: `${id.emptyTitle} ${id.emptyText}` },
  "/offline": { en: `${en.awayTitle}. ${en.awayText}`, id: `${id.awayTitle}. ${id.awayText}` },
  "/prechat/title": PRECHAT_WORDS.title,
  "/prechat/subtitle": PRECHAT_WORDS.subtitle,
  "/greeting/text": { en: en.emptyTitle, id: id.emptyTitle },
} satisfies Record<string, LocalText>;
