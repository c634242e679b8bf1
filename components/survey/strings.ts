/** Texts of the survey page. The question and the thanks are the company's own. */
const en = {
  loading: "One moment…",
  optional: "optional",
  choose: "Choose an answer first",
  write: "Write a few words, please",
  tooLong: "Up to 1,000 characters, please",
  send: "Send answer",
  sending: "Sending…",
  change: "Change answer",
  ended: "This survey has ended",
  endedMore: "Answers are taken for 7 days, and can be changed for 10 minutes.",
  failed: "It did not get through. Check your connection.",
  busy: "Too many tries. Wait a moment.",
  again: "Try again",
};
export type SurveyPageStrings = typeof en;

const id: SurveyPageStrings = {
  loading: "Sebentar…",
  optional: "opsional",
  choose: "Pilih jawaban dulu",
  write: "Tuliskan sedikit penjelasan",
  tooLong: "Paling banyak 1.000 karakter",
  send: "Kirim jawaban",
  sending: "Mengirim…",
  change: "Ubah jawaban",
  ended: "Survei ini sudah berakhir",
  endedMore: "Jawaban diterima selama 7 hari, dan dapat diubah selama 10 menit.",
  failed: "Belum sampai. Periksa koneksi Anda.",
  busy: "Terlalu banyak percobaan. Tunggu sebentar.",
  again: "Coba lagi",
};

export const STRINGS = { en, id };
