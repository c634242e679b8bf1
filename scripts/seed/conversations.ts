import type { DemoFileName } from "./files.ts";
import type { TagName } from "./people.ts";

/** One line of a scripted conversation: who, how many minutes after the line before, what. */
export type Line = {
  by: "customer" | "staff" | "note" | "bot";
  afterMinutes: number;
  /** Of a file, its caption; may be empty. */
  text: string;
  file?: DemoFileName;
  /** The buttons of a bot's message. */
  choices?: string[];
};
export type Story = { language: "id" | "en"; tags: TagName[]; lines: Line[] };

const c = (afterMinutes: number, text: string): Line => ({ by: "customer", afterMinutes, text });
const s = (afterMinutes: number, text: string): Line => ({ by: "staff", afterMinutes, text });
const withFile = (line: Line, file: DemoFileName): Line => ({ ...line, file });
const n = (afterMinutes: number, text: string): Line => ({ by: "note", afterMinutes, text });
const id = (tags: TagName[], ...lines: Line[]): Story => ({ language: "id", tags, lines });
const en = (tags: TagName[], ...lines: Line[]): Story => ({ language: "en", tags, lines });

/** Somebody whom one blocks. */
export const SPAM: Story = id(
  ["Keluhan"],
  c(0, "🔥 PINJAMAN KILAT CAIR 5 MENIT TANPA JAMINAN 🔥 klik https://cuan-kilat.example"),
  c(1, "Buruan kak, promo hari ini saja!!!"),
  s(4, "Mohon maaf, ini layanan pelanggan Kopi Senja. Ada yang bisa kami bantu soal kopi?"),
  c(1, "🔥 PINJAMAN KILAT CAIR 5 MENIT TANPA JAMINAN 🔥 klik https://cuan-kilat.example"),
  n(1, "Iklan yang sama sudah masuk tiga kali minggu ini."),
);

/** Somebody whom the bot asks first. */
export const MENU: Story = id([], c(0, "Halo, toko buka jam berapa hari Minggu?"), {
  by: "bot",
  afterMinutes: 0,
  text: "Halo! Saya asisten Kopi Senja. Mau dibantu soal apa?",
  choices: ["Jam buka", "Cek pesanan", "Bicara dengan tim"],
});

