import type { Language } from "./language.ts";

/** Words of the eager part; the panel's stand in panel/strings/. */
const en = {
  open: "Open chat",
  close: "Close chat",
  unreachable: "The chat cannot be reached right now. ",
};

const id: typeof en = {
  open: "Buka chat",
  close: "Tutup chat",
  unreachable: "Chat sedang tidak bisa dihubungi. ",
};

export const LAUNCHER_STRINGS: Record<Language, typeof en> = { en, id };
