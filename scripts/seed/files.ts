import { pdf } from "../support/pdf.ts";
import { spilledBeans, threeBags, tornBag } from "./pictures.ts";

type Bytes = Uint8Array<ArrayBuffer>;
type DemoFile = { name: string; make: () => Bytes | Promise<Bytes> };

const SAMPLES_PER_SECOND = 8000;

/** Four seconds of something rattling, as a WAV file. */
function rattle(): Bytes {
  const samples = Uint8Array.from({ length: 4 * SAMPLES_PER_SECOND }, (_, index) => {
    const seconds = index / SAMPLES_PER_SECOND;
    const rough = Math.sin(index * 12.9898) * 43758.5453;
    const knocks = Math.max(0, Math.sin(seconds * 55)) ** 6;
    return Math.round(128 + 90 * (0.25 * Math.sin(seconds * 760) + knocks * (rough - Math.floor(rough) - 0.5)));
  });
  const header = new DataView(new ArrayBuffer(44));
  const text = (at: number, letters: string) =>
    [...letters].forEach((letter, index) => void header.setUint8(at + index, letter.charCodeAt(0)));
  text(0, "RIFF");
  header.setUint32(4, 36 + samples.length, true);
  text(8, "WAVEfmt ");
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true);
  header.setUint16(22, 1, true);
  header.setUint32(24, SAMPLES_PER_SECOND, true);
  header.setUint32(28, SAMPLES_PER_SECOND, true);
  header.setUint16(32, 1, true);
  header.setUint16(34, 8, true);
  text(36, "data");
  header.setUint32(40, samples.length, true);
  return Uint8Array.from([...new Uint8Array(header.buffer), ...samples]);
}

const priceList = (): Bytes =>
  pdf([
    "Kopi Senja - Daftar harga grosir / wholesale price list",
    "",
    "House Blend 70:30 ........ Rp 148.000 / kg",
    "Gayo Wine ................ Rp 212.000 / kg",
    "Toraja Sapan ............. Rp 189.000 / kg",
    "Kintamani Washed ......... Rp 176.000 / kg",
    "Flores Bajawa ............ Rp 181.000 / kg",
    "",
    "Mulai 10 kg per bulan. From 10 kg a month.",
  ]);

/** What the stories' people send each other. */
export const DEMO_FILES = {
  tornBag: { name: "kemasan-sobek.png", make: tornBag },
  spilledBeans: { name: "kopi-tumpah.png", make: spilledBeans },
  threeBags: { name: "roasting-kamis.png", make: threeBags },
  priceList: { name: "Daftar Harga Grosir.pdf", make: priceList },
  grinderNoise: { name: "grinder-noise.wav", make: rattle },
} as const satisfies Record<string, DemoFile>;
export type DemoFileName = keyof typeof DEMO_FILES;

const made = new Map<DemoFileName, Promise<Bytes>>();

/** Painted once, however many rooms show it. */
export function bytesOf(name: DemoFileName): Promise<Bytes> {
  const bytes = made.get(name) ?? Promise.resolve(DEMO_FILES[name].make());
  made.set(name, bytes);
  return bytes;
}
