import { css } from "lit";

export const timeChoiceStyles = css`
  :host {
    inline-size: 272px;
    max-inline-size: 100%;
  }

  .menu {
    min-inline-size: 0;
  }

  .custom {
    display: grid;
    grid-template-columns: 1.3fr 1fr;
    gap: 8px;
    padding: 8px;
  }

  .custom label {
    display: grid;
    gap: 4px;
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  .custom .field {
    min-inline-size: 0;
    font-size: var(--s-list);
  }

  .wrong {
    grid-column: 1 / -1;
    color: var(--s-danger);
    font-size: var(--s-meta);
  }

  .wrong:empty {
    display: none;
  }

  .buttons {
    display: flex;
    grid-column: 1 / -1;
    justify-content: end;
    gap: 8px;
  }

  .tick-line {
    display: flex;
    align-items: start;
    gap: 8px;
    margin-block-start: 4px;
    padding: 8px 10px;
    border-block-start: 1px solid var(--s-hairline);
    font-size: var(--s-list);
    cursor: pointer;
  }

  .tick-line input {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    margin: 1px 0 0;
    accent-color: var(--s-accent);
  }

  .zone {
    padding: 2px 10px 6px;
    color: var(--s-muted);
    font-size: var(--s-tiny);
  }
`;
