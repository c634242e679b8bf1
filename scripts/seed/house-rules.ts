import type { Settings } from "../../protocol/settings.schema.ts";
import { defaultSettings } from "../../worker/settings/defaults.ts";

/** What the roastery has set up for itself, in the words its people would use. */

const WEEKDAY = [{ from: "08:00", to: "20:00" }];

export const OFFICE_HOURS: Settings["office-hours"] = {
  timeZone: "Asia/Jakarta",
  week: [
    WEEKDAY,
    WEEKDAY,
    WEEKDAY,
    WEEKDAY,
    // Closed for Friday prayers.
    [
      { from: "08:00", to: "11:30" },
      { from: "13:00", to: "20:00" },
    ],
    WEEKDAY,
    [{ from: "09:00", to: "20:00" }],
  ],
  holidays: [
    { date: "2026-12-25", name: "Hari Natal" },
    { date: "2027-01-01", name: "Tahun Baru" },
    { date: "2027-03-10", name: "Idulfitri" },
    { date: "2027-03-11", name: "Idulfitri" },
    { date: "2027-08-17", name: "Hari Kemerdekaan" },
  ],
};

/** Written and ready, but off: who tries the demo at night should meet people first. */
export const AUTO_RESPONDER: Settings["auto-responder"] = {
  inHours: {
    isOn: false,
    text: "Halo, terima kasih sudah menghubungi Kopi Senja! Sebentar ya, tim kami segera membalas.",
  },
  outsideHours: {
    isOn: false,
    text: "Halo! Kami sedang tutup. Tinggalkan pesan di sini, kami balas mulai pukul 08.00 WIB. ☕",
  },
};

/** Asked after every conversation; the words are the product's own. */
export const SURVEYS: Pick<Settings["surveys"], "csat"> = {
  csat: { ...defaultSettings("Asia/Jakarta").surveys.csat, isOn: true },
};

/** Named by the email addresses of `STAFF`. */
export const DIVISIONS = [
  {
    name: "Grosir",
    supervisor: "bagas@kopisenja.example",
    agents: ["citra@kopisenja.example", "daniel@kopisenja.example"],
  },
  { name: "Pengiriman", supervisor: "bagas@kopisenja.example", agents: ["eka@kopisenja.example"] },
] as const;

export const QUICK_REPLIES = [
  {
    command: "salam",
    text: "Halo {{contact.name}}, terima kasih sudah menghubungi {{organization.name}}! Saya {{agent.name}}, ada yang bisa dibantu?",
  },
  {
    command: "nomor-pesanan",
    text: "Boleh minta nomor pesanannya? Formatnya KS- diikuti lima angka, ada di email konfirmasi.",
  },
  { command: "cek-dulu", text: "Baik Kak, saya cek dulu sebentar ya." },
  {
    command: "resi",
    text: "Pesanannya sudah kami serahkan ke kurir. Nomor resi: \nPerkiraan tiba 2–3 hari kerja, bisa dilacak di situs kurir.",
  },
  {
    command: "ongkir",
    text: "Ongkir dihitung otomatis saat checkout. Gratis ongkir ke seluruh Jawa untuk belanja di atas Rp250.000.",
  },
  {
    command: "jam-buka",
    text: "Toko kami di Kemang buka setiap hari pukul 08.00–22.00, Minggu mulai 09.00. Chat dibalas sampai pukul 20.00.",
  },
  {
    command: "gilingan",
    text: "Kami giling sesuai alat seduh Kakak: V60, French press, moka pot, espresso, atau tubruk. Mau yang mana?",
  },
  {
    command: "barang-rusak",
    text: "Mohon maaf atas kejadiannya, Kak. Boleh kirim foto kemasan dan isinya? Kami ganti baru atau kembalikan dananya, silakan pilih.",
  },
  {
    command: "grosir",
    text: "Harga grosir mulai 10 kg per bulan, bisa campur beberapa biji. Boleh tahu kebutuhan per bulan dan kotanya di mana?",
  },
  {
    command: "jeda-langganan",
    text: "Langganannya bisa dijeda kapan saja tanpa biaya. Dari tanggal berapa sampai berapa, Kak?",
  },
  {
    command: "penutup",
    text: "Sama-sama, {{contact.name}}! Kalau ada yang lain, langsung tulis di sini saja ya. Selamat ngopi ☕",
  },
  {
    command: "hello",
    text: "Hi {{contact.name}}, thanks for writing to {{organization.name}}. I'm {{agent.name}}, how can I help?",
  },
  {
    command: "shipping-abroad",
    text: "We ship worldwide. Singapore and Malaysia take 3–5 working days, Rp145,000 up to 2 kg.",
  },
  { command: "sign-off", text: "You're welcome, {{contact.name}}. Write to us any time. Enjoy your coffee!" },
] as const;
