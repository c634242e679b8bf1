import { css } from "../../css.ts";

/** Cards in the timeline that ask something. */
export const fieldCss = css`
.ask { padding: 16px; border-radius: 16px; box-shadow: inset 0 0 0 1px var(--line); background: var(--surface); }
.ask h3 { margin: 0; font-size: 15px; font-weight: 600; line-height: 20px; }
.ask fieldset { margin: 0; padding: 0; border: 0; min-width: 0; }
.ask legend { padding: 0; margin-block-start: 2px; font-size: 14px; line-height: 20px; }
.ask label { display: block; margin-block: 12px 4px; font-size: 13px; font-weight: 500; line-height: 18px; }
.ask small { font-size: 12px; font-weight: 400; line-height: 16px; color: var(--muted); opacity: 1; }
.ask input:not(.aside), .ask textarea { width: 100%; margin: 0; padding: 9px 12px; border: 1px solid var(--control); border-radius: 10px; background: var(--surface); color: var(--text); font: 400 15px/22px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
.ask :is(input, textarea):focus-visible { outline: 0; border-color: var(--ink); box-shadow: 0 0 0 1px var(--ink); }
.ask [aria-invalid="true"] { border-color: var(--danger); }
.ask .wrong { display: block; color: var(--danger); font-size: 12px; line-height: 16px; margin-block-start: 4px; }
.panel .solid { display: block; width: 100%; margin-block-start: 14px; padding: 10px 16px; border-radius: 10px; background: var(--accent); color: var(--on-accent); font-weight: 600; text-align: center; }
@media (forced-colors: active) { .ask :is(input, textarea):focus-visible { outline: 2px solid; } }
@media (pointer: coarse) { .ask input:not(.aside), .ask textarea { font-size: 16px; } .panel .solid { min-height: 44px; } }
`;
