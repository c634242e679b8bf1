/** File di percakapan. */
export const mediaId = {
  "media.photo": "Foto {name}",
  "media.video": "Video {name}",
  "media.audio": "Audio {name}",
  "media.open": "Buka foto {name}",
  "media.download": "Unduh",
  "media.downloadName": "Unduh {name}",
  "media.notLoaded": "Tidak dapat dimuat",
  "media.notPlayable": "Browser ini tidak dapat memutarnya",
  "media.empty": "File ini kosong",
  "media.tooManyPixels": "Gambar ini {pixels} megapiksel; paling banyak {limit}",
  "error.msg.file_size": "{name} berukuran {size}; di sini paling besar {limit}",
  "error.msg.file_type": "{name} tidak dapat dikirim di sini. Yang boleh: {allowed}",
  "error.msg.file_gone": "Unggahan sudah berakhir; lampirkan lagi file itu",
} as const;
