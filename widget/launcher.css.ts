import { css } from "./css.ts";

/**
 * All that is seen before the panel has loaded. Rules on `:host` are `!important`, because only then they win over
 * the page's own `!important` ones.
 */
export const launcherCss = css`
:host {
  all: initial !important;
  display: block !important;
  position: fixed !important;
  z-index: var(--z) !important;
}
:host([data-hidden]), [hidden] { display: none !important; }
@media print { :host { display: none !important; } }
.sapa { font: 600 12px/18px system-ui, sans-serif; --foot: calc(var(--gap) + env(safe-area-inset-bottom, 0px)); }
.launcher { all: unset; }
.launcher, .note {
  position: fixed;
  inset-inline: var(--start, auto) var(--end, auto);
  bottom: var(--foot);
  padding: 13px;
  /* Seen where the system gives the colours. */
  border: 1px solid transparent;
  border-radius: 50%;
  background: var(--accent);
  color: var(--on-accent);
  cursor: pointer;
  box-shadow: 0 8px 24px rgb(16 24 40 / 0.28);
  transition: transform 0.12s ease-out;
  -webkit-tap-highlight-color: transparent;
}
.launcher:hover { transform: scale(1.04); }
.launcher:active { transform: scale(0.96); }
.launcher:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; box-shadow: 0 0 0 2px #fff; }
.busy { opacity: 0.7; }
.note {
  margin: 0 0 68px;
  max-width: 260px;
  border-radius: 16px;
  background: #fff;
  color: #16181d;
  font: 400 14px/20px system-ui, sans-serif;
  cursor: auto;
}
svg {
  display: block;
  width: 28px;
  height: 28px;
  fill: none;
  stroke: currentColor;
  stroke-width: 2;
  stroke-linecap: round;
  stroke-linejoin: round;
}
@media (prefers-reduced-motion) { .launcher { transition: none; } }
`;
