import { css } from "../css.ts";
import { messageCss } from "./message.css.ts";

/** Tokens of experience.md §2, the panel's frame, header, composer and notices. Logical properties throughout. */
const frameCss = css`
*, ::before, ::after { box-sizing: border-box; }
.panel, .peek {
  --surface: #fff;
  --sunken: #f2f4f7;
  --line: #e6e8ec;
  --control: #868e9b;
  --text: #16181d;
  --muted: #5f6773;
  --danger: #c62f2f;
  --ok: #1a7f4b;
  --read: #2563eb;
  --warn-surface: #fdf6e3;
  --shadow: 0 0 0 1px rgb(16 24 40 / 0.06), 0 4px 12px rgb(16 24 40 / 0.08), 0 20px 48px rgb(16 24 40 / 0.18);
  font: 400 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  color: var(--text);
  background: var(--surface);
  box-shadow: var(--shadow);
  text-align: start;
  cursor: auto;
  user-select: text;
}
.dark :is(.panel, .peek) {
  --surface: #14161a;
  --sunken: #23272e;
  --line: #2b3038;
  --control: #7b8491;
  --text: #eceef2;
  --muted: #9aa3b0;
  --danger: #ff8f87;
  --ok: #4cc38a;
  --read: #7aa7ff;
  --warn-surface: #2b2618;
  --shadow: 0 0 0 1px rgb(255 255 255 / 0.1), 0 20px 48px rgb(0 0 0 / 0.6);
  color-scheme: dark;
}
h2, h3, p, ol, li { margin: 0; padding: 0; font: inherit; list-style: none; }
.panel button, .peek button {
  margin: 0;
  padding: 0;
  border: 0;
  background: none;
  font: inherit;
  color: inherit;
  text-align: start;
  cursor: pointer;
  -webkit-tap-highlight-color: transparent;
}
.panel :focus-visible, .peek :focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }
.panel svg, .peek svg { width: 20px; height: 20px; }
.aside {
  position: absolute;
  width: 1px;
  height: 1px;
  margin: -1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
.panel {
  position: fixed;
  inset-inline: var(--start, auto) var(--end, auto);
  bottom: calc(var(--foot) + 68px);
  width: min(380px, 100vw - 2 * var(--gap));
  height: min(640px, 100vh - var(--foot) - 88px);
  height: min(640px, 100dvh - var(--foot) - 88px);
  display: flex;
  flex-direction: column;
  border-radius: 16px;
  overflow: hidden;
  overflow-wrap: anywhere;
  visibility: hidden;
  opacity: 0;
  transform: translateY(12px) scale(0.98);
  transform-origin: bottom;
  transition: opacity 0.16s ease-out, transform 0.2s ease-out, visibility 0s 0.2s;
}
.panel.shown { visibility: visible; opacity: 1; transform: none; transition-delay: 0s; }
.panel:focus { outline: 0; }
.panel.full {
  inset: var(--view-top, 0) 0 auto;
  width: 100%;
  height: var(--view-height, 100dvh);
  padding: 0 env(safe-area-inset-right, 0px) 0 env(safe-area-inset-left, 0px);
  border-radius: 0;
  overscroll-behavior: contain;
}
.covering + .launcher { visibility: hidden; }
/* Where the site's own buttons take the launcher's place, nothing stands below. */
:has(+ .launcher[hidden]) > :is(.panel:not(.full), .peek) { bottom: var(--foot); }
header {
  position: relative;
  flex: none;
  display: flex;
  align-items: center;
  gap: 10px;
  padding: 12px 8px;
  padding-inline-start: 16px;
  border-bottom: 1px solid var(--line);
}
.full header { padding-block-start: calc(12px + env(safe-area-inset-top, 0px)); touch-action: none; }
.brand {
  flex: none;
  display: grid;
  place-items: center;
  width: 40px;
  height: 40px;
  border-radius: 12px;
  background: var(--accent);
  color: var(--on-accent);
  font-weight: 600;
  font-size: 15px;
  letter-spacing: 0.02em;
}
img.brand { background: none; object-fit: contain; }
.panel .team { flex: none; display: flex; }
.team .avatar { position: static; width: 26px; height: 26px; box-shadow: 0 0 0 2px var(--surface); }
.team .avatar + .avatar { margin-inline-start: -8px; }
.title { flex: 1; min-width: 0; }
h2 { font-size: 15px; font-weight: 600; line-height: 20px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.presence { display: flex; gap: 6px; font-size: 13px; line-height: 18px; color: var(--muted); }
.presence span { display: -webkit-box; -webkit-line-clamp: 1; -webkit-box-orient: vertical; overflow: hidden; }
.fresh .presence span { -webkit-line-clamp: 2; }
.more path { stroke-width: 3; }
[dir="rtl"] :is(h3, p, label, legend, .choice) { text-align: right; unicode-bidi: plaintext; }
.dot { flex: none; width: 8px; height: 8px; margin-block-start: 5px; border-radius: 50%; background: var(--ok); }
.panel header .icon + .icon { margin-inline-start: -10px; }
.panel .icon, .peek .icon {
  flex: none;
  display: grid;
  place-items: center;
  width: 36px;
  height: 36px;
  border-radius: 8px;
  color: var(--muted);
}
.icon:hover { background: var(--sunken); color: var(--text); }
.banner, .notice {
  display: flex;
  align-items: center;
  gap: 10px;
  padding: 8px 16px;
  background: var(--sunken);
  color: var(--text);
  font-size: 13px;
  border-bottom: 1px solid var(--line);
}
.banner b { font-weight: 600; }
.notice { padding-inline-end: 8px; background: var(--warn-surface); border-block: 1px solid var(--line); }
.notice span { flex: 1; }
.spin {
  flex: none;
  width: 14px;
  height: 14px;
  border-radius: 50%;
  border: 2px solid var(--control);
  border-top-color: transparent;
  animation: turn 0.9s linear infinite;
}
footer { position: relative; flex: none; padding: 8px 12px 12px; border-top: 1px solid var(--line); }
.full footer { padding-block-end: calc(8px + env(safe-area-inset-bottom, 0px)); }
.composer {
  display: flex;
  align-items: end;
  gap: 4px;
  padding: 3px;
  border: 1px solid var(--control);
  border-radius: 22px;
  background: var(--surface);
  transition: border-color 0.12s ease-out;
}
.composer:focus-within { border-color: var(--ink); box-shadow: 0 0 0 1px var(--ink); }
.composer.over { border-color: var(--danger); box-shadow: 0 0 0 1px var(--danger); }
footer textarea {
  flex: 1;
  min-width: 0;
  max-height: 148px;
  margin: 0;
  padding: 7px 4px;
  border: 0;
  background: none;
  color: inherit;
  font: 400 15px/22px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  resize: none;
  overflow-y: auto;
  overscroll-behavior: contain;
}
footer textarea::placeholder { color: var(--muted); opacity: 1; }
.panel footer textarea:focus-visible { outline: 0; }
.composer .icon { border-radius: 50%; }
.panel .send {
  flex: none;
  display: grid;
  place-items: center;
  width: 36px;
  height: 36px;
  border-radius: 50%;
  background: var(--accent);
  color: var(--on-accent);
  transition: transform 0.12s ease-out, background-color 0.12s ease-out;
}
.send:active { transform: scale(0.94); }
.panel .send:disabled { background: var(--sunken); color: var(--control); cursor: default; }
.counter { padding: 6px 8px 0; font-size: 12px; color: var(--muted); text-align: end; font-variant-numeric: tabular-nums; }
.counter b { font-weight: 500; color: var(--danger); margin-inline-end: 8px; }
.peek {
  position: fixed;
  inset-inline: var(--start, auto) var(--end, auto);
  bottom: calc(var(--foot) + 70px);
  display: flex;
  align-items: start;
  max-width: min(300px, 100vw - 2 * var(--gap));
  border-radius: 16px;
  overflow-wrap: anywhere;
  animation: rise 0.2s ease-out;
}
.peek.beside { inset-inline-start: calc(var(--start) + 68px); inset-inline-end: calc(var(--end) + 68px); bottom: calc(var(--foot) - 2px); max-width: min(300px, 100vw - 2 * var(--gap) - 68px); }
.peek .say { padding: 12px 0; padding-inline-start: 16px; border-radius: 16px; }
.peek .say b { display: block; font-size: 13px; font-weight: 600; margin-block-end: 2px; }
.peek .say span { display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; }
.peek .icon { margin: 4px; width: 32px; height: 32px; }
.peek .icon svg { width: 16px; height: 16px; }
@media (pointer: coarse) {
  .panel .icon, .peek .icon, .panel .send { width: 44px; height: 44px; }
  .panel .pill, .panel .failure button { min-height: 44px; }
  .peek .say { padding-block: 16px; }
  .composer { border-radius: 26px; }
  footer textarea { padding-block: 11px; font-size: 16px; }
}
@media (forced-colors: active) {
  .panel, .peek, .bubble, .panel :is(.pop, .ask, .rows, .pill, .solid, .choice, .send) { border: 1px solid; }
  .panel .composer:focus-within { outline: 2px solid; }
}
@keyframes turn { to { transform: rotate(1turn); } }
@keyframes rise { from { opacity: 0; transform: translateY(8px); } }
@media (prefers-reduced-motion: reduce) {
  *, ::before, ::after { animation: none !important; transition: none !important; }
}
`;

export const panelCss = frameCss + messageCss;