/** Each ends with a line of the staff, so that it may be cut anywhere: before it the room waits, after it it is answered. */
export const STORIES: readonly Story[] = [
  id(
    ["Pengiriman"],
    c(0, "Halo kak, pesanan saya KS-20418 sudah dikirim belum ya?"),
    s(3, "Halo! Saya cek dulu sebentar ya."),
    s(2, "Sudah diserahkan ke kurir tadi pagi. Nomor resinya JX0098812734, perkiraan tiba besok siang."),
    c(1, "Siap, terima kasih banyak 🙏"),
    s(1, "Sama-sama! Kalau ada kendala kabari kami lagi ya."),
  ),
  id(
    ["Stok"],
    c(0, "Gayo Wine 250 gram masih ada?"),
    s(6, "Masih ada, roasting tanggal kemarin. Mau digiling atau biji utuh?"),
    c(2, "Giling untuk V60 ya, 2 bungkus"),
    s(2, "Baik, sudah saya catat giling medium untuk V60. Silakan checkout di https://kopisenja.example/gayo-wine"),
  ),
  id(
    ["Refund", "Keluhan"],
    c(0, "Kak, kemasannya sobek waktu sampai, kopinya tumpah setengah 😭"),
    withFile(c(1, "Saya sudah foto waktu buka paket"), "tornBag"),
    withFile(c(0, ""), "spilledBeans"),
    s(
      4,
      "Aduh, mohon maaf sekali atas kejadiannya. Kami ganti baru atau dananya kami kembalikan, Kakak pilih yang mana?",
    ),
    c(3, "Ganti baru saja kak"),
    n(1, "Ketiga kalinya bulan ini dari ekspedisi yang sama, perlu dilaporkan ke gudang."),
    s(5, "Siap, penggantinya kami kirim hari ini tanpa ongkir. Resi menyusul lewat chat ini."),
  ),
  id(
    ["Grosir"],
    c(0, "Selamat siang, untuk kafe ada harga grosir? Kebutuhan sekitar 20 kg per bulan."),
    s(8, "Selamat siang! Ada, mulai 10 kg per bulan. Boleh tahu lokasi kafenya di mana?"),
    c(4, "Di Bandung, daerah Dago. Sekarang pakai house blend 70:30."),
    s(
      6,
      "Untuk 20 kg kami bisa beri 18% di bawah harga retail, dan gratis kirim ke Bandung setiap Selasa. Saya kirimkan sampelnya dulu ya?",
    ),
    c(12, "Boleh banget, alamatnya Jl. Ir. H. Juanda 112"),
    n(1, "Calon pelanggan grosir, target 20 kg. Kirim sampel House Blend + Toraja."),
    withFile(s(3, "Sudah saya jadwalkan, sampelnya berangkat besok pagi. Ini daftar harganya."), "priceList"),
  ),
  id(
    ["Langganan"],
    c(0, "Mau tanya, langganan bulanan bisa dijeda dulu? Saya mau pulang kampung 2 minggu"),
    s(5, "Bisa kak. Dari tanggal berapa sampai berapa?"),
    c(1, "Mulai tanggal 1 sampai 14"),
    s(2, "Sudah dijeda, pengiriman berikutnya tanggal 15. Selamat mudik! 🚆"),
  ),
  id(
    ["Pesanan"],
    c(0, "Saya salah pilih ukuran, harusnya 500 gram bukan 250. Bisa diubah?"),
    s(4, "Bisa, pesanannya belum kami proses. Selisihnya Rp 85.000, saya kirimkan tautan pembayarannya ya."),
    c(3, "Oke sudah saya bayar"),
    s(2, "Sudah masuk, terima kasih. Pesanan 500 gram berangkat sore ini."),
  ),
  id(
    [],
    c(0, "Toko yang di Kemang buka sampai jam berapa?"),
    s(7, "Setiap hari 08.00 sampai 22.00, hari Minggu mulai 09.00."),
    c(1, "Ada colokan buat kerja ga? 😁"),
    s(2, "Ada di lantai dua, dekat jendela. WiFi-nya gratis."),
  ),
  id(
    ["Pengiriman", "Keluhan"],
    c(0, "Sudah 5 hari paket saya tidak bergerak di Surabaya"),
    c(2, "KS-20377"),
    s(
      9,
      "Mohon maaf menunggu. Saya sudah hubungi kurirnya, paket tertahan di gudang karena alamat kurang nomor rumah.",
    ),
    c(4, "Oh iya, nomornya 27B"),
    s(3, "Terima kasih, sudah saya teruskan. Diantar ulang besok sebelum jam 12."),
  ),
  id(
    ["Pesanan"],
    c(0, "Bisa kirim sebagai hadiah? Mau ada kartu ucapannya"),
    s(5, "Bisa! Tulis saja ucapannya di sini, kami cetak di kartu."),
    c(6, '"Selamat ulang tahun Ibu, semoga sehat selalu. Dari Dinda"'),
    s(3, "Manis sekali. Sudah kami tambahkan, bungkus kadonya gratis."),
  ),
  id(
    ["VIP"],
    c(0, "Kak, batch Toraja Sapan yang kemarin enak banget. Ada roasting baru?"),
    s(10, "Senang dengarnya! Roasting berikutnya Kamis. Mau kami simpankan 1 kg seperti biasa?"),
    c(2, "Mau dong"),
    withFile(s(1, "Siap, disimpankan. Kamis sore kami kabari."), "threeBags"),
  ),
  id(
    [],
    c(0, "Bedanya natural sama washed apa ya? Saya baru mulai manual brew"),
    s(
      6,
      "Natural dijemur dengan buahnya, rasanya lebih manis dan fruity. Washed dicuci dulu, rasanya lebih bersih dan terang.",
    ),
    c(3, "Kalau pemula cocoknya yang mana?"),
    s(2, "Coba Kintamani washed, ramah sekali untuk belajar. Grinder di 20 klik, air 92 derajat."),
  ),
  id(
    ["Refund"],
    c(0, "Saya kena debit dua kali untuk pesanan yang sama"),
    s(4, "Maaf atas kendalanya. Boleh kirim nomor pesanan dan jam transaksinya?"),
    c(5, "KS-20455, jam 19.42 dan 19.43"),
    s(6, "Ketemu, yang kedua kami batalkan. Dana kembali 2 sampai 3 hari kerja."),
    c(1, "Ok ditunggu"),
    s(1, "Baik, kami pantau sampai masuk."),
  ),
  en(
    ["Pengiriman"],
    c(0, "Hi! Do you ship to Singapore?"),
    s(4, "Hi, yes we do. 3 to 5 working days, flat Rp 145,000 up to 2 kg."),
    c(2, "Great. Any customs paperwork on my side?"),
    s(2, "None, we attach the invoice and the certificate. You'll get a tracking link by email."),
  ),
  en(
    ["Langganan"],
    c(0, "I'd like to switch my subscription from espresso to filter roast"),
    s(7, "Happy to. From the next delivery on the 3rd?"),
    c(1, "Yes please, and whole beans from now on"),
    s(2, "Done: filter roast, whole beans, every two weeks. Anything else I can do?"),
  ),
  en(
    ["Keluhan", "Refund"],
    c(0, "The grinder I bought last week makes a terrible noise and the burrs look chipped."),
    c(1, "Order KS-20391"),
    s(5, "I'm sorry, that shouldn't happen. Could you tell me whether it happens with and without beans?"),
    withFile(c(4, "Both. Louder without."), "grinderNoise"),
    n(1, "Same batch as two others (serials 77xx). Ask the supplier."),
    s(
      3,
      "Thanks, that's enough. I'm sending a replacement today and a courier will collect the old one, free of charge.",
    ),
    c(2, "That was quick. Thank you!"),
    s(1, "You're welcome, enjoy the new one ☕"),
  ),
  en(
    ["Grosir"],
    c(0, "We're opening a small hotel in Ubud and looking for a house coffee. Do you do private label?"),
    s(12, "Congratulations! We do, from 15 kg a month. Would you like a tasting set of three roasts first?"),
    c(6, "That would be lovely. We'd need it before the 20th."),
    withFile(s(4, "You'll have it by the 12th. Here is the price list."), "priceList"),
  ),
  en(
    ["Stok"],
    c(0, "Is the Flores Bajawa coming back? It's been sold out for weeks"),
    s(8, "The new harvest lands next Tuesday. Shall I put a kilo aside for you?"),
    c(1, "Two please!"),
    s(1, "Two it is. You'll get a message the moment it's roasted."),
  ),
  en(
    ["Pesanan"],
    c(0, "Can I still change the delivery address for today's order?"),
    s(2, "Yes, it hasn't left yet. What's the new one?"),
    c(2, "Jl. Batu Bolong 8, Canggu"),
    s(1, "Changed. Same delivery window, tomorrow 10 to 13."),
  ),
  en(
    [],
    c(0, "What grind size should I use for a moka pot?"),
    s(5, "A little coarser than espresso, like fine table salt. Fill the basket level and don't tamp."),
    c(3, "Mine always tastes bitter though"),
    s(3, "Start with hot water in the base and take it off as soon as it gurgles. That alone fixes most of it."),
  ),
];
