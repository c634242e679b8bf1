type Colour = readonly [red: number, green: number, blue: number];

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const TRUE_COLOUR = [8, 2, 0, 0, 0];

const CRC = Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});
const crcOf = (bytes: Uint8Array): number =>
  (bytes.reduce((crc, byte) => (crc >>> 8) ^ (CRC[(crc ^ byte) & 255] ?? 0), 0xffffffff) ^ 0xffffffff) >>> 0;

const uint32 = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

function joined(...parts: readonly ArrayLike<number>[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const named = joined(new TextEncoder().encode(name), data);
  return joined(uint32(data.length), named, uint32(crcOf(named)));
}

async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** A picture painted in code, as the bytes of a PNG file. Runs in Node, in workerd and in browsers. */
export async function png(
  width: number,
  height: number,
  paint: (x: number, y: number) => Colour = () => [60, 120, 200],
): Promise<Uint8Array<ArrayBuffer>> {
  const row = width * 3 + 1;
  const pixels = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) pixels.set(paint(x, y), y * row + 1 + x * 3);
  return joined(
    SIGNATURE,
    chunk("IHDR", joined(uint32(width), uint32(height), TRUE_COLOUR)),
    chunk("IDAT", await deflated(pixels)),
    chunk("IEND", new Uint8Array()),
  );
}
