import { css } from "lit";

export const kbdStyles = css`
  kbd {
    display: inline-grid;
    place-items: center;
    min-inline-size: 22px;
    block-size: 22px;
    padding: 0 6px;
    border: 1px solid var(--s-hairline);
    border-block-end-width: 2px;
    border-radius: 5px;
    background: var(--s-surface);
    color: var(--s-text);
    font-family: inherit;
    font-size: var(--s-meta);
    font-weight: 500;
    line-height: 1;
  }
`;
