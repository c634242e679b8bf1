import type { CHAT_WORDS_EN } from "./webchat-words-en.ts";

export const CHAT_WORDS_ID: typeof CHAT_WORDS_EN = {
  emptyTitle: "Halo! Ada yang bisa kami bantu?",
  emptyText: "Tulis pesan Anda, kami balas langsung di sini.",
  awayTitle: "Tinggalkan pesan",
  awayText: "Kami sedang tidak di tempat. Tulis pesan Anda, kami balas begitu kembali.",
};
