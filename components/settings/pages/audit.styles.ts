import { css } from "lit";

export const auditStyles = css`
  :host {
    --width: 1040px;
  }

  .filter {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
    align-items: start;
    gap: 12px;
  }

  .entries {
    overflow: hidden;
  }

  .entry {
    border-block-start: 1px solid var(--s-hairline);
  }

  .entry:first-of-type {
    border-block-start: 0;
  }

  .line {
    display: grid;
    grid-template-columns: 156px minmax(0, 1fr) minmax(0, 1.25fr) minmax(0, 1.25fr) 20px;
    align-items: center;
    gap: 4px 16px;
    inline-size: 100%;
    min-block-size: 44px;
    padding: 8px 16px 8px 20px;
    border: 0;
    background: none;
    font-size: var(--s-list);
    text-align: start;
  }

  button.line {
    cursor: pointer;
  }

  button.line:hover {
    background: color-mix(in srgb, var(--s-text) 2.5%, transparent);
  }

  button.line:focus-visible {
    outline-offset: -2px;
  }

  .names {
    min-block-size: 36px;
    border-block-end: 1px solid var(--s-hairline);
    color: var(--s-muted);
    font-size: var(--s-meta);
    font-weight: 500;
  }

  .when {
    color: var(--s-muted);
    font-variant-numeric: tabular-nums;
  }

  .what {
    font-weight: 500;
  }

  .line span {
    overflow-wrap: anywhere;
  }

  .not-done {
    color: var(--s-danger);
    font-weight: 600;
  }

  .line .icon {
    color: var(--s-muted);
    transition: transform var(--s-feedback) ease-out;
  }

  [aria-expanded="true"] .icon {
    transform: rotate(180deg);
  }

  .details {
    display: grid;
    gap: 12px;
    padding: 4px 20px 16px;
    font-size: var(--s-list);
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 20px;
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
    table-layout: fixed;
  }

  th,
  td {
    padding: 6px 12px 6px 0;
    border-block-end: 1px solid var(--s-hairline);
    text-align: start;
    vertical-align: top;
    overflow-wrap: anywhere;
    white-space: pre-line;
  }

  thead th {
    color: var(--s-muted);
    font-size: var(--s-meta);
    font-weight: 500;
  }

  tbody th {
    font-weight: 500;
  }

  del {
    color: var(--s-muted);
  }

  @container page (inline-size < 760px) {
    .names,
    .nothing {
      display: none;
    }

    .line {
      grid-template:
        "what what icon" auto
        "target target icon" auto
        "who when icon" auto / auto minmax(0, 1fr) 20px;
      gap: 2px 12px;
      padding-block: 10px;
    }

    .what {
      grid-area: what;
    }

    .target {
      grid-area: target;
    }

    .who {
      grid-area: who;
      color: var(--s-muted);
    }

    .when {
      grid-area: when;
    }

    .line .icon {
      grid-area: icon;
      align-self: start;
    }
  }
`;
