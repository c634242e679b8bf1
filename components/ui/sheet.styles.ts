import { css } from "lit";

/** A large modal sheet with a head of its own, for what needs more room than a question. */
export const sheetStyles = css`
  :host {
    display: contents;
  }

  dialog {
    display: none;
    flex-direction: column;
    inline-size: min(980px, calc(100vw - 32px));
    block-size: min(760px, calc(100dvh - 32px));
    max-block-size: none;
    padding: 0;
    border: 1px solid var(--s-hairline);
    border-radius: var(--s-radius-card);
    background: var(--s-surface);
    color: var(--s-text);
    font-family: var(--s-font);
    font-size: var(--s-body);
    box-shadow: var(--s-shadow);
    overflow: hidden;
  }

  dialog[open] {
    display: flex;
  }

  dialog::backdrop {
    background: rgb(10 12 16 / 38%);
  }

  .head {
    display: flex;
    align-items: center;
    gap: 12px;
    flex: none;
    padding: 10px 10px 10px 20px;
    border-block-end: 1px solid var(--s-hairline);
  }

  h2 {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    font-size: var(--s-text-size);
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .empty {
    display: grid;
    flex: 1;
    place-content: center;
    justify-items: center;
    gap: 12px;
    color: var(--s-muted);
  }
`;
