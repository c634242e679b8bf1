import { css } from "lit";

export const composerStyles = css`
  :host {
    flex: none;
    padding: 0 16px 14px;
    max-inline-size: 892px;
    inline-size: 100%;
    margin-inline: auto;
  }

  .card {
    position: relative;
    border: 1px solid var(--s-hairline);
    border-radius: 12px;
    background: var(--s-raised);
    transition:
      border-color var(--s-feedback) ease-out,
      background-color var(--s-feedback) ease-out;
  }

  .card:has(textarea) {
    border-color: var(--s-border);
  }

  .card:has(textarea:focus) {
    border-color: var(--s-accent);
    box-shadow: 0 0 0 1px var(--s-accent);
  }

  .card.note {
    border-color: var(--s-note-line);
    background: var(--s-note);
  }

  .card.note:has(textarea:focus) {
    border-color: var(--s-note-text);
    box-shadow: 0 0 0 1px var(--s-note-text);
  }

  .tabs {
    display: flex;
    gap: 2px;
    padding: 6px 8px 0;
  }

  .tab {
    min-block-size: 26px;
    padding: 0 8px;
    border: 0;
    border-radius: var(--s-radius-control);
    background: none;
    color: var(--s-muted);
    font-size: var(--s-meta);
    font-weight: 500;
    cursor: pointer;
  }

  .tab:hover {
    background: var(--s-hover);
  }

  .tab[aria-selected="true"] {
    color: var(--s-text);
    font-weight: 600;
    background: var(--s-hover);
  }

  .note .tab,
  .note .hint {
    color: var(--s-note-text);
  }

  textarea {
    display: block;
    inline-size: 100%;
    min-block-size: 38px;
    max-block-size: 192px;
    padding: 8px 14px;
    border: 0;
    background: none;
    font-size: var(--s-message);
    line-height: 22px;
    resize: none;
    overflow-y: auto;
    scrollbar-width: thin;
    field-sizing: content;
  }

  textarea:focus-visible {
    outline: none;
  }

  textarea::placeholder {
    color: var(--s-muted);
    opacity: 1;
  }

  .note textarea::placeholder {
    color: var(--s-note-text);
  }

  .foot {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 40px;
    padding: 0 6px 6px 14px;
  }

  .hint {
    flex: 1;
    color: var(--s-muted);
    font-size: var(--s-tiny);
  }

  .counter {
    color: var(--s-muted);
    font-size: var(--s-meta);
    font-variant-numeric: tabular-nums;
  }

  .counter.over {
    color: var(--s-danger);
    font-weight: 600;
  }

  .send .icon {
    font-size: 13px;
  }

  .panel {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    padding: 14px 16px;
    font-size: var(--s-list);
    line-height: 20px;
  }

  .panel .why {
    display: flex;
    flex: 1 1 240px;
    gap: 10px;
    color: var(--s-muted);
  }

  .panel .why > .icon {
    margin-block-start: 2px;
    font-size: 14px;
  }

  .panel .why.is-resolved > .icon {
    color: var(--s-resolved);
  }

  .panel b {
    display: block;
    color: var(--s-text);
    font-weight: 600;
  }

  .panel .actions {
    display: flex;
    gap: 8px;
  }

  .kept {
    display: flex;
    flex: 1 1 100%;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
    padding-block-start: 8px;
    border-block-start: 1px solid var(--s-hairline);
    color: var(--s-muted);
  }

  .kept q {
    flex: 1;
    color: var(--s-text);
  }

  @container (width < 560px) {
    :host {
      padding: 0 8px 8px;
    }

    .hint {
      visibility: hidden;
    }
  }
`;
