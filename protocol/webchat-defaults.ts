import type { LocalText, WebchatSettings } from "./webchat.schema.ts";

export const DEFAULT_APPEARANCE: WebchatSettings["appearance"] = {
  accent: "#1f5eff",
  accentText: "#ffffff",
  agentBubble: "#eef0f4",
  agentText: "#16181d",
  visitorBubble: "#1f5eff",
  visitorText: "#ffffff",
  side: "right",
  offsetPx: 20,
  zIndex: 2147483000,
  logo: null,
};

/** A widget that says everything in our own words. */
export const DEFAULT_WEBCHAT: Omit<WebchatSettings, "domain"> = {
  appearance: DEFAULT_APPEARANCE,
  online: null,
  offline: null,
  prechat: null,
  greeting: null,
  proactive: [],
  signedOnly: false,
};

/** What the form before the first message says in our words. */
export const PRECHAT_WORDS: Record<"title" | "subtitle", LocalText> = {
  title: { en: "Before we start", id: "Sebelum mulai" },
  subtitle: {
    en: "Tell us who you are, so that we can answer even if you leave.",
    id: "Perkenalkan diri Anda, supaya kami tetap bisa membalas walau Anda sudah pergi.",
  },
};
