import { css } from "lit";

/** What stands around the text box: quotes, hints, suggestions and tools. */
export const barsStyles = css`
  .bar {
    display: flex;
    align-items: center;
    gap: 10px;
    margin: 6px 8px 0;
    padding: 6px 6px 6px 10px;
    border-radius: var(--s-radius-control);
    background: color-mix(in srgb, var(--s-text) 5%, transparent);
    font-size: var(--s-list);
    line-height: 18px;
  }

  .bar > .icon {
    color: var(--s-muted);
    font-size: 14px;
  }

  .bar p {
    display: grid;
    flex: 1;
    min-inline-size: 0;
  }

  .bar b {
    font-weight: 600;
  }

  .bar span {
    color: var(--s-muted);
  }

  .bar.quoting {
    border-inline-start: 3px solid var(--s-accent);
  }

  .bar.collision {
    background: var(--s-warn-tint);
    color: var(--s-warn-text);
    padding-block: 7px;
  }

  .bar.collision > .icon {
    color: inherit;
  }

  .bar-close {
    flex: none;
    min-block-size: 26px;
    inline-size: 26px;
  }

  .note .bar {
    color: var(--s-note-text);
  }

  .tools {
    display: flex;
    flex: none;
    align-items: center;
    margin-inline-start: -8px;
  }

  .send-group {
    display: flex;
    flex: none;
    align-items: center;
    gap: 2px;
  }

  .suggestions {
    position: absolute;
    inset-inline: -1px;
    inset-block-end: calc(100% + 6px);
    z-index: 3;
    padding: 4px;
    border: 1px solid var(--s-hairline);
    border-radius: var(--s-radius-card);
    background: var(--s-raised);
    color: var(--s-text);
    font-size: var(--s-list);
    box-shadow: var(--s-shadow);
  }

  .suggestions-title {
    display: flex;
    gap: 12px;
    padding: 4px 10px 6px;
    color: var(--s-muted);
    font-size: var(--s-meta);
    font-weight: 500;
  }

  .suggestions-title span {
    margin-inline-start: auto;
    font-weight: 400;
  }

  .suggestions ul {
    max-block-size: min(264px, 40dvh);
    overflow-y: auto;
    scrollbar-width: thin;
  }

  .suggestion {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 36px;
    padding: 6px 10px;
    border-radius: var(--s-radius-control);
    cursor: pointer;
  }

  .suggestion.active {
    background: var(--s-hover);
  }

  .suggestion b {
    flex: none;
    max-inline-size: 45%;
    font-weight: 600;
  }

  .suggestion > span:last-child {
    flex: 1;
    color: var(--s-muted);
  }

  .suggestion.quick.active {
    align-items: start;
  }

  .suggestion.quick.active > span {
    display: -webkit-box;
    overflow: hidden;
    white-space: pre-wrap;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 4;
  }

  .suggestions-empty {
    padding: 8px 10px;
    color: var(--s-muted);
  }

  .suggestions-empty:empty {
    display: none;
  }

  .emoji-wait {
    min-inline-size: 220px;
    padding: 24px;
    color: var(--s-muted);
    text-align: center;
  }

  .emoji-wait:empty {
    display: none;
  }

  @container (width < 560px) {
    .send .word {
      display: none;
    }

    .suggestions-title span {
      display: none;
    }
  }

  @media (pointer: coarse) {
    .suggestion {
      min-block-size: 44px;
    }
  }
`;
