import { css } from "lit";

/** What `form.ts` renders, and pages of forms around it. */
export const formStyles = css`
  .form-field {
    display: grid;
    align-content: start;
    gap: 6px;
    min-inline-size: 0;
  }

  .form-field > .label,
  .group-label {
    font-size: var(--s-list);
    font-weight: 500;
  }

  .optional {
    margin-inline-start: 4px;
    color: var(--s-muted);
    font-weight: 400;
  }

  .hint {
    color: var(--s-muted);
    font-size: var(--s-meta);
    line-height: 1.45;
    text-wrap: pretty;
  }

  .under {
    display: flex;
    justify-content: space-between;
    gap: 12px;
  }

  .counter {
    margin-inline-start: auto;
    color: var(--s-muted);
    font-size: var(--s-meta);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .counter.over,
  .field-error {
    color: var(--s-danger);
  }

  .field-error {
    display: flex;
    gap: 6px;
    font-size: var(--s-meta);
    font-weight: 500;
    line-height: 1.45;
  }

  .field-error .icon {
    margin-block-start: 1px;
    font-size: 13px;
  }

  .field[aria-invalid="true"] {
    border-color: var(--s-danger);
  }

  textarea.field {
    min-block-size: 104px;
    padding: 8px 10px;
    line-height: 1.5;
    resize: vertical;
    field-sizing: content;
    max-block-size: 320px;
  }

  select.field {
    appearance: none;
    padding-inline-end: 30px;
    background-image:
      linear-gradient(45deg, transparent 50%, var(--s-muted) 50%),
      linear-gradient(-45deg, transparent 50%, var(--s-muted) 50%);
    background-position:
      calc(100% - 15px) 54%,
      calc(100% - 10px) 54%;
    background-size:
      5px 5px,
      5px 5px;
    background-repeat: no-repeat;
    text-overflow: ellipsis;
    cursor: pointer;
  }

  select.field:dir(rtl) {
    background-position:
      10px 54%,
      15px 54%;
  }

  select.field option {
    background: var(--s-raised);
    color: var(--s-text);
  }

  .field:disabled {
    border-color: var(--s-hairline);
    background: var(--s-sunken);
    color: var(--s-muted);
    cursor: default;
  }

  .switch-row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: start;
    gap: 2px 16px;
    cursor: pointer;
  }

  .switch-row .label {
    font-weight: 500;
  }

  .switch-row .hint {
    grid-column: 1;
  }

  .switch {
    position: relative;
    grid-column: 2;
    grid-row: 1 / span 2;
    inline-size: 36px;
    block-size: 20px;
    margin: 1px 0 0;
    flex: none;
    appearance: none;
    border: 1px solid var(--s-border);
    border-radius: 10px;
    background: color-mix(in srgb, var(--s-text) 12%, var(--s-surface));
    cursor: pointer;
    transition: background-color var(--s-feedback) ease-out;
  }

  .switch::before {
    content: "";
    position: absolute;
    inset-block-start: 2px;
    inset-inline-start: 2px;
    inline-size: 14px;
    block-size: 14px;
    border-radius: 50%;
    background: light-dark(#ffffff, #e7eaf0);
    box-shadow: 0 0 0 1px var(--s-border);
    transition: inset-inline-start var(--s-feedback) ease-out;
  }

  .switch:checked {
    border-color: transparent;
    background: var(--s-accent);
  }

  .switch:checked::before {
    inset-inline-start: 18px;
    background: var(--s-on-accent);
    box-shadow: none;
  }

  .segments {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 2px;
    max-inline-size: 100%;
    min-inline-size: 0;
    margin: 0;
    padding: 2px;
    border: 1px solid var(--s-hairline);
    border-radius: calc(var(--s-radius-control) + 2px);
    background: var(--s-sunken);
  }

  .segment {
    position: relative;
    display: inline-flex;
    align-items: center;
    min-block-size: 30px;
    padding: 0 12px;
    border-radius: var(--s-radius-control);
    color: var(--s-muted);
    font-size: var(--s-list);
    font-weight: 500;
    cursor: pointer;
  }

  .segment input {
    position: absolute;
    inset: 0;
    margin: 0;
    appearance: none;
    border-radius: inherit;
    cursor: pointer;
  }

  .segment:has(:checked) {
    background: var(--s-surface);
    color: var(--s-text);
    box-shadow: 0 0 0 1px var(--s-hairline);
  }

  .tick-row {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 32px;
    cursor: pointer;
  }

  .tick,
  .dot {
    inline-size: 16px;
    block-size: 16px;
    margin: 0;
    accent-color: var(--s-accent);
    cursor: inherit;
  }

  @media (pointer: coarse) {
    .field,
    .segment,
    .tick-row {
      min-block-size: 44px;
    }
  }

  @media (forced-colors: active) {
    .switch,
    .switch::before {
      forced-color-adjust: none;
    }
  }
`;
