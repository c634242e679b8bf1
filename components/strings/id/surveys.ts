import type { Entry } from "../catalogue.ts";
import type { surveysEn } from "../en/surveys.ts";

export const surveysId: Record<keyof typeof surveysEn, Entry> = {
  "surveys.lead":
    "Menanyakan pendapat pelanggan, sekali setelah setiap percakapan selesai yang dijawab tim Anda atau bot.",
  "surveys.kinds": "Survei",
  "surveys.csat": "CSAT",
  "surveys.ces": "CES",
  "surveys.nps": "NPS",
  "surveys.csatHint": "Seberapa puas pelanggan? Lima wajah, dari sangat buruk sampai sangat baik.",
  "surveys.cesHint": "Seberapa mudah? Dari 1 sampai 7.",
  "surveys.npsHint": "Apakah mereka akan merekomendasikan Anda? Dari 0 sampai 10.",
  "surveys.isOn": "Tanyakan lewat {kind}",
  "surveys.channels": "Channel",
  "surveys.channelsHint": "Di chat situs web Anda survei tampil langsung; di tempat lain pelanggan mendapat tautan.",
  "surveys.mode": "Dikirim",
  "surveys.automatic": "Otomatis",
  "surveys.manual": "Manual",
  "surveys.automaticHint": "Setiap kali percakapan diselesaikan.",
  "surveys.manualHint": "Hanya bila yang menyelesaikan memintanya.",
  "surveys.title": "Judul",
  "surveys.question": "Pertanyaan",
  "surveys.questionHint": "20 sampai 300 karakter",
  "surveys.commentKind": "Komentar",
  "surveys.commentOff": "Tidak ditanya",
  "surveys.commentOptional": "Opsional",
  "surveys.commentRequired": "Wajib",
  "surveys.comment": "Pertanyaan untuk komentar",
  "surveys.thanks": "Ucapan terima kasih",
  "surveys.words": "Isinya",
  "surveys.onMark": "aktif",
  "error.survey.question": "Tulis pertanyaan sepanjang 20 sampai 300 karakter",
};
