import type { Code } from "./codes.ts";
import { type BadField, checkText, lengthOf } from "./form-rules.ts";
import { LIMITS } from "./limits.ts";
import { checkDomain } from "./origin-rules.ts";
import type { LocalText, VisitorProfile, WebchatSettings } from "./webchat.schema.ts";

/** What a widget may not be saved with, and a visitor's form not be sent with: one list for screens, panel and server. */
export const WEBCHAT_LIMITS = { nameLength: 60, pathLength: 200, contrastMin: 4.5 } as const;

export const WIDGET_COLOURS = [
  "accent",
  "accentText",
  "agentBubble",
  "agentText",
  "visitorBubble",
  "visitorText",
] as const satisfies (keyof WebchatSettings["appearance"])[];
export type WidgetColour = (typeof WIDGET_COLOURS)[number];
/** What stands on what (WIDGET-7): background, text. */
export const COLOUR_PAIRS = [
  ["accent", "accentText"],
  ["agentBubble", "agentText"],
  ["visitorBubble", "visitorText"],
] as const satisfies [WidgetColour, WidgetColour][];

const BAD_PATH = /\s|#|[^\u0021-\uffff]/u;

/** What keeps these settings from being saved, by JSON pointer into them. Texts are checked as they will be stored. */
export function checkWebchat(settings: WebchatSettings): BadField[] {
  const { domain, appearance, online, offline, prechat, greeting, proactive } = normaliseWebchat(settings);
  const origin = checkDomain(domain);
  return [
    ...(origin.ok ? [] : [badAt("/domain", origin.code, origin.params)]),
    ...WIDGET_COLOURS.flatMap((key) => bad(`/appearance/${key}`, isColour(appearance[key]), "widget.colour")),
    ...bad("/appearance/offsetPx", isWithin(appearance.offsetPx, 0, 200)),
    ...bad("/appearance/zIndex", isWithin(appearance.zIndex, 1, 2_147_483_647)),
    ...checkLocal("/online", online),
    ...checkLocal("/offline", offline),
    ...checkLocal("/prechat/title", prechat?.title),
    ...checkLocal("/prechat/subtitle", prechat?.subtitle),
    ...checkLocal("/greeting/text", greeting?.text),
    ...proactive.flatMap(({ path, afterSeconds, text }, at) => [
      ...checkPath(`/proactive/${at}/path`, path),
      ...bad(`/proactive/${at}/afterSeconds`, isWithin(afterSeconds, 0, 3600)),
      ...checkLocal(`/proactive/${at}/text`, text),
    ]),
  ];
}

/** WIDGET-1. */
export const checkWidgetName = (name: string): BadField[] => checkText("/name", name, WEBCHAT_LIMITS.nameLength);

/** Blanks trimmed (GEN-3), the domain as browsers write it, colours in lower case. */
export function normaliseWebchat(settings: WebchatSettings): WebchatSettings {
  const { domain, appearance, prechat, greeting } = settings;
  const origin = checkDomain(domain);
  const colours = WIDGET_COLOURS.map((key) => [key, appearance[key].trim().toLowerCase()]);
  return {
    ...settings,
    domain: origin.ok ? origin.domain : domain.trim(),
    appearance: { ...appearance, ...Object.fromEntries(colours) },
    online: trimmedText(settings.online),
    offline: trimmedText(settings.offline),
    prechat: prechat && { ...prechat, title: trimmedText(prechat.title), subtitle: trimmedText(prechat.subtitle) },
    greeting: greeting && { ...greeting, text: trimmedText(greeting.text) },
    proactive: settings.proactive.map((one) => ({ ...one, path: one.path.trim(), text: trimmedText(one.text) })),
  };
}

const trimmedText = <T extends LocalText | null>(text: T): T =>
  (text && { en: text.en.trim(), id: text.id.trim() }) as T;

const badAt = (pointer: string, code: Code, params?: BadField["params"]): BadField => ({
  pointer,
  code,
  ...(params && { params }),
});
const bad = (pointer: string, isFine: boolean, code: Code = "settings.invalid"): BadField[] =>
  isFine ? [] : [{ pointer, code }];
const isWithin = (value: number, min: number, max: number): boolean =>
  Number.isInteger(value) && value >= min && value <= max;

const checkLocal = (pointer: string, text: LocalText | null | undefined): BadField[] =>
  text
    ? (["en", "id"] as const).flatMap((key) => checkText(`${pointer}/${key}`, text[key], LIMITS.widgetTextLength))
    : [];

