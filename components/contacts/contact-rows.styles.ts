import { css } from "lit";

/** The parts of a row, placed as columns or, narrow, as a card of two lines. */
export const contactRowsStyles = css`
  :host {
    block-size: 100%;
    min-block-size: 0;
    font-size: var(--s-list);
  }

  .viewport {
    position: relative;
    block-size: 100%;
    transition: opacity var(--s-feedback) ease-out;
  }

  .viewport.stale {
    opacity: 0.55;
  }

  .row {
    position: relative;
    display: grid;
    align-items: center;
    padding-inline: 16px;
    border-block-end: 1px solid var(--s-hairline);
  }

  .cell {
    min-inline-size: 0;
  }

  .name {
    display: flex;
    align-items: center;
    gap: 10px;
  }

  .opener {
    padding: 0;
    border: 0;
    background: none;
    font-weight: 500;
    text-align: start;
    cursor: pointer;
  }

  /* The whole row opens it; what can be chosen lies above. */
  .opener::after {
    content: "";
    position: absolute;
    inset: 0;
  }

  .opener:focus-visible {
    outline: none;
  }

  .opener:focus-visible::after {
    outline: 2px solid var(--s-accent);
    outline-offset: -2px;
    border-radius: 4px;
  }

  .opener.nameless {
    color: var(--s-muted);
    font-weight: 400;
  }

  .row:not(.columns, .bones, .open, .chosen):hover {
    background: color-mix(in srgb, var(--s-text) 3.5%, transparent);
  }

  .row.chosen {
    background: var(--s-accent-tint);
  }

  .row.open {
    background: var(--s-accent-tint);
  }

  .row.open::before {
    content: "";
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: 3px;
    background: var(--s-accent);
  }

  .mark {
    position: relative;
    z-index: 1;
    display: inline-flex;
    flex: none;
    font-size: 14px;
  }

  .mark.verified {
    color: var(--s-ok);
  }

  .mark.blocked {
    color: var(--s-danger);
  }

  .check {
    z-index: 1;
  }

  .tick-area {
    display: grid;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
    margin-inline-start: -8px;
    cursor: pointer;
  }

  .tick:disabled {
    opacity: 0.35;
  }

  .account,
  .division,
  .updated,
  .none {
    color: var(--s-muted);
  }

  .account bdi,
  .division span {
    display: block;
  }

  .ways {
    display: flex;
    align-items: center;
    gap: 4px;
    min-inline-size: 0;
  }

  .way {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 18px;
    block-size: 18px;
    border-radius: 50%;
    background: var(--channel, #4b5563);
    color: #ffffff;
    font-size: 10px;
  }

  .way-name {
    margin-inline-start: 4px;
    color: var(--s-muted);
  }

  .pad {
    overflow: hidden;
  }

  .more {
    padding: 12px 16px;
    color: var(--s-muted);
    text-align: center;
  }

  /* A table. */
  .table .row {
    grid-template-columns: minmax(0, 2.2fr) minmax(0, 1.3fr) minmax(0, 1.6fr) minmax(0, 1.1fr) 112px;
    gap: 16px;
    block-size: 48px;
  }

  .table.choosing .row {
    grid-template-columns: 24px minmax(0, 2.2fr) minmax(0, 1.3fr) minmax(0, 1.6fr) minmax(0, 1.1fr) 112px;
  }

  .head {
    position: sticky;
    inset-block-start: 0;
    z-index: 2;
    background: var(--s-surface);
  }

  .table .row.columns {
    block-size: 36px;
    color: var(--s-muted);
    font-size: var(--s-meta);
    font-weight: 500;
  }

  .columns .name {
    padding-inline-start: 0;
  }

  .columns .account,
  .columns .division {
    color: inherit;
  }

  .sort {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-block-size: 28px;
    margin-inline-start: -6px;
    padding: 0 6px;
    border: 0;
    border-radius: 4px;
    background: none;
    color: var(--s-muted);
    font-weight: 500;
    text-align: start;
    white-space: nowrap;
    cursor: pointer;
  }

  .sort:hover,
  .sort.on {
    color: var(--s-text);
  }

  .sort .icon {
    font-size: 12px;
  }

  /* Cards. */
  .cards .head {
    block-size: 0;
    overflow: hidden;
    visibility: hidden;
  }

  .cards .row {
    grid-template:
      "name updated" 32px
      "account channels" 20px / minmax(0, 1fr) auto;
    gap: 0 12px;
    block-size: 68px;
    align-content: center;
  }

  .cards.choosing .row {
    grid-template:
      "check name updated" 32px
      "check account channels" 20px / 24px minmax(0, 1fr) auto;
  }

  .cards .check {
    grid-area: check;
  }

  .cards .name {
    grid-area: name;
  }

  .cards .updated {
    grid-area: updated;
    font-size: var(--s-meta);
  }

  .cards .account {
    grid-area: account;
    padding-inline-start: 42px;
    font-size: var(--s-meta);
  }

  .cards .account.vacant {
    visibility: hidden;
  }

  .cards .channels {
    grid-area: channels;
    justify-self: end;
  }

  .cards .way-name,
  .cards .division {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }

  .row.bones {
    display: flex;
    gap: 12px;
    block-size: 48px;
  }

  .bones .bone {
    inline-size: 96px;
    block-size: 10px;
  }

  .bones .bone.round {
    inline-size: 32px;
    block-size: 32px;
  }

  .bones .bone.wide {
    flex: 0 1 240px;
  }

  @media (pointer: coarse) {
    .tick-area {
      inline-size: 44px;
      block-size: 44px;
      margin-inline-start: -14px;
    }
  }

  @media (forced-colors: active) {
    .row.open,
    .row.chosen {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
