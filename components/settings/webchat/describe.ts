import type { Division } from "../../../protocol/settings.schema.ts";
import type { LocalText } from "../../../protocol/webchat.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { type PlainSettingsKey, settingsTexts } from "../settings-texts.ts";
import type { WebchatDraft } from "./draft.ts";

const LABELS: Record<keyof WebchatDraft, PlainSettingsKey> = {
  isEnabled: "setup.isEnabled",
  name: "webchat.name",
  domain: "webchat.domain",
  divisionId: "setup.division",
  logo: "setup.logo",
  accent: "setup.accent",
  accentText: "setup.accentText",
  agentBubble: "setup.agentBubble",
  agentText: "setup.agentText",
  visitorBubble: "setup.visitorBubble",
  visitorText: "setup.visitorText",
  side: "setup.side",
  offsetPx: "setup.offsetPx",
  zIndex: "setup.zIndex",
  online: "setup.online",
  offline: "setup.offline",
  prechat: "setup.prechat",
  greeting: "setup.greeting",
  proactive: "setup.proactive",
  signedOnly: "setup.signedOnly",
};

/** A field of a widget and a value of it in words, for the choice between two people's (GEN-11). */
export function describeDraft(
  key: keyof WebchatDraft,
  value: unknown,
  divisions: readonly Division[],
  text: Localizer,
): { label: string; words: string } {
  return { label: settingsTexts(text).t(LABELS[key]), words: wordsOf(key, value as never, divisions, text) };
}

function wordsOf<K extends keyof WebchatDraft>(
  key: K,
  value: WebchatDraft[keyof WebchatDraft],
  divisions: readonly Division[],
  text: Localizer,
): string {
  const { t } = settingsTexts(text);
  const said = (words: LocalText | null): string => (words ? `${words.en}\n${words.id}` : t("setup.standard"));
  if (typeof value === "boolean") return t(value ? "switch.on" : "switch.off");
  if (key === "divisionId")
    return divisions.find(({ divisionId }) => divisionId === value)?.name ?? t("divisions.general");
  if (key === "logo") return value === null ? t("setup.logoNone") : t("setup.logo");
  if (key === "side") return t(value === "left" ? "setup.left" : "setup.right");
  if (typeof value === "number") return text.number(value);
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map((one) => `${one.path}: ${one.text[text.language]}`).join("\n") || "–";
  if (value === null) return t(key === "prechat" || key === "greeting" ? "switch.off" : "setup.standard");
  if ("email" in value)
    return [
      said(value.title),
      said(value.subtitle),
      `${t("setup.email")}: ${t(`setup.${value.email}`)}`,
      `${t("setup.phone")}: ${t(`setup.${value.phone}`)}`,
    ].join("\n");
  if ("position" in value) return `${t(value.position === "top" ? "setup.top" : "setup.beside")}\n${said(value.text)}`;
  return said(value);
}
