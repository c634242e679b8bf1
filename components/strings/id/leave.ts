import type { leaveEn } from "../en/leave.ts";

export const leaveId: Record<keyof typeof leaveEn, string> = {
  "leave.title": "Tinggalkan tanpa menyimpan?",
  "leave.text": "Perubahan Anda di sini belum disimpan dan akan hilang.",
  "leave.stay": "Lanjut mengubah",
  "leave.discard": "Buang perubahan",
};
