import { css } from "lit";

/** A screen that fills what its host gives it. */
export const screenStyles = css`
  :host {
    block-size: 100%;
    background: var(--s-surface);
    color: var(--s-text);
    font-family: var(--s-font);
    font-size: var(--s-body);
    line-height: 1.4;
  }

  .screen,
  .state {
    block-size: 100%;
  }
`;
