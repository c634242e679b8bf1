/** Unggahan dan lightbox. */
export const filesId = {
  "upload.label": "Lampiran",
  "upload.sending": "Mengunggah {percent} %",
  "upload.queued": "Menunggu",
  "upload.waiting": "Koneksi terputus, lanjut dengan sendirinya",
  "upload.done": "Siap, {size}",
  "upload.cancel": "Keluarkan {name}",
  "upload.again": "Coba lagi: {name}",
  "upload.allDone": { other: "{n} file siap dikirim" },
  "upload.oneFailed": "{name}: {cause}",
  "lightbox.label": "Foto dalam percakapan ini",
  "lightbox.at": "{n} dari {all}",
  "lightbox.previous": "Foto sebelumnya",
  "lightbox.next": "Foto berikutnya",
  "lightbox.zoomIn": "Perbesar",
  "lightbox.zoomOut": "Perkecil",
  "lightbox.close": "Tutup",
} as const;
