import type { WidgetConfig } from "../../protocol/webchat.schema.ts";

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

/** The least favourable surface of each theme that the accent stands on as text. */
const SURFACES = { light: "#f2f4f7", dark: "#23272e" };
/** Bubbles that nobody has chosen follow the theme. */
const DEFAULT_AGENT = "#eef0f4";

/** Sets what CSS cannot work out: the accent as it may be used for text, and the company's bubbles. */
export function applyColours(slot: HTMLElement, appearance: WidgetConfig["appearance"], isDark: boolean): void {
  const { accent, agentBubble, agentText, visitorBubble, visitorText } = appearance;
  const isOwn = agentBubble !== DEFAULT_AGENT || !isDark;
  const colours = {
    ink: readable(accent, isDark ? SURFACES.dark : SURFACES.light),
    theirs: isOwn ? agentBubble : SURFACES.dark,
    "on-theirs": isOwn ? agentText : "#eceef2",
    mine: visitorBubble,
    "on-mine": visitorText,
  };
  for (const [name, value] of Object.entries(colours)) slot.style.setProperty(`--${name}`, value);
}
