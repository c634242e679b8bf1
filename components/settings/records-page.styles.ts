import { css } from "lit";

export const recordsStyles = css`
  .page {
    padding-block-end: 8px;
  }

  .records {
    overflow: hidden;
  }

  .record {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 52px;
    padding: 8px 12px 8px 20px;
  }

  .record + .record {
    border-block-start: 1px solid var(--s-hairline);
  }

  .record:hover {
    background: color-mix(in srgb, var(--s-text) 2.5%, transparent);
  }

  .record .body {
    flex: 1;
    min-inline-size: 0;
  }

  .record .name {
    font-weight: 600;
  }

  .record .detail {
    color: var(--s-muted);
    font-size: var(--s-list);
    line-height: 1.45;
  }

  .record .acts {
    display: flex;
    flex: none;
    gap: 2px;
  }

  .open-record {
    display: block;
    inline-size: 100%;
    padding: 4px 0;
    border: 0;
    background: none;
    text-align: start;
    cursor: pointer;
  }

  .open-record:focus-visible {
    border-radius: 4px;
  }

  .more {
    justify-self: center;
  }

  .editor {
    display: grid;
    gap: 16px;
    padding-block-start: 8px;
  }

  .editor .split {
    align-items: start;
  }

  .note.refused {
    color: var(--s-danger);
    font-weight: 500;
  }
`;
