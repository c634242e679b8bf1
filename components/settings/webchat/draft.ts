import type { BadField } from "../../../protocol/form-rules.ts";
import type {
  LocalText,
  SaveWebchat,
  WebchatIntegration,
  WebchatSettings,
  WidgetConfig,
} from "../../../protocol/webchat.schema.ts";
import { DEFAULT_WEBCHAT } from "../../../protocol/webchat-defaults.ts";
import {
  checkWebchat,
  checkWidgetName,
  isColour,
  normaliseWebchat,
  WIDGET_COLOURS,
} from "../../../protocol/webchat-rules.ts";
import type { Answered } from "../form-page.ts";

/**
 * Pure: a widget's settings as its form holds them, flat, so that two people who change different things of it collide in
 * nothing (GEN-11). Faults keep the pointers of webchat-rules.ts.
 */
type Appearance = WebchatSettings["appearance"];
export type WebchatDraft = Pick<SaveWebchat, "isEnabled" | "name" | "divisionId"> &
  Omit<WebchatSettings, "appearance"> &
  Appearance;

const APPEARANCE = ["logo", ...WIDGET_COLOURS, "side", "offsetPx", "zIndex"] as const satisfies (keyof Appearance)[];

const pick = <T extends object, K extends keyof T>(value: T, keys: readonly K[]): Pick<T, K> =>
  Object.fromEntries(keys.map((key) => [key, value[key]])) as Pick<T, K>;

export function answeredOf(widget: WebchatIntegration): Answered<WebchatDraft> {
  const { name, isEnabled, divisionId, settings, version, changedBy, changedAt } = widget;
  const { domain, appearance, online, offline, prechat, greeting, proactive, signedOnly } = settings;
  const value = {
    isEnabled,
    name,
    domain,
    divisionId,
    ...pick(appearance, APPEARANCE),
    online,
    offline,
    prechat,
    greeting,
    proactive,
    signedOnly,
  };
  return { value, version, changedBy, changedAt };
}

export function settingsOf(draft: WebchatDraft): WebchatSettings {
  const { domain, online, offline, prechat, greeting, proactive, signedOnly } = draft;
  return { domain, appearance: pick(draft, APPEARANCE), online, offline, prechat, greeting, proactive, signedOnly };
}

export function saveOf(draft: WebchatDraft, version: number): SaveWebchat {
  const { name, isEnabled, divisionId } = draft;
  return { name, isEnabled, divisionId, settings: settingsOf(draft), version };
}

export function tidyDraft(draft: WebchatDraft): WebchatDraft {
  const { appearance, ...rest } = normaliseWebchat(settingsOf(draft));
  return { ...draft, ...rest, ...appearance, name: draft.name.trim() };
}

export const checkDraft = (draft: WebchatDraft): BadField[] => [
  ...checkWidgetName(draft.name),
  ...checkWebchat(settingsOf(draft)),
];

export type PreviewScene = "online" | "offline" | "form" | "chat" | "closed";
export type PreviewFacts = {
  widgetId: string;
  organizationName: string;
  language: "en" | "id";
  logoUrl: string | null;
  team: WidgetConfig["team"];
  scene: PreviewScene;
  /** Server time. */
  now: number;
};

const { appearance: LOOKS, ...WORDS } = DEFAULT_WEBCHAT;
/** What a widget looks like that nobody has set up: for pictures of an organization that has none yet. */
export const SAMPLE_WIDGET: WebchatDraft = {
  isEnabled: true,
  name: "Chat",
  domain: "https://shop.example",
  divisionId: null,
  ...LOOKS,
  ...WORDS,
};

const HOUR_MS = 3_600_000;
const SAMPLE_REPLY_MINUTES = 5;

/** What the page of a visitor would be told, as far as it is typed by now: what is not finished is left as it was saved. */
export function previewConfig(draft: WebchatDraft, saved: WebchatDraft, facts: PreviewFacts): WidgetConfig {
  const { widgetId, organizationName, language, logoUrl, team, scene, now } = facts;
  const { logo: _, ...appearance } = settingsOf(draft).appearance;
  const isOnline = scene !== "offline";
  const said = <T extends LocalText | null>(text: T): LocalText | null =>
    text && text[language].trim() !== "" ? text : null;
  const { prechat, greeting } = draft;
  return {
    widgetId,
    name: draft.name.trim() || saved.name,
    organizationName,
    language,
    isOnline,
    appearance: {
      ...appearance,
      ...Object.fromEntries(
        WIDGET_COLOURS.map((key) => [key, colourOf(draft[key]) ?? colourOf(saved[key]) ?? "#000000"]),
      ),
      offsetPx: Number.isInteger(draft.offsetPx) ? Math.max(0, Math.min(200, draft.offsetPx)) : saved.offsetPx,
      // The picture has a stack of its own.
      zIndex: saved.zIndex,
      logoUrl,
    },
    online: said(draft.online),
    offline: said(draft.offline),
    prechat:
      prechat && scene === "form" ? { ...prechat, title: said(prechat.title), subtitle: said(prechat.subtitle) } : null,
    greeting: greeting && { ...greeting, text: said(greeting.text) },
    proactive: [],
    signedOnly: false,
    replyMinutes: SAMPLE_REPLY_MINUTES,
    opensAt: isOnline ? null : now + 12 * HOUR_MS,
    team: team.map((member) => ({ ...member, isOnline })),
  };
}

export const colourOf = (typed: string): string | null => {
  const colour = typed.trim().toLowerCase();
  return isColour(colour) ? colour : null;
};
