import type { Language } from "../../language.ts";

const en = {
  sound: "Sound",
  on: "On",
  off: "Off",
  transcript: "Download transcript",
  failed: "It could not be loaded. Try again.",
};

const id: typeof en = {
  sound: "Suara",
  on: "Nyala",
  off: "Mati",
  transcript: "Unduh transkrip",
  failed: "Tidak dapat dimuat. Coba lagi.",
};

export const MENU_STRINGS: Record<Language, typeof en> = { en, id };
