import type { Entry } from "../catalogue.ts";
import type { embedEn } from "../en/embed.ts";

export const embedId: Record<keyof typeof embedEn, Entry> = {
  "badge.messages": "{n} chat menunggu jawaban",
  "badge.comments": "{n} komentar menunggu jawaban",
  "badge.unassigned": "{n} chat belum ditugaskan",
  "room.noneTitle": "Tidak ada percakapan yang terbuka",
  "room.noneText": "Percakapan muncul di sini begitu dipilih di halaman ini.",
};
