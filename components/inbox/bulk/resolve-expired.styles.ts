import { css } from "lit";

export const resolveExpiredStyles = css`
  .body {
    display: grid;
    gap: 12px;
  }

  fieldset {
    display: grid;
    margin: 0;
    padding: 0 0 8px;
    border: 0;
    border-block-end: 1px solid var(--s-hairline);
  }

  .in-group {
    color: var(--s-muted);
  }

  .number {
    padding: 10px 12px;
    border-radius: var(--s-radius-control);
    background: var(--s-sunken);
    color: var(--s-muted);
    font-variant-numeric: tabular-nums;
  }

  .number.ready {
    color: var(--s-text);
    font-weight: 500;
  }

  progress {
    appearance: none;
    inline-size: 100%;
    block-size: 6px;
    border: 0;
    border-radius: 3px;
    background: color-mix(in srgb, var(--s-text) 10%, transparent);
    overflow: hidden;
  }

  progress::-webkit-progress-bar {
    background: transparent;
  }

  progress::-webkit-progress-value {
    border-radius: 3px;
    background: var(--s-accent);
    transition: inline-size var(--s-panel) ease-out;
  }

  progress::-moz-progress-bar {
    background: var(--s-accent);
  }

  .result {
    display: flex;
    align-items: center;
    gap: 8px;
    font-weight: 500;
  }

  .result .icon {
    color: var(--s-ok);
    font-size: 18px;
  }

  .result.failed .icon {
    color: var(--s-danger);
  }
`;
