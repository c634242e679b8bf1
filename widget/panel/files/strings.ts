import type { Language } from "../../language.ts";

const en = {
  remove: (name: string) => `Take out ${name}`,
  again: "Try again",
  files: "Attachments",
  waiting: "Waiting",
  lost: "Connection lost, goes on by itself",
  ready: "Ready",
  photo: (name: string) => `Photo ${name}, opens in a new tab`,
  notLoaded: "Could not be loaded",
  empty: "The file is empty",
  size: (size: string, limit: string) => `${size}, and at most ${limit} are allowed`,
  pixels: "The picture has too many pixels",
  type: "This kind of file cannot be sent. Possible: pictures (JPG, PNG, WebP, GIF), MP4 videos, audio, PDF, Office and text files",
  gone: "Attach the file again",
  tooFast: "Too many files, wait a while",
  failed: "It did not get through",
  tooMany: (max: number) => `At most ${max} files at once`,
};

const id: typeof en = {
  remove: (name) => `Keluarkan ${name}`,
  again: "Coba lagi",
  files: "Lampiran",
  waiting: "Menunggu",
  lost: "Koneksi terputus, lanjut dengan sendirinya",
  ready: "Siap",
  photo: (name) => `Foto ${name}, buka di tab baru`,
  notLoaded: "Tidak dapat dimuat",
  empty: "File ini kosong",
  size: (size, limit) => `${size}, padahal paling besar ${limit}`,
  pixels: "Gambar ini terlalu banyak pikselnya",
  type: "Jenis file ini tidak bisa dikirim. Yang bisa: gambar (JPG, PNG, WebP, GIF), video MP4, audio, PDF, file Office, dan teks",
  gone: "Lampirkan lagi file itu",
  tooFast: "Terlalu banyak file, tunggu sebentar",
  failed: "Belum sampai",
  tooMany: (max) => `Paling banyak ${max} file sekaligus`,
};

export type FileStrings = typeof en;
export const FILE_STRINGS: Record<Language, FileStrings> = { en, id };
