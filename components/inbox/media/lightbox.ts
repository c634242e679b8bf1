import type { SapaMedia } from "./media.ts";

/** Placeholder until the lightbox itself lands. */
export function openLightbox(opener: SapaMedia): void {
  opener.focus();
}
