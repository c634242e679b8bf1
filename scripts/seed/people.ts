/** The demo organization: a coffee roastery with a web shop, customers in two languages. */
export const ORGANIZATION = { name: "Kopi Senja", timeZone: "Asia/Jakarta", language: "id" as const };

/** One password for all, shown at start: this is a demo on the machine of whoever started it. */
export const PASSWORD = "senja-di-teras";

export const STAFF = [
  { role: "admin", name: "Ayu Lestari", email: "ayu@kopisenja.example", language: "en", isOwner: true },
  { role: "supervisor", name: "Bagas Pratama", email: "bagas@kopisenja.example", language: "id", isOwner: false },
  { role: "agent", name: "Citra Wulandari", email: "citra@kopisenja.example", language: "id", isOwner: false },
  { role: "agent", name: "Daniel Hart", email: "daniel@kopisenja.example", language: "en", isOwner: false },
  { role: "agent", name: "Eka Nugraha", email: "eka@kopisenja.example", language: "id", isOwner: false },
] as const;

export const TAGS = ["Pesanan", "Pengiriman", "Refund", "Grosir", "Langganan", "Stok", "VIP", "Keluhan"] as const;
export type TagName = (typeof TAGS)[number];

export const CUSTOMERS_ID = [
  "Rani Puspita",
  "Joko Susilo",
  "Maya Anggraini",
  "Fajar Ramadhan",
  "Dian Kartika",
  "Hendra Gunawan",
  "Sri Wahyuni",
  "Putri Maharani",
  "Agus Setiawan",
  "Lina Marlina",
  "Reza Pahlevi",
  "Nurul Hidayah",
  "Yoga Aditya",
  "Intan Permata",
  "Bayu Saputra",
  "Wulan Sari",
  "Rizky Firmansyah",
  "Tari Oktaviani",
  "Arif Budiman",
  "Mega Silvia",
  "Galih Prakoso",
  "Ratna Dewi",
  "Ilham Maulana",
  "Sinta Nuraini",
  "Doni Kurniawan",
  "Vina Amelia",
  "Eko Prasetyo",
  "Tiara Ayuningtyas",
] as const;

export const CUSTOMERS_EN = [
  "Hannah Whitfield",
  "Tom Okafor",
  "Grace Lindqvist",
  "Marco Bellini",
  "Priya Raman",
  "Noah Becker",
  "Chloé Dubois",
  "Liam O'Connor",
  "Sofia Marquez",
  "Kenji Watanabe",
  "Amelia Clarke",
  "Oliver Novak",
  "Zara Haddad",
  "Ethan Brooks",
] as const;
