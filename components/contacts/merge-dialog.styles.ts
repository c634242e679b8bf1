import { css } from "lit";
import { sidesStyles } from "../ui/sides.styles.ts";
import { entryStyles } from "./entry.styles.ts";
import { refusedStyles } from "./refused.styles.ts";

const own = css`
  :host {
    display: contents;
  }

  .find {
    display: grid;
    gap: 6px;
    margin-block-end: 8px;
    font-size: var(--s-list);
    font-weight: 500;
  }

  .found {
    max-block-size: 336px;
    margin-block-start: 8px;
    overflow: auto;
  }

  .sides {
    grid-template-columns: 1fr 1fr;
  }

  .side {
    align-items: start;
    min-block-size: 44px;
  }

  .side:has(:focus-visible) {
    outline: 2px solid var(--s-accent);
    outline-offset: 2px;
  }

  .dot:focus-visible {
    outline: none;
  }

  .dot {
    margin-block-start: 2px;
  }

  .whose {
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .value {
    font-size: var(--s-list);
    line-height: 1.45;
    white-space: pre-line;
    overflow-wrap: anywhere;
  }

  .words {
    grid-column: 2;
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  .words .way {
    --way: 16px;

    display: inline-grid;
    margin-inline-end: 4px;
    vertical-align: -3px;
  }

  .fate {
    grid-column: 2;
    justify-self: start;
    margin-block-start: 4px;
    padding: 0 6px;
    border-radius: 4px;
    background: var(--s-press);
    color: var(--s-muted);
    font-size: var(--s-tiny);
    font-weight: 500;
    line-height: 18px;
  }

  .side:has(:checked) .fate {
    background: var(--s-accent);
    color: var(--s-on-accent);
  }

  fieldset + .hint {
    margin-block-start: 12px;
  }

  .moves .strong {
    font-weight: 600;
  }

  .moves {
    display: grid;
    gap: 4px;
    margin-block-start: 16px;
    padding: 12px 14px;
    border-radius: var(--s-radius-control);
    background: var(--s-sunken);
    font-size: var(--s-list);
    line-height: 1.45;
  }

  .notice,
  .refused {
    margin-block-start: 12px;
  }

  .notice {
    display: flex;
    gap: 8px;
    padding: 10px 12px;
    border-radius: var(--s-radius-control);
    background: var(--s-warn-tint);
    font-size: var(--s-list);
    font-weight: 500;
    line-height: 1.45;
  }

  .button .truncate {
    max-inline-size: 320px;
  }

  @media (max-width: 480px) {
    .button .truncate {
      max-inline-size: 180px;
    }
  }
`;

export const mergeStyles = [sidesStyles, entryStyles, refusedStyles, own];
