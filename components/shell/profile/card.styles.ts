import { css } from "lit";

/** A card of the profile that is an element of its own; looks as the cards of the settings do. */
export const cardShape = css`
  .card {
    display: grid;
    gap: 16px;
    min-inline-size: 0;
    margin: 0;
    padding: 20px;
    border: 1px solid var(--s-hairline);
    border-radius: var(--s-radius-card);
    background: var(--s-surface);
  }

  h3 {
    font-size: var(--s-body);
    font-weight: 600;
  }

  header .hint {
    margin-block-start: 2px;
  }
`;
