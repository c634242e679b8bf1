/** Uploads and the lightbox, loaded when they are first needed. */
export const filesEn = {
  "upload.label": "Attachments",
  "upload.sending": "Uploading {percent} %",
  "upload.queued": "Waiting",
  "upload.waiting": "Connection lost, goes on by itself",
  "upload.done": "Ready, {size}",
  "upload.cancel": "Take out {name}",
  "upload.again": "Try again: {name}",
  "upload.allDone": { one: "{n} file ready to send", other: "{n} files ready to send" },
  "upload.oneFailed": "{name}: {cause}",
  "lightbox.label": "Photos of this conversation",
  "lightbox.at": "{n} of {all}",
  "lightbox.previous": "Previous photo",
  "lightbox.next": "Next photo",
  "lightbox.zoomIn": "Zoom in",
  "lightbox.zoomOut": "Zoom out",
  "lightbox.close": "Close",
} as const;
