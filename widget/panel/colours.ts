type Rgb = [number, number, number];

const parse = (hex: string): Rgb => {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
};

/** WCAG 2.2 relative luminance. */
function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(parse(a)), luminance(parse(b))].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const mix = (from: Rgb, to: Rgb, share: number): string =>
  `#${from
    .map((part, i) =>
      Math.round(part + ((to[i] ?? 0) - part) * share)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;

/**
 * The company's accent, made darker or lighter until it can be read as text on `surface` (4.5:1), so that any brand
 * colour works in both themes. All colours are `#rrggbb`.
 */
export function readable(accent: string, surface: string): string {
  const target: Rgb = luminance(parse(surface)) > 0.18 ? [0, 0, 0] : [255, 255, 255];
  for (let share = 0; share < 1; share += 0.05) {
    const colour = mix(parse(accent), target, share);
    if (contrast(colour, surface) >= 4.5) return colour;
  }
  return mix(target, target, 0);
}

/** The least favourable surface of each theme that text stands on: the bubbles'. */
const SURFACES = { light: "#f2f4f7", dark: "#23272e" };
const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);

/** Sets what CSS cannot work out: the accent as it may be used for text. */
export function applyInk(slot: HTMLElement, accent: string, isDark: boolean): void {
  const ink = readable(isColour(accent) ? accent : "#2563eb", isDark ? SURFACES.dark : SURFACES.light);
  slot.style.setProperty("--ink", ink);
}
