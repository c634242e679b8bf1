import { css } from "lit";

export const uploadTrayStyles = css`
  ul {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 220px), 1fr));
    gap: 6px;
    max-block-size: 196px;
    padding: 8px 8px 2px;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }

  li {
    position: relative;
    display: flex;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
    padding: 5px 4px 5px 5px;
    padding-inline: 5px 4px;
    border: 1px solid var(--s-hairline);
    border-radius: var(--s-radius-card);
    background: var(--s-surface);
    overflow: hidden;
  }

  li.failed {
    grid-column: 1 / -1;
    border-color: color-mix(in srgb, var(--s-danger) 45%, transparent);
    background: var(--s-danger-tint);
  }

  .sign {
    position: relative;
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 38px;
    block-size: 38px;
    border-radius: var(--s-radius-control);
    background: color-mix(in srgb, var(--s-text) 6%, transparent);
    color: var(--s-muted);
    font-size: 16px;
    overflow: hidden;
  }

  .sign img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  .facts {
    flex: 1;
    min-inline-size: 0;
    font-size: var(--s-list);
    line-height: 18px;
  }

  .facts b {
    display: block;
    font-weight: 500;
  }

  .state {
    display: block;
    color: var(--s-muted);
    font-size: var(--s-meta);
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }

  .waiting .state {
    color: var(--s-warn-text);
  }

  .failed .state {
    color: var(--s-danger);
  }

  .progress {
    position: absolute;
    inset: auto 0 0;
    block-size: 3px;
    background: color-mix(in srgb, var(--s-accent) 18%, transparent);
  }

  .progress::after {
    content: "";
    display: block;
    inline-size: var(--done, 0);
    block-size: 100%;
    background: var(--s-accent);
    transition: inline-size var(--s-panel) ease-out;
  }

  .waiting .progress::after {
    background: var(--s-warn);
  }
`;
