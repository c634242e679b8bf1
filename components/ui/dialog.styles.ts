import { css } from "lit";

export const dialogStyles = css`
  :host {
    display: contents;
  }

  dialog {
    inline-size: min(440px, calc(100vw - 32px));
    max-block-size: calc(100dvh - 32px);
    padding: 20px 24px 24px;
    border: 1px solid var(--s-hairline);
    border-radius: var(--s-radius-card);
    background: var(--s-raised);
    color: var(--s-text);
    font-family: var(--s-font);
    font-size: var(--s-body);
    line-height: 1.5;
    box-shadow: var(--s-shadow);
  }

  :host([wide]) dialog {
    inline-size: min(760px, calc(100vw - 32px));
  }

  dialog::backdrop {
    background: rgb(10 12 16 / 38%);
  }

  .head {
    display: flex;
    align-items: start;
    gap: 12px;
    margin-block-end: 8px;
  }

  h2 {
    flex: 1;
    padding-block-start: 4px;
    font-size: var(--s-text-size);
    font-weight: 600;
  }

  .foot {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
  }

  .foot ::slotted(*) {
    margin-block-start: 20px;
  }
`;
