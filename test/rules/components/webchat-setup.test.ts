import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { languageIn } from "../../../components/settings/parts/local-text.ts";
import { hexOf } from "../../../components/settings/webchat/appearance.ts";
import { describeDraft } from "../../../components/settings/webchat/describe.ts";
import {
  answeredOf,
  checkDraft,
  type PreviewFacts,
  previewConfig,
  SAMPLE_WIDGET,
  saveOf,
  settingsOf,
  tidyDraft,
  type WebchatDraft,
} from "../../../components/settings/webchat/draft.ts";
import { Localizer } from "../../../components/strings/localizer.ts";
import {
  saveWebchatSchema,
  type WebchatIntegration,
  webchatSettingsSchema,
  widgetConfigSchema,
} from "../../../protocol/webchat.schema.ts";
import { DEFAULT_WEBCHAT } from "../../../protocol/webchat-defaults.ts";

const english = new Localizer("en");
const FACTS: PreviewFacts = {
  widgetId: "int_1",
  organizationName: "Kopi Senja",
  language: "en",
  logoUrl: null,
  team: [{ name: "Dewi", isOnline: true }],
  scene: "online",
  now: 1_700_000_000_000,
};
const draft = (change: Partial<WebchatDraft> = {}): WebchatDraft => ({ ...SAMPLE_WIDGET, ...change });

const words = fc.record({ en: fc.string({ maxLength: 20 }), id: fc.string({ maxLength: 20 }) });
const perhaps = fc.option(words, { nil: null });
const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);
const settings = fc.record({
  domain: fc.constant("https://shop.example"),
  appearance: fc.record({
    accent: colour,
    accentText: colour,
    agentBubble: colour,
    agentText: colour,
    visitorBubble: colour,
    visitorText: colour,
    side: fc.constantFrom("left" as const, "right" as const),
    offsetPx: fc.integer({ min: 0, max: 200 }),
    zIndex: fc.integer({ min: 1, max: 2_147_483_647 }),
    logo: fc.option(fc.constant("hash.png"), { nil: null }),
  }),
  online: perhaps,
  offline: perhaps,
  prechat: fc.option(
    fc.record({
      title: perhaps,
      subtitle: perhaps,
      email: fc.constantFrom("off" as const, "optional" as const, "required" as const),
      phone: fc.constantFrom("off" as const, "optional" as const, "required" as const),
    }),
    { nil: null },
  ),
  greeting: fc.option(fc.record({ position: fc.constantFrom("top" as const, "left" as const), text: perhaps }), {
    nil: null,
  }),
  proactive: fc.array(
    fc.record({
      path: fc.constantFrom("/", "/pricing*"),
      afterSeconds: fc.integer({ min: 0, max: 3600 }),
      when: fc.constantFrom("always" as const, "online" as const, "offline" as const),
      text: words,
    }),
    { maxLength: 3 },
  ),
  signedOnly: fc.boolean(),
});
const widgetOf = (given: WebchatIntegration["settings"]): WebchatIntegration => ({
  integrationId: "int_1",
  name: "Shop",
  isEnabled: true,
  divisionId: null,
  settings: given,
  logoUrl: null,
  version: 3,
  changedBy: null,
  changedAt: null,
  createdAt: 1,
  lastMessageAt: null,
});

