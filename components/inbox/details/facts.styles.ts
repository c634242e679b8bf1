import { css } from "lit";

/** Names and values. */
export const factsStyles = css`
  dl {
    display: grid;
    grid-template-columns: minmax(96px, max-content) 1fr;
    gap: 7px 14px;
    line-height: 18px;
  }

  dt {
    color: var(--s-muted);
  }

  dd {
    overflow-wrap: anywhere;
  }

  dd:has(> .mark) {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 6px;
  }

  .mark {
    display: inline-flex;
    align-items: center;
    padding-inline: 5px;
    border-radius: 4px;
    background: color-mix(in srgb, var(--s-text) 7%, transparent);
    color: var(--s-muted);
    font-size: var(--s-tiny);
    line-height: 16px;
    white-space: nowrap;
    cursor: default;
  }

  .mark.verified {
    padding: 0;
    background: none;
    color: var(--s-ok);
    font-size: 14px;
    line-height: 14px;
    vertical-align: -3px;
  }
`;
