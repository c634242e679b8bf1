import type { Entry } from "../catalogue.ts";
import type { contactFieldsEn } from "../en/contact-fields.ts";

export const contactFieldsId: Record<keyof typeof contactFieldsEn, Entry> = {
  "contactFields.lead":
    "Apa yang ingin Anda ketahui tentang kontak selain nama, telepon, email, perusahaan, dan divisi. Ditampilkan dalam urutan ini.",
  "contactFields.fields": "Kolom sendiri",
  "contactFields.empty": "Belum ada kolom sendiri",
  "contactFields.emptyText":
    "Tambahkan kolom, misalnya nomor anggota atau tanggal lahir. Kolom itu muncul di setiap kontak.",
  "contactFields.add": "Tambah kolom",
  "contactFields.full": "Sudah ada {max} kolom, jumlah paling banyak. Sembunyikan yang tidak dipakai lagi.",
  "contactFields.kept":
    "Kolom yang sudah disimpan dapat disembunyikan, tidak dihapus, dan jenisnya tetap: isi yang sudah ditulis tidak hilang.",
  "contactFields.new": "Kolom baru",
  "contactFields.label": "Label",
  "contactFields.type": "Jenis",
  "contactFields.typeFixed": "Jenis kolom yang sudah disimpan tidak berubah.",
  "contactFields.type.text": "Teks",
  "contactFields.type.number": "Angka",
  "contactFields.type.date": "Tanggal",
  "contactFields.type.choice": "Pilihan",
  "contactFields.options": "Opsi",
  "contactFields.optionsHint":
    "Satu per baris. Opsi yang sudah disimpan tetap ada; Anda dapat menambah dan mengubah urutannya.",
  "contactFields.required": "Wajib",
  "contactFields.requiredHint":
    "Kontak tidak dapat disimpan tanpa kolom ini. Kontak yang belum mengisinya tetap apa adanya sampai ada yang mengubahnya.",
  "contactFields.hidden": "Tersembunyi",
  "contactFields.hiddenHint": "Tidak ditampilkan lagi. Isinya tetap disimpan dan muncul kembali bersamanya.",
  "contactFields.edit": "Ubah {label}",
  "contactFields.done": "Tutup {label}",
  "contactFields.up": "Naikkan {label}",
  "contactFields.down": "Turunkan {label}",
  "contactFields.drag": "Seret {label} ke tempat lain",
  "contactFields.remove": "Hapus {label}",
  "contactFields.moved": "{label} sekarang nomor {n}",
  "contactFields.optionsBad": "Tulis minimal satu opsi, masing-masing sekali saja",
  "contactFields.optionsKept": "Opsi yang sudah disimpan tetap ada: kembalikan, atau tambah yang lain",
};
