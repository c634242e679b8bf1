import { css } from "lit";

/** What every shadow root of ours starts from: reset, focus ring, icons, buttons, fields, small shared shapes. */
export const base = css`
  :host {
    display: block;
    box-sizing: border-box;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }

  ul,
  ol {
    list-style: none;
  }

  button,
  input,
  textarea,
  select {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }

  button {
    -webkit-tap-highlight-color: transparent;
    touch-action: manipulation;
  }

  :focus {
    outline: none;
  }

  :focus-visible {
    outline: 2px solid var(--s-accent);
    outline-offset: 2px;
  }

  .icon {
    display: inline-block;
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    vertical-align: -0.25em;
    stroke-width: 1.9;
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    padding: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
    border: 0;
  }

  .truncate {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    min-inline-size: 0;
  }

  .numbers {
    font-variant-numeric: tabular-nums;
  }

  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-block-size: 32px;
    padding: 0 12px;
    border: 1px solid var(--s-hairline);
    border-radius: var(--s-radius-control);
    background: var(--s-surface);
    color: var(--s-text);
    font-size: var(--s-list);
    font-weight: 500;
    line-height: 1.2;
    text-decoration: none;
    white-space: nowrap;
    cursor: pointer;
    transition:
      background-color var(--s-feedback) ease-out,
      border-color var(--s-feedback) ease-out,
      opacity var(--s-feedback) ease-out;
  }

  .button:hover {
    background: color-mix(in srgb, var(--s-text) 5%, var(--s-surface));
  }

  .button:active {
    background: color-mix(in srgb, var(--s-text) 9%, var(--s-surface));
  }

  .button.primary {
    border-color: transparent;
    background: var(--s-accent);
    color: var(--s-on-accent);
  }

  .button.primary:hover {
    background: color-mix(in srgb, var(--s-accent) 90%, var(--s-text));
  }

  .button.quiet,
  .button.icon-only {
    border-color: transparent;
    background: transparent;
  }

  .button.quiet:hover,
  .button.icon-only:hover,
  .button.icon-only[aria-expanded="true"],
  .button.quiet[aria-expanded="true"] {
    background: var(--s-hover);
  }

  .button.danger {
    color: var(--s-danger);
  }

  .button.destructive {
    border-color: transparent;
    background: var(--s-danger);
    color: light-dark(#ffffff, #33100c);
  }

  .button.destructive:hover {
    background: color-mix(in srgb, var(--s-danger) 88%, var(--s-text));
  }

  .button.icon-only {
    inline-size: 32px;
    padding: 0;
    color: var(--s-muted);
    font-size: var(--s-body);
  }

  .button.icon-only:hover,
  .button.icon-only[aria-pressed="true"] {
    color: var(--s-text);
  }

  .button.small {
    min-block-size: 26px;
    padding: 0 8px;
    font-size: var(--s-meta);
  }

  .button:disabled,
  .button[aria-disabled="true"] {
    cursor: default;
    opacity: 0.5;
  }

  .link {
    padding: 0;
    border: 0;
    background: none;
    color: var(--s-accent);
    font-weight: 500;
    text-decoration: none;
    cursor: pointer;
  }

  .link:hover {
    text-decoration: underline;
    text-underline-offset: 2px;
  }

  .field {
    inline-size: 100%;
    min-block-size: 36px;
    padding: 6px 10px;
    border: 1px solid var(--s-border);
    border-radius: var(--s-radius-control);
    background: var(--s-surface);
    color: var(--s-text);
    font-size: var(--s-body);
  }

  .field::placeholder {
    color: var(--s-muted);
    opacity: 1;
  }

  .field:focus-visible {
    outline-offset: -1px;
    border-color: var(--s-accent);
  }

  .count {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    min-inline-size: 18px;
    block-size: 18px;
    padding: 0 5px;
    border-radius: 9px;
    background: var(--s-accent);
    color: var(--s-on-accent);
    font-size: var(--s-tiny);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    line-height: 1;
  }

  .tag {
    display: inline-block;
    max-inline-size: 96px;
    padding: 0 6px;
    border-radius: 4px;
    background: color-mix(in srgb, var(--s-text) 7%, transparent);
    color: var(--s-muted);
    font-size: var(--s-tiny);
    line-height: 16px;
  }

  @media (pointer: coarse) {
    .button {
      min-block-size: 44px;
    }

    .button.icon-only {
      inline-size: 44px;
    }

    .button.small {
      min-block-size: 36px;
    }
  }

  @media (forced-colors: active) {
    .count,
    .tag {
      border: 1px solid;
    }
  }
`;

/** Thin scrollbars that do not shout. */
export const scrollbars = css`
  .scroll {
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: color-mix(in srgb, var(--s-text) 22%, transparent) transparent;
  }
`;
