import { css } from "../css.ts";

/** The timeline and what stands in it. */
export const messageCss = css`
.body { position: relative; flex: 1; min-height: 0; display: flex; }
.timeline {
  flex: 1;
  display: flex;
  flex-direction: column;
  padding: 16px 16px 12px;
  overflow: hidden auto;
  overscroll-behavior: contain;
  overflow-anchor: none;
  scrollbar-width: thin;
  scrollbar-color: var(--line) transparent;
}
.timeline:focus-visible { outline-offset: -3px; border-radius: 6px; }
.timeline ol { margin-top: auto; }
.fresh { background-image: linear-gradient(color-mix(in srgb, var(--accent) 10%, var(--surface)), var(--surface) 60%); }
.fresh header { border-color: transparent; }
.welcome { padding: 20px 4px; }
.welcome h3 { font-size: 26px; line-height: 32px; font-weight: 600; letter-spacing: -0.02em; text-wrap: balance; }
.welcome p { margin-block-start: 8px; font-size: 15px; color: var(--muted); }
.day, .line, .new { padding: 8px 0; color: var(--muted); font-size: 12px; line-height: 16px; text-align: center; }
.day { padding-block: 12px 8px; font-weight: 500; }
.day:first-child { padding-top: 0; }
.opened { margin-block-start: 12px; border-top: 1px solid var(--line); font-weight: 500; }
.new { display: flex; align-items: center; gap: 12px; color: var(--ink); font-weight: 600; }
.new::before, .new::after { content: ""; flex: 1; border-top: 1px solid currentColor; opacity: 0.4; }
.message { position: relative; display: flex; margin-block-start: 2px; }
.message.first { margin-block-start: 12px; }
.column { display: flex; flex-direction: column; align-items: start; max-width: calc(100% - 52px); min-width: 0; }
.theirs { padding-inline-start: 36px; }
.theirs .column { max-width: 100%; padding-inline-end: 24px; }
.mine { justify-content: end; }
.mine .column { align-items: end; }
.avatar {
  position: absolute;
  inset-inline-start: 0;
  top: 20px;
  display: grid;
  place-items: center;
  width: 28px;
  height: 28px;
  border-radius: 50%;
  background: var(--sunken);
  color: var(--muted);
  font-size: 11px;
  font-weight: 600;
}
.author {
  max-width: 100%;
  padding: 0 14px 2px;
  color: var(--muted);
  font-size: 12px;
  line-height: 18px;
  font-weight: 500;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.bubble {
  max-width: 100%;
  padding: 8px 14px;
  border-radius: 18px;
  background: var(--theirs);
  color: var(--on-theirs);
  font-size: 15px;
  line-height: 21px;
  white-space: pre-wrap;
}
.mine .bubble { background: var(--mine); color: var(--on-mine); }
.theirs:not(.first) .bubble { border-start-start-radius: 6px; }
.theirs:not(.last) .bubble { border-end-start-radius: 6px; }
.mine:not(.first) .bubble { border-start-end-radius: 6px; }
.mine:not(.last) .bubble { border-end-end-radius: 6px; }
.mine.failed .bubble { background: none; color: var(--text); box-shadow: inset 0 0 0 1px var(--danger); }
.bubble a { color: inherit; text-decoration: underline; text-underline-offset: 2px; text-decoration-thickness: 1px; }
.mine .bubble :focus-visible { outline-color: currentColor; }
.meta { display: flex; align-items: center; gap: 4px; margin: 3px 14px 0; margin-inline-end: 4px; color: var(--muted); font-size: 12px; line-height: 16px; font-variant-numeric: tabular-nums; }
.tick svg { width: 16px; height: 16px; }
.tick.sending svg { width: 13px; height: 13px; }
.tick.read { color: var(--read); }
.failure { display: flex; flex-wrap: wrap; align-items: center; justify-content: end; gap: 2px 4px; margin-block-start: 4px; font-size: 13px; }
.failure p { display: flex; gap: 6px; flex-basis: 100%; justify-content: end; color: var(--danger); }
.failure p svg { flex: none; width: 16px; height: 16px; margin-block-start: 1px; }
.failure b { font-weight: 600; }
.panel .failure button { padding: 4px 8px; border-radius: 6px; font-weight: 600; color: var(--ink); }
.failure button:hover { background: var(--sunken); }
.panel .pill {
  align-self: center;
  padding: 6px 14px;
  border-radius: 16px;
  box-shadow: inset 0 0 0 1px var(--line);
  font-size: 13px;
  font-weight: 500;
  color: var(--ink);
}
.pill:hover { background: var(--sunken); }
.panel .pill:disabled { color: var(--muted); cursor: default; }
.pill.older { margin-block-end: 12px; }
.pill.again { margin-block: 4px 8px; }
.jump {
  position: absolute;
  inset: auto 0 12px;
  width: max-content;
  min-width: 36px;
  height: 36px;
}
.panel .jump {
  margin-inline: auto;
  display: flex;
  align-items: center;
  gap: 6px;
  padding: 0 8px;
  border-radius: 18px;
  background: var(--surface);
  box-shadow: 0 0 0 1px var(--line), 0 4px 12px rgb(16 24 40 / 0.16);
  color: var(--ink);
  font-size: 13px;
  font-weight: 600;
}
.panel .jump.counted { padding-inline-end: 14px; }
.typing { margin-block-start: 12px; }
.typing .avatar { top: 4px; }
.typing .bubble { display: flex; gap: 4px; padding: 14px; }
.typing i, .skeleton i { border-radius: 50%; }
.typing i { width: 7px; height: 7px; background: currentColor; opacity: 0.6; animation: breathe 1.2s ease-in-out infinite; }
.typing i:nth-of-type(2) { animation-delay: 0.15s; }
.typing i:nth-of-type(3) { animation-delay: 0.3s; }
.skeleton { display: grid; gap: 8px; margin-block-start: auto; animation: appear 0.2s 0.15s backwards; }
.skeleton i { height: 38px; border-radius: 18px; background: var(--sunken); width: 62%; }
.skeleton i:nth-child(2) { width: 44%; justify-self: end; }
.skeleton i:nth-child(3) { width: 54%; }
@keyframes breathe { 30% { opacity: 0.3; transform: translateY(-2px); } }
@keyframes appear { from { opacity: 0; } }
`;
