import { css } from "lit";

export const replayStyles = css`
  .sides {
    display: grid;
    grid-template-columns: 1fr 260px;
    flex: 1;
    min-block-size: 0;
  }

  .log {
    container-type: inline-size;
    padding: 12px 20px 20px;
  }

  .log:focus-visible {
    outline-offset: -3px;
  }

  aside {
    padding: 20px;
    border-inline-start: 1px solid var(--s-hairline);
    background: var(--s-sunken);
    overflow-y: auto;
    font-size: var(--s-list);
    line-height: 18px;
  }

  dt {
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  dd {
    margin-block-end: 12px;
    overflow-wrap: anywhere;
    font-weight: 500;
  }

  .mark {
    margin-block-start: 8px;
    padding: 6px 10px;
    border-radius: var(--s-radius-control);
    background: var(--s-warn-tint);
    color: var(--s-warn-text);
  }

  .controls {
    display: flex;
    align-items: center;
    gap: 6px;
    padding: 10px 16px;
    border-block-start: 1px solid var(--s-hairline);
  }

  .controls input {
    flex: 1;
    min-inline-size: 80px;
    margin-inline: 8px;
    accent-color: var(--s-accent);
  }

  output {
    display: grid;
    min-inline-size: 132px;
    font-size: var(--s-meta);
    line-height: 16px;
    text-align: end;
  }

  output span {
    color: var(--s-muted);
  }

  @media (width < 720px) {
    .sides {
      grid-template-columns: 1fr;
      grid-template-rows: 1fr auto;
    }

    aside {
      max-block-size: 32dvh;
      border-inline-start: 0;
      border-block-start: 1px solid var(--s-hairline);
    }

    dl {
      display: grid;
      grid-template-columns: max-content 1fr;
      gap: 4px 16px;
    }

    dd {
      margin: 0;
    }

    .controls {
      flex-wrap: wrap;
    }

    output {
      min-inline-size: 0;
    }
  }
`;
