import type { Entry } from "../catalogue.ts";
import type { webchatRoomEn } from "../en/webchat-room.ts";

/** Yang dibawa webchat dan survei ke room yang terbuka: pilihan, jawaban, siapa pengunjungnya dan di mana. */
export const webchatRoomId: Record<keyof typeof webchatRoomEn, Entry> = {
  "message.chosen": "dipilih",
  "message.isChosen": "dipilih pelanggan",
  "message.choices": "Pilihan",
  "message.choiceCount": { other: "{n} pilihan" },

  "survey.csat": "CSAT",
  "survey.ces": "CES",
  "survey.nps": "NPS",
  "survey.score": "{score} dari {max}",
  "survey.notAnswered": "Belum dijawab",
  "line.surveySent": "Survei dikirim: {survey}",
  "line.surveyAnswered": "{survey} dijawab: {score}",

  "line.linked": "{name} sudah masuk; percakapan ini kini milik profilnya",
  "line.linkedNameless": "Pengunjung sudah masuk; percakapan ini kini milik profilnya",
  "line.merged": "Ini juga {name}: {by} menggabungkan kedua kontak",
  "line.mergedNameless": "{by} menggabungkan kontak ini dengan kontak lain",
  "line.visitorTold": "Pengunjung memberikan data ini: {values}",
  "line.siteTold": "Dipastikan lewat akun di situs: {values}",

  "site.title": "Di situs",
  "site.here": "Sedang di situs",
  "site.lastSeen": "Terakhir terlihat {time}",
  "site.page": "Halaman",
  "site.cameFrom": "Datang dari",
  "site.says": "Keterangan dari situs",
  "site.newTab": "membuka tab baru",
  "site.yes": "Ya",
  "site.no": "Tidak",
  "detail.verifiedWhy": "Terverifikasi lewat akun di situs",
  "detail.unverified": "Belum terverifikasi",
  "detail.unverifiedWhy": "Disebutkan oleh pengunjung atau halaman; belum ada yang memeriksanya.",

  "detail.moreOlderNotes": "Cari catatan di percakapan sebelumnya",
  "detail.seekingNotes": "Mencari di percakapan sebelumnya…",
  "detail.noNotesLoaded": "Tidak ada catatan di percakapan yang sudah dimuat",
  "detail.notesFailed": "Percakapan sebelumnya tidak dapat dimuat",

  "composer.off": "Webchat ini sedang dinonaktifkan",
  "composer.offText": "Tidak ada yang dapat menulis di sini sampai diaktifkan kembali.",
  "error.widget.off": "Webchat ini sedang dinonaktifkan.",
  "cure.widget.off": "Aktifkan di Integrasi Channel, lalu kirim lagi.",
};
