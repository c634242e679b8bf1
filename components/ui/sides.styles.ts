import { css } from "lit";

/** One fieldset a question, answered by one of two values beside each other. */
export const sidesStyles = css`
  fieldset {
    margin: 16px 0 0;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0;
    margin-block-end: 6px;
    font-size: var(--s-list);
    font-weight: 600;
  }

  .sides {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
    gap: 8px;
  }

  .side {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-content: start;
    gap: 2px 8px;
    padding: 10px 12px;
    border: 1px solid var(--s-hairline);
    border-radius: var(--s-radius-control);
    cursor: pointer;
  }

  .side:has(:checked) {
    border-color: var(--s-accent);
    background: var(--s-accent-tint);
  }
`;
