import { css } from "lit";
import { textSize } from "./ui/text-size.ts";

/**
 * Every colour, size and time in use. Public elements include this sheet; what they contain inherits it.
 * Hosts override the `--sapa-*` names anywhere above the element; the private `--s-*` names are what our styles read.
 *
 * @cssproperty --sapa-accent - The one accent colour.
 * @cssproperty --sapa-on-accent - Text on the accent.
 * @cssproperty --sapa-font - Font family.
 * @cssproperty --sapa-surface - Background of panels.
 * @cssproperty --sapa-sunken - Background behind panels.
 * @cssproperty --sapa-hairline - Lines between panels.
 * @cssproperty --sapa-text - Text.
 * @cssproperty --sapa-muted - Secondary text.
 * @cssproperty --sapa-radius-control - Corner radius of controls.
 * @cssproperty --sapa-radius-card - Corner radius of cards.
 * @cssproperty --sapa-radius-bubble - Corner radius of message bubbles.
 */
export const tokens = css`
  :host {
    color-scheme: light dark;
    --s-font: var(--sapa-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif);
    --s-text-size: ${textSize()}px;
    --s-list: calc(var(--s-text-size) * 0.8125);
    --s-body: calc(var(--s-text-size) * 0.875);
    --s-message: calc(var(--s-text-size) * 0.9375);
    --s-meta: calc(var(--s-text-size) * 0.75);
    --s-tiny: calc(var(--s-text-size) * 0.6875);

    --s-radius-control: var(--sapa-radius-control, 6px);
    --s-radius-card: var(--sapa-radius-card, 10px);
    --s-radius-bubble: var(--sapa-radius-bubble, 16px);

    --s-surface: var(--sapa-surface, light-dark(#ffffff, #14161a));
    --s-sunken: var(--sapa-sunken, light-dark(#f6f7f9, #0e1013));
    --s-raised: var(--sapa-surface, light-dark(#ffffff, #1b1e24));
    --s-hairline: var(--sapa-hairline, light-dark(#e6e8ec, #262a31));
    --s-border: light-dark(#868e9a, #6a7280);
    --s-text: var(--sapa-text, light-dark(#16181d, #eceef2));
    --s-muted: var(--sapa-muted, light-dark(#5d6571, #98a1ae));
    --s-accent: var(--sapa-accent, light-dark(#2563eb, #7aa5ff));
    --s-on-accent: var(--sapa-on-accent, light-dark(#ffffff, #0c1424));
    --s-accent-tint: color-mix(in srgb, var(--s-accent) 9%, var(--s-surface));
    --s-accent-bubble: color-mix(in srgb, var(--s-accent) 14%, var(--s-surface));
    --s-hover: color-mix(in srgb, var(--s-text) 5%, transparent);
    --s-press: color-mix(in srgb, var(--s-text) 9%, transparent);
    --s-incoming: light-dark(#f0f1f4, #22262d);

    --s-danger: light-dark(#c62f2f, #ff8a80);
    --s-danger-tint: color-mix(in srgb, var(--s-danger) 10%, var(--s-surface));
    --s-warn: light-dark(#b7791f, #e0a53c);
    --s-warn-text: light-dark(#86560f, #e9b65a);
    --s-warn-tint: color-mix(in srgb, var(--s-warn) 12%, var(--s-surface));
    --s-ok: light-dark(#1a7f4b, #5fcf93);
    --s-note: light-dark(#fdf6dc, #2b2614);
    --s-note-line: light-dark(#eadfae, #4a4220);
    --s-note-text: light-dark(#6b560d, #e3cf82);

    --s-session-open: light-dark(#2563eb, #7aa5ff);
    --s-session-expiring: light-dark(#b7791f, #e0a53c);
    --s-session-expired: light-dark(#c62f2f, #ff8a80);
    --s-resolved: light-dark(#2563eb, #7aa5ff);

    --s-shadow: 0 8px 28px light-dark(rgb(20 24 32 / 16%), rgb(0 0 0 / 55%));
    --s-feedback: 120ms;
    --s-panel: 200ms;
  }

  /* What a host's page says of its own text is inherited through shadow roots, unless the element says otherwise. */
  :host {
    cursor: auto;
    font-style: normal;
    font-variant: normal;
    font-weight: 400;
    hyphens: manual;
    letter-spacing: normal;
    text-align: start;
    text-indent: 0;
    text-shadow: none;
    text-transform: none;
    white-space: normal;
    word-break: normal;
    word-spacing: normal;
  }

  :host([theme="light"]) {
    color-scheme: light;
  }

  :host([theme="dark"]) {
    color-scheme: dark;
  }

  @media (prefers-reduced-motion: reduce) {
    :host {
      --s-feedback: 0.01ms;
      --s-panel: 0.01ms;
    }
  }
`;
