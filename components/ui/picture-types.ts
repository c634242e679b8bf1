/** What a photo or a logo may be; the server looks into the file (worker/files/public-picture.ts). */
export const PICTURE_TYPES: readonly string[] = ["image/png", "image/jpeg", "image/webp"];