/** BEY-13. */
function checkPath(pointer: string, path: string): BadField[] {
  const asText = checkText(pointer, path, WEBCHAT_LIMITS.pathLength);
  return asText.length > 0 ? asText : bad(pointer, path.startsWith("/") && !BAD_PATH.test(path));
}

export const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/.test(text);

type Rgb = [number, number, number];
const rgbOf = (colour: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as Rgb;
const hexOf = (rgb: Rgb): string => `#${rgb.map((value) => value.toString(16).padStart(2, "0")).join("")}`;

/** WCAG 2: relative luminance of `#rrggbb`. */
function luminance(colour: string): number {
  const [red, green, blue] = rgbOf(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2 contrast of two colours `#rrggbb`: 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const STEPS = 255;

/**
 * WIDGET-7: the text colour nearest to this one that can be read on the background: darker or lighter, whichever is less
 * of a change. Black or white always can, so there is one.
 */
export function nearestPassing(background: string, text: string): string {
  if (contrast(background, text) >= WEBCHAT_LIMITS.contrastMin) return text;
  const found = ["#000000", "#ffffff"].flatMap((end) => firstPassing(background, text, end) ?? []);
  return found.reduce((a, b) => (distance(text, b) < distance(text, a) ? b : a));
}

/** On the way from one colour to black or white, the first that passes. */
/** How far a company's own colour may move (of 441 from black to white) before people see that it did. */
const HARDLY_SEEN = 40;

/**
 * WIDGET-7: what makes a pair readable. The text changes, for the colour beneath is the company's own, unless that one
 * needs to move so little that nobody sees it.
 */
export function nearestPair(background: string, text: string): { background: string; text: string } {
  const moved = nearestPassing(text, background);
  return distance(background, moved) <= HARDLY_SEEN
    ? { background: moved, text }
    : { background, text: nearestPassing(background, text) };
}

function firstPassing(background: string, text: string, end: string): string | undefined {
  const [from, to] = [rgbOf(text), rgbOf(end)];
  for (let step = 1; step <= STEPS; step += 1) {
    const mixed = from.map((value, at) => Math.round(value + (((to[at] ?? 0) - value) * step) / STEPS)) as Rgb;
    if (contrast(background, hexOf(mixed)) >= WEBCHAT_LIMITS.contrastMin) return hexOf(mixed);
  }
  return undefined;
}

const distance = (one: string, other: string): number =>
  Math.hypot(...rgbOf(one).map((value, at) => value - (rgbOf(other)[at] ?? 0)));

const EMAIL = /^[^\s@"(),:;<>[\]\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;

/** What is wrong with an address that a visitor gave; null: nothing. Trim it first. */
export const checkEmail = (email: string): "profile.email" | null =>
  email.length <= LIMITS.emailLength && EMAIL.test(email) ? null : "profile.email";

/** The same of a phone number: 8 to 15 digits, with blanks, dashes, brackets and a leading + as people write them. */
export const checkPhone = (phone: string): "profile.phone" | null =>
  /^\+?\d{8,15}$/.test(phone.replace(/[\s()[\]-]/g, "")) ? null : "profile.phone";

/** WIDGET-11: by JSON pointer into the profile. What is blank was not given. */
export function checkProfile(profile: VisitorProfile): BadField[] {
  const { name, email, phone } = normaliseProfile(profile);
  const length = lengthOf(name ?? "");
  const max = LIMITS.nameLength;
  const badEmail = email === undefined ? null : checkEmail(email);
  const badPhone = phone === undefined ? null : checkPhone(phone);
  return [
    ...(length > max ? [badAt("/name", "too_long", { max, length })] : []),
    ...(badEmail === null ? [] : [badAt("/email", badEmail)]),
    ...(badPhone === null ? [] : [badAt("/phone", badPhone)]),
  ];
}

/** Trimmed, without what is blank. */
export function normaliseProfile(profile: VisitorProfile): VisitorProfile {
  const given = Object.entries(profile).flatMap(([key, value]) => {
    const text = value?.trim() ?? "";
    return text === "" ? [] : [[key, text] as const];
  });
  return Object.fromEntries(given);
}

/** WIDGET-4: what a site owner pastes. `origin`: where Sapa runs. */
export const widgetCode = (origin: string, widgetId: string): string =>
  `<script async src="${origin}/widget.js" data-widget="${widgetId}"></script>`;
