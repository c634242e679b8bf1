import { css } from "lit";

/** What the pages of the Operator share: a heading with its button, rows, notices. */
export const sectionStyles = css`
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    margin-block-end: 6px;
  }

  h2 {
    margin-inline-end: auto;
    font-size: 1.125rem;
    font-weight: 600;
    letter-spacing: -0.01em;
  }

  /* Focus comes here so that a new page is read out; there is nothing to press. */
  h2:focus-visible {
    outline: none;
  }

  .about {
    max-inline-size: 64ch;
    margin-block-end: 20px;
    color: var(--s-muted);
    line-height: 1.5;
    text-wrap: pretty;
  }

  .find {
    max-inline-size: 22rem;
    margin-block: 10px 16px;
  }

  .rows {
    border: 1px solid var(--s-hairline);
    border-radius: var(--s-radius-card);
    background: var(--s-surface);
  }

  .rows > li {
    display: grid;
    grid-template-columns: minmax(0, 5fr) minmax(0, 4fr) auto;
    align-items: center;
    gap: 4px 20px;
    padding: 12px 16px;
  }

  .rows > li + li {
    border-block-start: 1px solid var(--s-hairline);
  }

  .name {
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .meta {
    color: var(--s-muted);
    font-size: var(--s-list);
    line-height: 1.5;
    overflow-wrap: anywhere;
  }

  .ending {
    color: var(--s-danger);
    font-weight: 500;
  }

  .actions {
    display: flex;
    gap: 4px;
    justify-content: flex-end;
  }

  code {
    padding: 1px 5px;
    border-radius: 4px;
    background: var(--s-sunken);
    font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace;
    font-size: 0.9em;
    overflow-wrap: anywhere;
    user-select: all;
  }

  .card {
    max-inline-size: 30rem;
    padding: 20px;
    border: 1px solid var(--s-hairline);
    border-radius: var(--s-radius-card);
    background: var(--s-surface);
  }

  .state {
    padding: 32px 16px;
    border: 1px dashed var(--s-hairline);
    border-radius: var(--s-radius-card);
    color: var(--s-muted);
    text-align: center;
    line-height: 1.6;
  }

  .notice {
    display: flex;
    gap: 8px;
    margin-block-end: 16px;
    padding: 10px 12px;
    border-radius: var(--s-radius-control);
    background: var(--s-accent-tint);
    line-height: 1.5;
    overflow-wrap: anywhere;
  }

  .notice:empty {
    display: none;
  }

  .shown {
    display: grid;
    gap: 12px;
    margin-block: 12px;
  }

  .shown dt {
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  .shown dd {
    display: flex;
    align-items: center;
    gap: 8px;
  }

  .shown code {
    flex: 1;
    padding: 6px 8px;
  }

  sapa-dialog sapa-operator-form {
    margin-block-start: 12px;
  }

  sapa-dialog p {
    margin-block-end: 16px;
    color: var(--s-muted);
    line-height: 1.5;
  }

  @media (max-width: 767.98px) {
    .rows > li {
      grid-template-columns: minmax(0, 1fr);
      gap: 6px;
    }

    .actions {
      justify-content: flex-start;
      margin-inline-start: -8px;
    }
  }
`;
