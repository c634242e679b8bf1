import type { MailTexts } from "../content.ts";

const NOT_YOU = "Jika Anda tidak memintanya, abaikan saja email ini; tidak ada yang berubah.";
const ASK = "Jika ini bukan Anda, segera beri tahu admin organisasi Anda.";

const hasMadeAccount = (inviter: string | null): string =>
  inviter === null ? "Akun untuk Anda telah dibuat di Sapa" : `${inviter} telah membuatkan akun untuk Anda di Sapa`;

const wantsToAdd = (inviter: string | null, organization: string): string =>
  inviter === null
    ? `Anda diajak bergabung dengan tim ${organization} di Sapa`
    : `${inviter} ingin menambahkan Anda ke tim ${organization} di Sapa`;

const invites = (inviter: string | null, organization: string): string =>
  inviter === null
    ? `Anda diundang ke ${organization} di Sapa`
    : `${inviter} mengundang Anda ke ${organization} di Sapa`;

export const ID: MailTexts = {
  reset: ({ link, minutes }) => ({
    subject: "Buat kata sandi baru",
    paragraphs: [
      "Seseorang, kemungkinan Anda sendiri, meminta kata sandi baru untuk alamat email ini.",
      "Kata sandi baru berlaku untuk semua aplikasi dengan email ini.",
    ],
    action: { label: "Buat kata sandi baru", link },
    closing: [
      `Tautan ini hanya bisa dipakai sekali, selama ${minutes} menit. Tautan yang lebih baru membatalkan yang ini.`,
      NOT_YOU,
    ],
  }),
  invitation: ({ link, name, organization, inviter, days }) => ({
    subject: invites(inviter, organization),
    paragraphs: [
      `Halo ${name},`,
      `${hasMadeAccount(inviter)}, tempat tim ${organization} menjawab pelanggan. Buat kata sandi untuk memulai.`,
    ],
    action: { label: "Buat kata sandi", link },
    closing: [
      `Tautan ini hanya bisa dipakai sekali, selama ${days} hari.`,
      "Jika Anda tidak mengenal organisasi ini, abaikan email ini.",
    ],
  }),
  verification: ({ link, name, organization, inviter, days }) => ({
    subject: invites(inviter, organization),
    paragraphs: [
      `Halo ${name},`,
      `${wantsToAdd(inviter, organization)}. Anda sudah punya akun: pastikan akun itu milik Anda dengan kata sandi Anda saat ini.`,
    ],
    action: { label: "Konfirmasi dengan kata sandi", link },
    closing: [
      `Tautan ini berlaku selama ${days} hari. Sebelum Anda mengonfirmasi, ${organization} tidak dapat mengakses apa pun milik Anda.`,
      "Jika Anda tidak mengenal organisasi ini, abaikan email ini.",
    ],
  }),
  code: ({ code, minutes }) => ({
    subject: "Kode masuk Anda",
    paragraphs: ["Organisasi Anda meminta kode setiap kali masuk. Ketik kode ini:"],
    code,
    closing: [
      `Kode hanya bisa dipakai sekali, selama ${minutes} menit.`,
      "Jika Anda tidak sedang mencoba masuk, ada yang mengetahui kata sandi Anda: segera ganti.",
    ],
  }),
  emailLeft: ({ newEmail, reason }) => ({
    subject: "Email untuk masuk telah diganti",
    paragraphs: [
      `Sebelumnya Anda masuk ke Sapa dengan alamat ini. Mulai sekarang alamat yang dipakai adalah ${newEmail}.`,
      ...(reason === null ? [] : [`Alasan yang diberikan: ${reason}`]),
      "Semua sesi telah diakhiri. Kata sandi Anda tetap sama.",
    ],
    closing: [ASK],
  }),
  emailTaken: ({ newEmail, reason, link, minutes }) => ({
    subject: "Email baru Anda untuk masuk",
    paragraphs: [
      `Mulai sekarang Anda masuk ke Sapa dengan ${newEmail}.`,
      ...(reason === null ? [] : [`Alasan yang diberikan: ${reason}`]),
      "Semua sesi telah diakhiri. Konfirmasikan bahwa alamat ini milik Anda dengan membuat kata sandi baru; sebelum itu, aplikasi diberi tahu bahwa alamat ini belum dikonfirmasi.",
    ],
    action: { label: "Konfirmasi alamat ini", link },
    closing: [
      `Tautan ini hanya bisa dipakai sekali, selama ${minutes} menit. Setelah itu, “Lupa kata sandi?” melakukan hal yang sama.`,
      ASK,
    ],
  }),
  passwordChanged: () => ({
    subject: "Kata sandi Anda telah diganti",
    paragraphs: [
      "Kata sandi akun Anda baru saja diganti. Kata sandi ini berlaku untuk semua aplikasi dengan email ini, dan semua sesi lain telah diakhiri.",
    ],
    closing: ["Jika ini bukan Anda, segera buat kata sandi baru lewat “Lupa kata sandi?” dan beri tahu admin."],
  }),
  deletionSet: ({ organization, date, contact }) => ({
    subject: `${organization} akan dihapus pada ${date}`,
    paragraphs: [
      `Pengelola server Sapa ini telah menjadwalkan penghapusan ${organization} pada ${date}: semua percakapan, kontak, file, dan pengaturan, secara permanen.`,
      "Sampai saat itu semuanya berjalan seperti biasa. Pemilik dapat mengunduh seluruh datanya di Pengaturan, Keamanan dan sesi.",
    ],
    closing: [
      contact === null
        ? "Jika ini keliru, beri tahu pengelola server sebelum hari itu."
        : `Jika ini keliru, sampaikan sebelum hari itu. ${contact}`,
    ],
  }),
  deletionKept: ({ organization }) => ({
    subject: `${organization} tidak jadi dihapus`,
    paragraphs: [`Penghapusan ${organization} telah dibatalkan. Semuanya tetap seperti sekarang.`],
    closing: ["Tidak ada yang perlu Anda lakukan."],
  }),
};
