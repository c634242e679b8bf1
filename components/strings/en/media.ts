/** Files in conversations. */
export const mediaEn = {
  "media.photo": "Photo {name}",
  "media.video": "Video {name}",
  "media.audio": "Audio {name}",
  "media.open": "Open photo {name}",
  "media.download": "Download",
  "media.downloadName": "Download {name}",
  "media.notLoaded": "Could not be loaded",
  "media.notPlayable": "This browser cannot play it",
  "media.empty": "The file is empty",
  "media.tooManyPixels": "The picture has {pixels} megapixels; at most {limit} are allowed",
  "error.msg.file_size": "{name} has {size}; at most {limit} are allowed here",
  "error.msg.file_type": "{name} cannot be sent here. Allowed: {allowed}",
  "error.msg.file_gone": "The upload has ended; attach the file again",
} as const;
