import { png } from "../support/png.ts";

type Colour = readonly [number, number, number];
type Point = readonly [x: number, y: number];
/** Colour of a place it covers, in a frame one wide and one high; null: it is not there. */
type Shape = (x: number, y: number) => Colour | null;
/** A small shape and where it can be at all, so that only its own places are asked for. */
type Spot = { shape: Shape; x: number; y: number; reach: number };

const WIDTH = 800;
const HEIGHT = 600;

const mixed = (one: Colour, other: Colour, share: number): Colour =>
  one.map((part, index) => Math.round(part + ((other[index] ?? 0) - part) * share)) as unknown as Colour;

/** Repeatable grain between -1 and 1. */
function grain(x: number, y: number): number {
  const hash = Math.imul(Math.round(x * 4096) ^ Math.imul(Math.round(y * 4096), 0x9e3779b1), 0x85ebca6b);
  return ((hash ^ (hash >>> 15)) & 255) / 127.5 - 1;
}

const wood =
  (dark: Colour, light: Colour): Shape =>
  (x, y) => {
    const plank = Math.floor(y * 5);
    const vein = Math.sin((x + plank * 0.37) * 26 + Math.sin(y * 31 + plank) * 1.6);
    const gap = (y * 5) % 1 < 0.02 ? 0.55 : 0;
    return mixed(light, dark, 0.45 + vein * 0.12 + grain(x, y) * 0.04 + gap);
  };

function isInside(points: readonly Point[], x: number, y: number): boolean {
  let inside = false;
  for (let index = 0; index < points.length; index++) {
    const [ax, ay] = points[index] as Point;
    const [bx, by] = points[(index + 1) % points.length] as Point;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** A standing bag, lit from the left, with a label. */
const bag =
  (left: number, top: number, width: number, height: number, colour: Colour, label: Colour): Shape =>
  (x, y) => {
    const u = (x - left) / width;
    const v = (y - top) / height;
    const waist = 0.015 * Math.sin(v * 5);
    if (v < 0 || v > 1 || u < 0.03 + waist || u > 0.97 - waist) return null;
    if (v < 0.09) return mixed(colour, [20, 14, 10], 0.35 + 0.1 * Math.sin(u * 90));
    const isLabel = u > 0.2 && u < 0.8 && v > 0.34 && v < 0.74;
    const isStripe = isLabel && v > 0.5 && v < 0.53;
    const base = isStripe ? colour : isLabel ? label : colour;
    const shade = Math.abs(u - 0.35) * 0.75 + (v > 0.93 ? 0.15 : 0) + grain(x, y) * 0.025;
    return mixed(base, [16, 11, 8], Math.max(0, Math.min(0.7, shade)));
  };

const shadow =
  (cx: number, cy: number, rx: number, ry: number, under: Shape): Shape =>
  (x, y) => {
    const distance = ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2;
    const below = distance < 1 ? under(x, y) : null;
    return below && mixed(below, [12, 8, 6], 0.55 * (1 - distance));
  };

/** A roasted bean with its crease. */
const bean = (cx: number, cy: number, size: number, turn: number): Spot => {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const shape: Shape = (x, y) => {
    const dx = (x - cx) * (WIDTH / HEIGHT);
    const dy = y - cy;
    const u = (dx * cos + dy * sin) / size;
    const v = (dy * cos - dx * sin) / (size * 0.62);
    if (u * u + v * v > 1) return null;
    if (Math.abs(v - 0.18 * Math.sin(u * 3)) < 0.09) return [38, 22, 14];
    return mixed([108, 66, 40], [44, 26, 17], Math.min(1, 0.25 + (u * u + v * v) * 0.6 + v * 0.25));
  };
  return { shape, x: cx, y: cy, reach: size };
};

const spilled = (count: number, x: number, y: number, spread: number): Spot[] =>
  Array.from({ length: count }, (_, index) => {
    const turn = index * 2.399;
    const far = Math.sqrt(index / count) * spread;
    return bean(x + Math.cos(turn) * far, y + Math.sin(turn) * far * 0.55, 0.022, index * 1.7);
  });

/** Where a bag is torn one sees into it. */
const tear =
  (points: readonly Point[]): Shape =>
  (x, y) =>
    isInside(points, x, y) ? mixed([30, 20, 14], [70, 48, 34], Math.max(0, grain(x, y)) * 0.5) : null;

/** What comes later covers what came before. */
function painted(shapes: readonly Shape[], spots: readonly Spot[] = []): Promise<Uint8Array<ArrayBuffer>> {
  const canvas: Colour[] = [];
  const draw = (shape: Shape, px: number, py: number): void => {
    const colour = shape(px / WIDTH, py / HEIGHT);
    if (colour) canvas[py * WIDTH + px] = colour;
  };
  for (const shape of shapes)
    for (let py = 0; py < HEIGHT; py++) for (let px = 0; px < WIDTH; px++) draw(shape, px, py);
  for (const { shape, x, y, reach } of spots) {
    const [left, top, far] = [Math.floor(x * WIDTH), Math.floor(y * HEIGHT), Math.ceil(reach * HEIGHT)];
    for (let py = Math.max(0, top - far); py <= Math.min(HEIGHT - 1, top + far); py++)
      for (let px = Math.max(0, left - far); px <= Math.min(WIDTH - 1, left + far); px++) draw(shape, px, py);
  }
  return png(WIDTH, HEIGHT, (px, py) => canvas[py * WIDTH + px] ?? [0, 0, 0]);
}

const table = wood([92, 62, 42], [186, 142, 102]);
const shelf = wood([58, 62, 66], [116, 122, 128]);
const RUST: Colour = [168, 72, 36];
const MOSS: Colour = [62, 92, 70];
const CREAM: Colour = [240, 228, 206];

export const tornBag = (): Promise<Uint8Array<ArrayBuffer>> =>
  painted(
    [
      table,
      shadow(0.42, 0.86, 0.36, 0.1, table),
      bag(0.2, 0.1, 0.4, 0.74, RUST, CREAM),
      tear([
        [0.47, 0.44],
        [0.6, 0.5],
        [0.59, 0.74],
        [0.53, 0.69],
        [0.5, 0.74],
        [0.46, 0.62],
        [0.49, 0.55],
      ]),
    ],
    spilled(90, 0.7, 0.82, 0.24),
  );

export const spilledBeans = (): Promise<Uint8Array<ArrayBuffer>> => painted([table], spilled(260, 0.5, 0.55, 0.52));

export const threeBags = (): Promise<Uint8Array<ArrayBuffer>> =>
  painted([
    shelf,
    ...[0.2, 0.5, 0.8].map((x) => shadow(x, 0.88, 0.16, 0.07, shelf)),
    bag(0.07, 0.2, 0.25, 0.66, MOSS, CREAM),
    bag(0.375, 0.14, 0.25, 0.72, RUST, CREAM),
    bag(0.68, 0.2, 0.25, 0.66, [52, 58, 92], CREAM),
  ]);
