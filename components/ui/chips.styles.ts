import { css } from "lit";

/** What narrows a list, one chip each, in a row above it; the host sets how long one gets. */
export const chipsStyles = css`
  .chips {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
  }

  .chips .link {
    min-block-size: 24px;
    padding-inline: 4px;
    font-size: var(--s-meta);
  }

  .chip {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-block-size: 24px;
    padding: 0 6px 0 9px;
    border: 0;
    border-radius: 12px;
    background: var(--s-accent-tint);
    color: var(--s-text);
    font-size: var(--s-meta);
    font-weight: 500;
    cursor: pointer;
  }

  .chip .icon {
    color: var(--s-muted);
    font-size: 11px;
  }

  .chip:hover .icon {
    color: var(--s-text);
  }
`;
