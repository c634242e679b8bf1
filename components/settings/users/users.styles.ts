import { css } from "lit";

export const usersStyles = css`
  :host {
    --width: 1120px;
  }

  .page {
    padding-block-end: 24px;
  }

  .tools {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto auto;
    align-items: center;
    gap: 8px;
  }

  .tools select.field {
    font-size: var(--s-list);
  }

  .elsewhere {
    display: flex;
    align-items: center;
    gap: 8px;
    color: var(--s-muted);
    font-size: var(--s-list);
  }

  .seats {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 10px;
    color: var(--s-muted);
    font-size: var(--s-list);
  }

  .seats .used {
    color: var(--s-text);
    font-weight: 500;
    font-variant-numeric: tabular-nums;
  }

  meter {
    inline-size: 96px;
    block-size: 6px;
    border: 0;
    border-radius: 3px;
    background: var(--s-press);
    overflow: hidden;
    appearance: none;
  }

  meter::-webkit-meter-inner-element {
    display: block;
  }

  meter::-webkit-meter-bar {
    block-size: 6px;
    border: 0;
    border-radius: 3px;
    background: var(--s-press);
  }

  meter::-webkit-meter-optimum-value,
  meter::-moz-meter-bar {
    background: var(--s-accent);
  }

  meter::-webkit-meter-suboptimum-value {
    background: var(--s-warn);
  }

  .table {
    overflow: hidden;
    border: 1px solid var(--s-hairline);
    border-radius: var(--s-radius-card);
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
    table-layout: fixed;
    font-size: var(--s-list);
  }

  th {
    padding: 9px 12px;
    background: var(--s-sunken);
    color: var(--s-muted);
    font-size: var(--s-meta);
    font-weight: 500;
    text-align: start;
    white-space: nowrap;
  }

  td {
    padding: 8px 12px;
    border-block-start: 1px solid var(--s-hairline);
    vertical-align: middle;
    overflow-wrap: anywhere;
  }

  th:first-child,
  td:first-child {
    padding-inline-start: 16px;
  }

  tr.row:hover {
    background: color-mix(in srgb, var(--s-text) 2.5%, transparent);
  }

  .who {
    display: flex;
    align-items: center;
    gap: 10px;
    min-inline-size: 0;
  }

  .who > span:last-child {
    min-inline-size: 0;
  }

  .name {
    font-weight: 600;
  }

  .mail,
  .quiet {
    color: var(--s-muted);
  }

  .inactive .name {
    color: var(--s-muted);
  }

  .badge {
    display: inline-block;
    margin-inline-start: 4px;
    padding: 1px 7px;
    border-radius: 4px;
    background: var(--s-press);
    color: var(--s-muted);
    font-size: var(--s-meta);
    font-weight: 500;
    white-space: nowrap;
  }

  .state-mark {
    display: inline-flex;
    align-items: baseline;
    gap: 7px;
  }

  .state-mark::before {
    content: "";
    flex: none;
    inline-size: 7px;
    block-size: 7px;
    border-radius: 50%;
    background: var(--s-muted);
  }

  .state-mark.active::before {
    background: var(--s-ok);
  }

  .state-mark.invited::before,
  .state-mark.waiting::before {
    background: var(--s-warn);
  }

  .state-mark.inactive::before {
    border: 1.5px solid var(--s-muted);
    background: none;
  }

  .col-role {
    inline-size: 104px;
  }

  .col-division {
    inline-size: 16%;
  }

  .col-state {
    inline-size: 19%;
  }

  .col-seen {
    inline-size: 112px;
  }

  .col-acts {
    inline-size: 128px;
  }

  .acts {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 32px;
    justify-items: end;
    gap: 2px;
  }

  .more {
    justify-self: center;
  }

  @media (pointer: coarse) {
    .acts {
      grid-template-columns: minmax(0, 1fr) 44px;
    }

    .col-acts {
      inline-size: 152px;
    }
  }

  @container page (inline-size < 900px) {
    .col-division,
    .col-seen {
      display: none;
    }
  }

  @container page (inline-size < 620px) {
    .tools {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }

    .tools .find {
      grid-column: 1 / -1;
    }

    thead {
      position: absolute;
      clip-path: inset(50%);
    }

    tr.row {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr) auto;
      align-items: center;
      padding: 6px 0 8px;
      border-block-start: 1px solid var(--s-hairline);
    }

    tr.row:first-child {
      border: 0;
    }

    tr.row td {
      inline-size: auto;
      border: 0;
      padding-block: 3px;
    }

    tr.row .col-name {
      grid-column: 1 / 3;
    }

    tr.row .col-role,
    tr.row .col-state {
      grid-row: 2;
      padding-block: 0;
      color: var(--s-muted);
    }

    tr.row .col-role {
      padding-inline: 58px 0;
    }

    tr.row .col-acts {
      grid-row: 1;
      grid-column: 3;
    }
  }
`;
