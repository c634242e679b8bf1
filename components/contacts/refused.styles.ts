import { css } from "lit";

/** Why something was not done. */
export const refusedStyles = css`
  .refused {
    display: flex;
    gap: 8px;
    color: var(--s-danger);
    font-size: var(--s-list);
    font-weight: 500;
    line-height: 1.45;
  }
`;
