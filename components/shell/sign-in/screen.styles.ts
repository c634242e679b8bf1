import { css } from "lit";

/** Inside the card; also of elements that stand in it. */
export const cardStyles = css`
  h1 {
    font-size: 1.375rem;
    font-weight: 600;
    letter-spacing: -0.015em;
    line-height: 1.3;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }

  /* It takes the focus only to be read out: nothing can be done with it. */
  h1:focus-visible {
    outline: none;
  }

  .tagline {
    margin-block: 4px 24px;
    color: var(--s-muted);
    line-height: 1.5;
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }

  form {
    display: grid;
    gap: 16px;
  }

  .field {
    min-block-size: 40px;
  }

  .field:read-only:not(.code) {
    border-color: var(--s-hairline);
    background: var(--s-sunken);
    color: var(--s-muted);
  }

  .primary {
    min-block-size: 40px;
    font-size: var(--s-body);
  }

  .alone {
    inline-size: 100%;
  }

  .problem {
    display: flex;
    gap: 8px;
    padding: 10px 12px;
    border-radius: var(--s-radius-control);
    background: var(--s-danger-tint);
    color: var(--s-danger);
    font-size: var(--s-list);
    line-height: 1.45;
  }

  .problem .icon {
    margin-block-start: 1px;
  }

  .problem.calm {
    background: var(--s-accent-tint);
    color: var(--s-text);
  }

  .back,
  .forgot {
    justify-self: start;
    min-block-size: 24px;
    font-size: var(--s-list);
  }

  .ways {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 12px 16px;
    font-size: var(--s-list);
  }

  .emblem {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    margin-block-end: 16px;
    border-radius: 50%;
    background: var(--s-accent-tint);
    color: var(--s-accent);
    font-size: 18px;
  }

  @media (pointer: coarse) {
    .link {
      display: inline-flex;
      align-items: center;
      min-block-size: 44px;
    }

    .field,
    .primary {
      min-block-size: 44px;
    }
  }
`;

/** The page around the card. */
const pageStyles = css`
  :host {
    display: grid;
    block-size: 100dvh;
    overflow: auto;
    background: var(--s-sunken);
    color: var(--s-text);
    font-family: var(--s-font);
    font-size: var(--s-body);
  }

  main {
    display: grid;
    grid-template-rows: 1fr auto 1fr;
    grid-template-columns: minmax(0, 1fr);
    justify-items: center;
    gap: 24px;
    padding: 24px 16px;
  }

  .card {
    grid-row: 2;
    inline-size: min(400px, 100%);
    padding: 32px;
    border: 1px solid var(--s-hairline);
    border-radius: 16px;
    background: var(--s-surface);
  }

  .brand {
    display: flex;
    align-items: center;
    gap: 10px;
    margin-block-end: 24px;
    font-size: 1.125rem;
    font-weight: 600;
    letter-spacing: -0.01em;
  }

  .mark {
    display: grid;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
    border-radius: 9px;
    background: var(--s-accent);
    color: var(--s-on-accent);
  }

  .or {
    display: flex;
    align-items: center;
    gap: 12px;
    margin-block: 20px;
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  .or::before,
  .or::after {
    content: "";
    flex: 1;
    border-block-start: 1px solid var(--s-hairline);
  }

  .providers {
    display: grid;
    gap: 8px;
  }

  .providers .button {
    min-block-size: 40px;
    font-size: var(--s-body);
  }

  .foot {
    grid-row: 3;
    align-self: end;
    display: grid;
    justify-items: center;
    gap: 12px;
    max-inline-size: 100%;
  }

  .support {
    color: var(--s-muted);
    font-size: var(--s-list);
    text-align: center;
    overflow-wrap: anywhere;
  }

  .languages {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }

  .languages .button {
    color: var(--s-muted);
  }

  .languages .button[aria-pressed="true"] {
    color: var(--s-text);
    font-weight: 600;
  }

  @media (max-width: 480px) {
    .card {
      padding: 24px 20px;
    }
  }

  @media (pointer: coarse) {
    .languages .button {
      min-block-size: 44px;
    }
  }
`;

export const screenStyles = [cardStyles, pageStyles];
