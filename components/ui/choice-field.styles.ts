import { css } from "lit";

export const choiceStyles = css`
  .box {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
    min-block-size: 36px;
    padding: 4px;
    border: 1px solid var(--s-border);
    border-radius: var(--s-radius-control);
    background: var(--s-surface);
  }

  .box.bad {
    border-color: var(--s-danger);
  }

  .chips {
    display: contents;
  }

  .chip {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    max-inline-size: 100%;
    min-block-size: 26px;
    padding-inline: 8px 1px;
    border-radius: var(--s-radius-control);
    background: var(--s-press);
    font-size: var(--s-list);
  }

  .chip .avatar {
    margin-inline-start: -4px;
  }

  .chip button {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    padding: 0;
    border: 0;
    border-radius: var(--s-radius-control);
    background: none;
    color: var(--s-muted);
    font-size: 12px;
    cursor: pointer;
  }

  .chip button:hover {
    background: var(--s-hover);
    color: var(--s-text);
  }

  .add {
    border-color: transparent;
    background: transparent;
    color: var(--s-accent);
  }

  .panel {
    display: grid;
    gap: 6px;
    inline-size: 280px;
    max-inline-size: 100%;
    padding: 4px;
  }

  .options {
    display: grid;
    max-block-size: 264px;
    overflow: auto;
    scrollbar-width: thin;
  }

  .option {
    min-inline-size: 0;
    padding: 2px 8px;
    border-radius: var(--s-radius-control);
    font-size: var(--s-list);
  }

  .option:hover {
    background: var(--s-hover);
  }

  .grow {
    flex: 1;
  }

  .side {
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  .none {
    padding: 12px 8px;
    color: var(--s-muted);
    text-align: center;
  }

  @media (pointer: coarse) {
    .chip {
      min-block-size: 36px;
    }

    .chip button {
      inline-size: 36px;
      block-size: 36px;
    }
  }
`;