describe("a widget's form", () => {
  it("WIDGET-6 what is read and not touched is saved as it was read, for any settings", () => {
    fc.assert(
      fc.property(settings, (given) => {
        const { value, version } = answeredOf(widgetOf(webchatSettingsSchema.parse(given)));
        expect(saveOf(value, version)).toEqual({
          name: "Shop",
          isEnabled: true,
          divisionId: null,
          settings: given,
          version: 3,
        });
        expect(saveWebchatSchema.safeParse(saveOf(value, version)).success).toBe(true);
      }),
    );
  });

  it("WIDGET-6 the preview is given what a visitor's page would be given, whatever is half typed", () => {
    const typed = fc.oneof(colour, fc.string({ maxLength: 8 }));
    const number = fc.oneof(fc.integer({ min: -500, max: 500 }), fc.constant(Number.NaN));
    const scene = fc.constantFrom("online" as const, "offline" as const, "form" as const, "chat" as const);
    fc.assert(
      fc.property(
        settings,
        typed,
        number,
        fc.string({ maxLength: 5 }),
        scene,
        (given, accent, offsetPx, name, shown) => {
          const saved = answeredOf(widgetOf(given)).value;
          const config = previewConfig({ ...saved, accent, offsetPx, zIndex: offsetPx, name }, saved, {
            ...FACTS,
            scene: shown,
          });
          expect(widgetConfigSchema.safeParse(config).error?.issues).toBe(undefined);
          expect(config.isOnline).toBe(shown !== "offline");
          expect(config.prechat !== null).toBe(shown === "form" && given.prechat !== null);
        },
      ),
    );
  });

  it("WIDGET-7 words that are not written yet are said in the widget's own, in the language that is shown", () => {
    const half = draft({ online: { en: "Hello!", id: " " } });
    expect(previewConfig(half, half, FACTS).online).toEqual({ en: "Hello!", id: " " });
    expect(previewConfig(half, half, { ...FACTS, language: "id" }).online).toBe(null);
  });

  it("WIDGET-1 WIDGET-2 WIDGET-6 is checked whole, by the pointers its fields have", () => {
    const bad = draft({
      name: " ",
      domain: "https://shop.example/",
      accent: "red",
      offsetPx: 201,
      offline: { en: "", id: "a" },
    });
    expect(checkDraft(tidyDraft(bad)).map(({ pointer, code }) => [pointer, code])).toEqual([
      ["/name", "required"],
      ["/domain", "widget.slash"],
      ["/appearance/accent", "widget.colour"],
      ["/appearance/offsetPx", "settings.invalid"],
      ["/offline/en", "required"],
    ]);
    expect(tidyDraft(draft({ name: " Shop ", domain: " https://SHOP.example:443 ", accent: "#ABCDEF" }))).toMatchObject(
      {
        name: "Shop",
        domain: "https://shop.example",
        accent: "#abcdef",
      },
    );
  });

  it("WIDGET-6 colours are taken as people paste them", () => {
    expect(["1F5EFF", "#18f", " #abcdef ", "red", "#12345"].map(hexOf)).toEqual([
      "#1f5eff",
      "#1188ff",
      "#abcdef",
      "red",
      "#12345",
    ]);
  });

  it("GEN-11 every field has a name and its value words, for the choice between two people's", () => {
    const full = answeredOf(
      widgetOf({
        ...DEFAULT_WEBCHAT,
        domain: "https://shop.example",
        prechat: { title: { en: "Hi", id: "Hai" }, subtitle: null, email: "required", phone: "off" },
        greeting: { position: "left", text: null },
        proactive: [{ path: "/a*", afterSeconds: 5, when: "always", text: { en: "Yes?", id: "Ya?" } }],
      }),
    ).value;
    const told = Object.entries(full).map(([key, value]) =>
      describeDraft(key as keyof WebchatDraft, value, [], english),
    );
    for (const { label, words: said } of told) expect([label.trim(), said.trim()]).not.toContain("");
    const ofKey = (key: keyof WebchatDraft) => describeDraft(key, full[key], [], english).words;
    expect(ofKey("divisionId")).toBe("General");
    expect(ofKey("online")).toBe("In our words");
    expect(ofKey("prechat")).toBe("Hi\nHai\nIn our words\nEmail: Required\nPhone: Do not ask");
    expect(ofKey("greeting")).toBe("Beside the launcher\nIn our words");
    expect(ofKey("proactive")).toBe("/a*: Yes?");
    expect(describeDraft("prechat", null, [], english).words).toBe("Off");
  });

  it("a picture without any widget looks as a new one does", () => {
    const domain = "https://shop.example";
    expect(settingsOf(SAMPLE_WIDGET)).toEqual({ ...DEFAULT_WEBCHAT, domain });
    const { value } = answeredOf(widgetOf({ ...DEFAULT_WEBCHAT, domain }));
    expect({ ...value, name: SAMPLE_WIDGET.name }).toEqual(SAMPLE_WIDGET);
  });

  it("tells the language that a pointer is about", () => {
    expect(["/online/en", "/csat/question/id", "/name", "/id"].map(languageIn)).toEqual(["en", "id", null, "id"]);
  });
});
