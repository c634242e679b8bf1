import type { Entry } from "../catalogue.ts";
import type { formsEn } from "../en/forms.ts";

export const formsId: Record<keyof typeof formsEn, Entry> = {
  "page.discard": "Buang perubahan",
  "page.bad": { other: "{n} kolom perlu diperbaiki" },
  "conflict.heading": "Sudah diubah oleh {name}",
  "conflict.text": "Pilih mana yang berlaku untuk setiap kolom yang berbeda. Belum ada yang disimpan.",
  "conflict.mine": "Milik Anda",
  "conflict.compare": "Bandingkan",
  "conflict.later": "Lanjut mengubah",
  "conflict.save": "Simpan pilihan ini",
};
