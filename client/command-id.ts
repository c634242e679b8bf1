const hex = (value: number, length: number): string => value.toString(16).padStart(length, "0");

let lastMs = 0;
let count = 0;

/** A UUIDv7 whose order is the order of making, also within one millisecond, so that a stored queue keeps its order. */
export function newCommandId(now = Date.now()): string {
  if (now > lastMs) {
    lastMs = now;
    count = 0;
  } else if (++count > 0xfff) {
    lastMs++;
    count = 0;
  }
  const time = hex(lastMs, 12);
  const random = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => hex(byte, 2)).join("");
  const variant = hex(8 + (Number.parseInt(random.charAt(0), 16) & 3), 1);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(count, 3)}-${variant}${random.slice(1, 4)}-${random.slice(4)}`;
}
