import { css } from "../../css.ts";

export const choicesCss = css`
.choices { display: flex; flex-wrap: wrap; gap: 6px; width: 100%; margin-block-start: 6px; }
.panel .choice {
  display: flex;
  align-items: center;
  gap: 6px;
  min-height: 36px;
  padding: 6px 14px;
  border-radius: 18px;
  box-shadow: inset 0 0 0 1px var(--ink);
  font-size: 14px;
  font-weight: 500;
  line-height: 20px;
  color: var(--ink);
}
.choice:hover:not(:disabled) { background: var(--sunken); }
.panel .choice:disabled { box-shadow: inset 0 0 0 1px var(--line); color: var(--muted); cursor: default; }
.panel .choice.picked { color: var(--text); }
.panel .choice svg { flex: none; width: 16px; height: 16px; }
.choice small { display: block; font-size: 12px; line-height: 16px; font-weight: 400; color: var(--muted); }
.opener[aria-expanded="true"] svg { transform: rotate(180deg); }
.rows { width: 100%; max-height: 280px; overflow-y: auto; overscroll-behavior: contain; border-radius: 14px; box-shadow: inset 0 0 0 1px var(--line); padding: 4px; }
.rows h3 { margin: 0; padding: 8px 10px 2px; font: 600 12px/16px inherit; font-size: 12px; font-weight: 600; color: var(--muted); }
.panel .rows .choice { width: 100%; padding: 8px 10px; border-radius: 10px; box-shadow: none; color: var(--text); }
@media (pointer: coarse) { .panel .choice { min-height: 44px; } }
`;
