import { css, html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import {
  COLOUR_PAIRS,
  contrast,
  nearestPair,
  WEBCHAT_LIMITS,
  type WidgetColour,
} from "../../../protocol/webchat-rules.ts";
import { numberField, segmentField, textField } from "../../ui/form.ts";
import { settingsIcons } from "../icons.ts";
import { settingsTexts } from "../settings-texts.ts";
import { colourOf } from "./draft.ts";
import type { SetupContext } from "./setup-context.ts";

/** Colours, side, distance and layer of a widget (WIDGET-6, WIDGET-7). */
export function appearanceCard(context: SetupContext, logo: TemplateResult): TemplateResult {
  const { t } = settingsTexts(context.text);
  return html`<section class="card" aria-labelledby="setup-appearance">
    <h3 id="setup-appearance">${t("setup.appearance")}</h3>
    ${logo} ${COLOUR_PAIRS.map((pair) => colourPair(context, pair))} ${place(context)}
  </section>`;
}

function colourPair(context: SetupContext, [background, foreground]: (typeof COLOUR_PAIRS)[number]): TemplateResult {
  return html`<div class="colours" data-scene="chat">
    ${colourField(context, background)}${colourField(context, foreground)}${warning(context, background, foreground)}
  </div>`;
}

function colourField({ form, text, errorAt }: SetupContext, key: WidgetColour): TemplateResult {
  const { t } = settingsTexts(text);
  const label = t(`setup.${key}`);
  const pointer = `/appearance/${key}`;
  const change = (typed: string): void => form.change(withFollowers(form.draft, { [key]: typed }));
  return html`<div class="colour">
    <input
      type="color"
      aria-label=${t("setup.pick", { label })}
      .value=${live(colourOf(form.draft[key]) ?? "#000000")}
      @input=${(event: Event) => change((event.target as HTMLInputElement).value)}
    />
    ${textField({
      pointer,
      label,
      value: form.draft[key],
      error: errorAt(pointer),
      onInput: change,
      onChange: (typed) => change(hexOf(typed)),
    })}
  </div>`;
}

const FOLLOWERS = { accent: "visitorBubble", accentText: "visitorText" } as const;

/** The visitor's bubble wears the main colour until it is given one of its own. */
function withFollowers(
  draft: Readonly<Record<WidgetColour, string>>,
  patch: Partial<Record<WidgetColour, string>>,
): Partial<Record<WidgetColour, string>> {
  const followed = (["accent", "accentText"] as const).filter(
    (key) => patch[key] !== undefined && draft[key] === draft[FOLLOWERS[key]],
  );
  return { ...patch, ...Object.fromEntries(followed.map((key) => [FOLLOWERS[key], patch[key]])) };
}

/** "1F5EFF" and "#18f" as people paste them; what is no colour stays as it is. */
export function hexOf(typed: string): string {
  const text = typed.trim().toLowerCase().replace(/^#?/, "#");
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(text);
  return short
    ? `#${short
        .slice(1)
        .map((digit) => digit + digit)
        .join("")}`
    : /^#[0-9a-f]{6}$/.test(text)
      ? text
      : typed;
}

function warning(context: SetupContext, background: WidgetColour, foreground: WidgetColour): unknown {
  const { form, text } = context;
  const { t } = settingsTexts(text);
  const [under, over] = [colourOf(form.draft[background]), colourOf(form.draft[foreground])];
  if (!under || !over) return nothing;
  const ratio = contrast(under, over);
  if (ratio >= WEBCHAT_LIMITS.contrastMin) return nothing;
  const better = nearestPair(under, over);
  const changed = better.text === over ? background : foreground;
  const colour = changed === background ? better.background : better.text;
  // Rounded down: 4.49 must not read as enough.
  const words = text.number(Math.floor(ratio * 10) / 10);
  return html`<div class="banner contrast" role="status">
    ${settingsIcons.warning}
    <p>${t("setup.contrast", { ratio: words })}</p>
    <button class="button small" type="button" @click=${() => form.change(withFollowers(form.draft, { [changed]: colour }))}>
      ${t("setup.useColour", { colour })}
    </button>
  </div>`;
}

function place({ form, text, errorAt }: SetupContext): TemplateResult {
  const { t } = settingsTexts(text);
  const { side, offsetPx, zIndex } = form.draft;
  return html`<div class="place">
    ${segmentField({
      pointer: "/appearance/side",
      label: t("setup.side"),
      value: side,
      options: [
        { value: "left", label: t("setup.left") },
        { value: "right", label: t("setup.right") },
      ],
      onChange: (next) => form.change({ side: next }),
    })}
    ${numberField({
      pointer: "/appearance/offsetPx",
      label: t("setup.offsetPx"),
      value: offsetPx,
      min: 0,
      max: 200,
      unit: t("setup.pixels"),
      error: errorAt("/appearance/offsetPx", t("setup.offsetRange")),
      onInput: (next) => form.change({ offsetPx: next }),
    })}
    ${numberField({
      pointer: "/appearance/zIndex",
      label: t("setup.zIndex"),
      hint: t("setup.zIndexHint"),
      value: zIndex,
      min: 1,
      max: 2_147_483_647,
      error: errorAt("/appearance/zIndex", t("setup.zIndexRange")),
      onInput: (next) => form.change({ zIndex: next }),
    })}
  </div>`;
}

export const appearanceStyles = css`
  .colours,
  .place {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(200px, 1fr));
    align-items: start;
    gap: 12px 20px;
  }

  /* Two columns: the warning below them must not make room for a third. */
  .colours {
    grid-template-columns: repeat(auto-fit, minmax(max(200px, 40%), 1fr));
  }

  .colours .contrast {
    grid-column: 1 / -1;
  }

  .colour {
    position: relative;
  }

  .colour .field {
    padding-inline-start: 42px;
    font-variant-numeric: tabular-nums;
  }

  .colour input[type="color"] {
    position: absolute;
    inset-block-start: 30px;
    inset-inline-start: 7px;
    z-index: 1;
    inline-size: 26px;
    block-size: 24px;
    padding: 0;
    border: 0;
    border-radius: 4px;
    background: none;
    cursor: pointer;
  }

  .colour input[type="color"]::-webkit-color-swatch-wrapper {
    padding: 0;
  }

  .colour input[type="color"]::-webkit-color-swatch {
    border: 1px solid var(--s-border);
    border-radius: 4px;
  }

  .place .numbers {
    min-inline-size: 132px;
  }

  .place .number {
    justify-self: start;
  }

  @media (pointer: coarse) {
    .colour input[type="color"] {
      inset-block-start: 34px;
    }
  }
`;
