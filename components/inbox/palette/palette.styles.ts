import { css } from "lit";

export const paletteStyles = css`
  :host {
    display: contents;
  }

  dialog {
    inline-size: min(560px, calc(100vw - 32px));
    max-block-size: min(520px, calc(100dvh - 96px));
    margin-block-start: min(12vh, 96px);
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--s-hairline);
    border-radius: var(--s-radius-card);
    background: var(--s-raised);
    color: var(--s-text);
    font-family: var(--s-font);
    font-size: var(--s-body);
    line-height: 1.4;
    box-shadow: var(--s-shadow);
  }

  dialog[open] {
    display: flex;
    flex-direction: column;
  }

  dialog::backdrop {
    background: rgb(10 12 16 / 30%);
  }

  .typed {
    display: flex;
    align-items: center;
    flex: none;
    gap: 10px;
    padding: 0 16px;
    border-block-end: 1px solid var(--s-hairline);
    color: var(--s-muted);
  }

  .typed input {
    flex: 1;
    min-inline-size: 0;
    block-size: 50px;
    border: 0;
    background: none;
    color: var(--s-text);
    font-size: var(--s-message);
  }

  .typed input:focus-visible {
    outline: none;
  }

  .typed input::placeholder {
    color: var(--s-muted);
    opacity: 1;
  }

  .found {
    flex: 1;
    min-block-size: 0;
    padding: 6px;
  }

  .group-title {
    padding: 8px 10px 4px;
    color: var(--s-muted);
    font-size: var(--s-meta);
    font-weight: 500;
  }

  .option {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 38px;
    padding: 4px 10px;
    border-radius: var(--s-radius-control);
    font-size: var(--s-list);
    cursor: pointer;
    scroll-margin: 32px;
  }

  .option.active {
    background: var(--s-accent-tint);
    box-shadow: inset 2px 0 var(--s-accent);
  }

  .option .grow {
    flex: 1;
  }

  .detail {
    flex: none;
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  .keys {
    display: inline-flex;
    flex: none;
    gap: 4px;
  }

  .none {
    padding: 24px;
    color: var(--s-muted);
    text-align: center;
  }

  .foot {
    display: flex;
    flex: none;
    gap: 16px;
    padding: 8px 16px;
    border-block-start: 1px solid var(--s-hairline);
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  .foot span {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }

  @media (pointer: coarse) {
    .option {
      min-block-size: 46px;
    }

    .foot,
    .keys {
      display: none;
    }
  }
`;
