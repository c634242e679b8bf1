import type { Language } from "./language.ts";

/** The few words of the eager part; the panel's stand in panel/strings/. */
const en = {
  open: "Open chat",
  close: "Close chat",
  unread: (count: string) => (count === "1" ? "1 unread message" : `${count} unread messages`),
  unreachable: "The chat cannot be reached right now. Try again in a moment.",
};

const id: typeof en = {
  open: "Buka chat",
  close: "Tutup chat",
  unread: (count) => `${count} pesan belum dibaca`,
  unreachable: "Chat belum bisa dihubungi. Coba lagi sebentar lagi.",
};

export const LAUNCHER_STRINGS: Record<Language, typeof en> = { en, id };
