import { css } from "../../css.ts";
import { fieldCss } from "../form/field.css.ts";

export const surveyCss =
  css`
.survey { padding: 8px 0; }
.scale { display: flex; gap: 4px; margin-block: 10px 4px; }
.ask .scale label { position: relative; flex: 1; margin: 0; cursor: pointer; text-align: center; }
.scale b { display: grid; place-items: center; min-height: 40px; border-radius: 10px; font: 500 15px/1 system-ui, sans-serif; box-shadow: inset 0 0 0 1px var(--line); font-variant-numeric: tabular-nums; }
.scale.csat b { font-size: 26px; box-shadow: none; filter: grayscale(0.7); transition: transform 0.12s ease-out; }
.scale.nps { flex-wrap: wrap; }
.ask .nps label { flex: 1 0 14%; }
.scale b:hover { background: var(--sunken); }
.nps :checked + b { background: var(--accent); color: var(--on-accent); box-shadow: none; }
.csat :checked + b { background: var(--sunken); box-shadow: inset 0 0 0 2px var(--ink); filter: none; }
.scale :focus-visible + b { outline: 2px solid var(--ink); outline-offset: 2px; }
.ends { display: flex; justify-content: space-between; gap: 12px; min-height: 16px; font-size: 12px; line-height: 16px; color: var(--muted); }
.csat + .ends :only-child { margin-inline: auto; color: var(--text); }
.ask .thanks { font-weight: 500; }
.ask .told { color: var(--muted); font-size: 13px; }
.ask .pill { margin-block-start: 8px; }
@media (forced-colors: active) {
  .scale b { border: 1px solid; }
  .scale :checked + b { border: 4px double Highlight; }
}
@media (pointer: coarse) { .scale b { min-height: 44px; } }
` + fieldCss;
