import { css } from "lit";

export const notesStyles = css`
  ul {
    display: grid;
    gap: 6px;
  }

  .note {
    display: grid;
    gap: 2px;
    inline-size: 100%;
    padding: 7px 10px;
    border: 1px solid var(--s-note-line);
    border-radius: var(--s-radius-control);
    background: var(--s-note);
    line-height: 18px;
    text-align: start;
    cursor: pointer;
  }

  .note .by {
    display: flex;
    gap: 6px;
    color: var(--s-note-text);
    font-size: var(--s-meta);
  }

  .note .by b {
    font-weight: 600;
  }

  .note .words {
    display: -webkit-box;
    overflow: hidden;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 4;
    white-space: pre-wrap;
  }

  .more {
    margin-block-start: 8px;
    font-size: var(--s-meta);
  }

  .muted {
    color: var(--s-muted);
  }

  .failed {
    margin-block-start: 8px;
    color: var(--s-danger);
  }
`;
