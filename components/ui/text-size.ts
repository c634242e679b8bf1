/**
 * The size in which people read text, in pixels, as their browser's settings have it. Not `rem`: that is the size of the
 * page's root, and a host's stylesheet for its own page would reach into ours (EMBED-8).
 */
export function textSize(): number {
  const measure = document.createElement("span");
  measure.style.cssText = "all: initial; display: none; font-size: medium";
  document.documentElement.append(measure);
  const { fontSize } = getComputedStyle(measure);
  measure.remove();
  return Number.parseFloat(fontSize) || 16;
}
