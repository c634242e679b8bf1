const HEAD_SHARE = 0.6;

const parsed = (url: string): URL | null => (URL.canParse(url) ? new URL(url) : null);

export function isWebAddress(url: string): boolean {
  const protocol = parsed(url)?.protocol;
  return protocol === "https:" || protocol === "http:";
}

/** Host of an address, without `www.`; null: it has none. */
export const hostOf = (url: string): string | null => parsed(url)?.host.replace(/^www\./, "") || null;

/** An address for people: without scheme and a lonely slash, and long ones cut in the middle, for both ends say most. */
export function addressText(url: string, max = 56): string {
  const plain = isWebAddress(url) ? url.replace(/^https?:\/\/(www\.)?/i, "").replace(/\/$/, "") : url;
  const letters = [...readable(plain)];
  if (letters.length <= max) return letters.join("");
  const head = Math.floor(max * HEAD_SHARE);
  return `${letters.slice(0, head).join("")}…${letters.slice(letters.length - (max - 1 - head)).join("")}`;
}

/** Letters of other scripts as letters, except where that would hide what the address is. */
function readable(address: string): string {
  try {
    const decoded = decodeURI(address);
    return /[\s\p{C}]/u.test(decoded) ? address : decoded;
  } catch {
    return address;
  }
}
