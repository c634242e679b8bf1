import { css } from "../../css.ts";

/** Files in bubbles and on their way up. */
export const filesCss = css`
.bubble.filed { padding: 4px; }
.bubble.filed > div:not(.file) { padding: 4px 10px; }
.file { display: block; border-radius: 14px; overflow: hidden; }
.file .photo { position: relative; display: block; background: color-mix(in srgb, currentColor 12%, transparent); }
.photo svg.place { display: block; width: auto; max-width: 100%; height: auto; max-height: 300px; }
.photo .again { position: absolute; inset: 0; width: 100%; text-align: center; }
.photo img { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: contain; }
.file video, .file audio { display: block; width: 100%; min-width: 220px; max-height: 300px; }
.file .card { display: flex; align-items: center; gap: 10px; padding: 8px 10px; text-decoration: none; }
.card svg { flex: none; }
.card b { display: block; font-size: 14px; font-weight: 600; line-height: 18px; }
.card small, .tray small { font-size: 12px; line-height: 16px; opacity: 0.85; }
.file .again { padding: 8px 10px; font-size: 13px; text-decoration: underline; color: inherit; }
.tray { display: grid; gap: 4px; max-height: 168px; margin: 0 0 8px; padding: 0; list-style: none; overflow-y: auto; }
.tray li { position: relative; display: flex; align-items: center; gap: 8px; padding: 4px 4px 4px 12px; padding-inline: 12px 4px; border-radius: 10px; background: var(--sunken); overflow: hidden; }
.tray span { flex: 1; min-width: 0; }
.tray b { display: block; font-size: 13px; font-weight: 500; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.tray small { display: block; }
.tray .failed small, .excess { color: var(--danger); opacity: 1; }
.tray progress { position: absolute; inset: auto 0 0; width: 100%; height: 3px; border: 0; appearance: none; background: none; }
.tray progress::-webkit-progress-bar { background: none; }
.tray progress::-webkit-progress-value { background: var(--ink); }
.tray progress::-moz-progress-bar { background: var(--ink); }
.panel .tray button { flex: none; padding: 4px 8px; border-radius: 6px; font-size: 12px; font-weight: 600; color: var(--ink); }
.panel .tray button:last-of-type { color: var(--muted); }
.panel .tray button svg { display: block; width: 16px; height: 16px; }
.excess { padding: 0 12px 6px; font-size: 12px; }
@media (pointer: coarse) { .panel .tray button { min-height: 44px; } }
`;
