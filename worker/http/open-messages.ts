import { CODES, type Code } from "../../protocol/codes.ts";

type Texts = Record<"en" | "id", string>;

/** What went wrong and what to do next, for whoever writes the calling program. `{name}` stands for a parameter, `{field}` for the bad field. */
const MESSAGES: Partial<Record<Code, Texts>> = {
  unauthenticated: {
    en: "The API token is missing, revoked or has ended. Send it as `Authorization: Bearer sapa_…`; make one in Settings > API token.",
    id: "Token API tidak ada, sudah dicabut, atau sudah berakhir. Kirim sebagai `Authorization: Bearer sapa_…`; buat di Pengaturan > API token.",
  },
  forbidden: {
    en: "This API token may not do that. Make one of the kind user with the scope this call needs.",
    id: "Token API ini tidak berhak melakukannya. Buat token jenis pengguna dengan cakupan yang dibutuhkan.",
  },
  not_found: {
    en: "There is no such address or object in this organization. Check the path and the id.",
    id: "Alamat atau objek itu tidak ada di organisasi ini. Periksa path dan id-nya.",
  },
  rate_limited: {
    en: "Too many requests: 10 a second and 100 a minute for each API token. Wait as Retry-After says, and keep tokens until they end.",
    id: "Terlalu banyak permintaan: 10 per detik dan 100 per menit untuk setiap token API. Tunggu sesuai Retry-After, dan pakai token sampai berakhir.",
  },
  "embed.origin": {
    en: "The origin {origin} is not allowed. Add it in Settings > Embedding > Allowed origins, exactly as the browser writes it: scheme, host and port.",
    id: "Asal {origin} tidak diizinkan. Tambahkan di Pengaturan > Embedding > Asal yang diizinkan, persis seperti tertulis di peramban: skema, host, dan port.",
  },
  "embed.member": {
    en: "There is no active member with this id or email in this organization. Look under Settings > User.",
    id: "Tidak ada anggota aktif dengan id atau email ini di organisasi ini. Lihat di Pengaturan > User.",
  },
  "embed.scope": {
    en: "What `{field}` names does not exist in this organization. Check the id.",
    id: "Yang disebut oleh `{field}` tidak ada di organisasi ini. Periksa id-nya.",
  },
  required: { en: "`{field}` is missing.", id: "`{field}` belum ada." },
  too_long: {
    en: "`{field}` is too long: {max} characters at most.",
    id: "`{field}` terlalu panjang: paling banyak {max} karakter.",
  },
  bad_request: {
    en: "`{field}` has the wrong type, is out of range or is not known. /api/openapi.json says what is expected.",
    id: "`{field}` salah jenis, di luar batas, atau tidak dikenal. Yang diharapkan tertulis di /api/openapi.json.",
  },
  bad_json: { en: "The body is not valid JSON in UTF-8.", id: "Isi permintaan bukan JSON UTF-8 yang sah." },
  unsupported_media_type: {
    en: "Send the body as JSON with `Content-Type: application/json`.",
    id: "Kirim isi sebagai JSON dengan `Content-Type: application/json`.",
  },
  unavailable: {
    en: "Temporarily unavailable. Send the same request again after Retry-After.",
    id: "Sedang tidak tersedia. Kirim permintaan yang sama lagi setelah Retry-After.",
  },
};

export function openMessage(code: Code, language: "en" | "id", params: Record<string, string | number> = {}): string {
  const text = MESSAGES[code]?.[language] ?? CODES[code].title;
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? "")).replaceAll(/ {2,}/g, " ");
}
