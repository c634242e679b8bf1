import type { Language } from "../../language.ts";

const en = {
  name: "Name",
  email: "Email",
  phone: "Phone",
  optional: "optional",
  start: "Start chat",
  wrong: {
    required: "This field is required",
    name: "At most 120 characters",
    email: "Give an address like name@example.com",
    phone: "Give a number with 8 to 15 digits",
  },
};

const id: typeof en = {
  name: "Nama",
  email: "Email",
  phone: "Telepon",
  optional: "opsional",
  start: "Mulai chat",
  wrong: {
    required: "Kolom ini wajib diisi",
    name: "Paling banyak 120 karakter",
    email: "Tulis alamat seperti nama@contoh.com",
    phone: "Tulis nomor dengan 8 sampai 15 angka",
  },
};

export type FormStrings = typeof en;
export const FORM_STRINGS: Record<Language, FormStrings> = { en, id };
