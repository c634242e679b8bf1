import { css } from "lit";

export const loginStyles = css`
  :host {
    display: grid;
    min-block-size: 100dvh;
    background: var(--s-sunken);
    color: var(--s-text);
    font-family: var(--s-font);
    font-size: var(--s-body);
  }

  main {
    display: grid;
    grid-template-rows: 1fr auto 1fr;
    justify-items: center;
    gap: 24px;
    padding: 24px 16px;
  }

  .card {
    grid-row: 2;
    inline-size: min(380px, 100%);
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

  h1 {
    font-size: 1.375rem;
    font-weight: 600;
    letter-spacing: -0.015em;
  }

  .tagline {
    margin-block: 4px 24px;
    color: var(--s-muted);
  }

  form {
    display: grid;
    gap: 16px;
  }

  label {
    display: block;
    margin-block-end: 6px;
    font-size: var(--s-list);
    font-weight: 500;
  }

  .field {
    min-block-size: 40px;
  }

  .password {
    position: relative;
  }

  .password .field {
    padding-inline-end: 44px;
  }

  .password .button {
    position: absolute;
    inset-block-end: 4px;
    inset-inline-end: 4px;
  }

  .primary {
    min-block-size: 40px;
    font-size: var(--s-body);
  }

  .problem {
    display: flex;
    gap: 8px;
    padding: 10px 12px;
    border-radius: var(--s-radius-control);
    background: var(--s-danger-tint);
    color: var(--s-danger);
    font-size: var(--s-list);
  }

  .problem.calm {
    background: var(--s-accent-tint);
    color: var(--s-text);
  }

  .field-problem {
    margin-block-start: 4px;
    color: var(--s-danger);
    font-size: var(--s-meta);
  }

  .field[aria-invalid="true"] {
    border-color: var(--s-danger);
  }

  .forgot {
    justify-self: start;
    min-block-size: 24px;
    font-size: var(--s-list);
  }

  .forgot-text {
    color: var(--s-muted);
    font-size: var(--s-list);
  }

  .languages {
    grid-row: 3;
    align-self: end;
    display: flex;
    gap: 4px;
  }

  .languages .button[aria-pressed="true"] {
    color: var(--s-text);
    font-weight: 600;
  }

  .languages .button {
    color: var(--s-muted);
  }

  @media (max-width: 480px) {
    .card {
      padding: 24px 20px;
    }
  }
`;
