import { css } from "lit";
import { sidesStyles } from "../ui/sides.styles.ts";

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
    display: grid;
    max-block-size: 320px;
    margin-block-start: 8px;
    overflow: auto;
  }

  .candidate {
    display: flex;
    align-items: center;
    gap: 10px;
    inline-size: 100%;
    min-block-size: 48px;
    padding: 4px 8px;
    border: 0;
    border-radius: var(--s-radius-control);
    background: none;
    font-size: var(--s-list);
    text-align: start;
    cursor: pointer;
  }

  .candidate:hover {
    background: var(--s-hover);
  }

  .candidate:focus-visible {
    outline-offset: -2px;
  }

  .grow {
    display: grid;
    flex: 1;
    min-inline-size: 0;
  }

  .strong {
    font-weight: 600;
  }

  .sub {
    color: var(--s-muted);
    font-size: var(--s-meta);
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
    display: flex;
    grid-column: 2;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px;
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  .way {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 16px;
    block-size: 16px;
    border-radius: 50%;
    background: var(--channel, #4b5563);
    color: #ffffff;
    font-size: 9px;
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
    display: flex;
    gap: 8px;
    margin-block-start: 12px;
    font-size: var(--s-list);
    font-weight: 500;
    line-height: 1.45;
  }

  .notice {
    padding: 10px 12px;
    border-radius: var(--s-radius-control);
    background: var(--s-warn-tint);
  }

  .refused {
    color: var(--s-danger);
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

export const mergeStyles = [sidesStyles, own];
