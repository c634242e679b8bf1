import { css } from "lit";

export const searchStyles = css`
  :host {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-block-size: 0;
  }

  .head {
    display: flex;
    align-items: center;
    flex: none;
    gap: 4px;
    block-size: 52px;
    padding-inline: 12px 8px;
  }

  .words {
    position: relative;
    display: flex;
    align-items: center;
    flex: 1;
    min-inline-size: 0;
  }

  .words .icon {
    position: absolute;
    inset-inline-start: 10px;
    color: var(--s-muted);
    pointer-events: none;
  }

  .words .field {
    min-block-size: 34px;
    padding-inline-start: 32px;
  }

  .words .field::-webkit-search-cancel-button {
    display: none;
  }

  .where {
    display: flex;
    align-items: center;
    flex: none;
    flex-wrap: wrap;
    gap: 4px 8px;
    padding: 0 12px 8px;
    border-block-end: 1px solid var(--s-hairline);
  }

  .where .segment {
    min-block-size: 26px;
    padding: 0 10px;
  }

  .period {
    margin-inline-start: auto;
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  .period-fields {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 8px;
    inline-size: 100%;
  }

  .results {
    flex: 1;
    min-block-size: 0;
  }

  .line-note {
    padding: 8px 14px;
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  .hit {
    display: flex;
    gap: 10px;
    inline-size: 100%;
    padding: 9px 12px 9px 10px;
    border: 0;
    border-block-end: 1px solid var(--s-hairline);
    background: none;
    color: var(--s-text);
    font-size: var(--s-list);
    line-height: 18px;
    text-align: start;
    cursor: pointer;
    --s-avatar-edge: var(--s-surface);
  }

  .message {
    padding-inline-start: 14px;
  }

  .hit:hover {
    background: var(--s-hover);
  }

  .hit.selected {
    background: var(--s-accent-tint);
  }

  .hit:focus-visible {
    outline-offset: -3px;
    border-radius: 6px;
  }

  .main {
    display: grid;
    flex: 1;
    gap: 1px;
    min-inline-size: 0;
  }

  .line {
    display: flex;
    align-items: center;
    gap: 6px;
    min-inline-size: 0;
  }

  .line .icon {
    color: var(--s-muted);
    font-size: 12px;
  }

  .name {
    font-size: var(--s-body);
    font-weight: 500;
  }

  time {
    flex: none;
    margin-inline-start: auto;
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  .preview,
  .snippet,
  .facts {
    color: var(--s-muted);
  }

  .snippet {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow-wrap: anywhere;
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    font-size: var(--s-meta);
  }

  .file {
    display: flex;
    align-items: center;
    gap: 5px;
    min-inline-size: 0;
    font-size: var(--s-meta);
  }

  .after {
    display: grid;
    justify-items: center;
    gap: 8px;
    padding: 14px;
    color: var(--s-muted);
    font-size: var(--s-meta);
    text-align: center;
    text-wrap: balance;
  }

  mark {
    border-radius: 2px;
    background: color-mix(in srgb, var(--s-accent) 22%, transparent);
    color: var(--s-text);
  }
`;
