/** Low bits of a message's id; the milliseconds of its time stand above them. */
const SALT_BITS = 20n;
export const ID_SALTS = 2 ** Number(SALT_BITS);
/** Ids are signed 64-bit numbers. */
const LARGEST = 2n ** 63n - 1n;

/** The lowest id that a message of this millisecond can have, as text, because ids exceed 53 bits. */
export function firstIdAt(at: number): string {
  const id = BigInt(Math.max(0, Math.floor(at))) << SALT_BITS;
  return String(id < LARGEST ? id : LARGEST);
}
