import { css } from "lit";

export const emojiStyles = css`
  :host {
    inline-size: 324px;
    max-inline-size: 100%;
  }

  .all {
    display: flex;
    flex-direction: column;
    gap: 6px;
    padding: 4px;
  }

  .tabs {
    display: flex;
    justify-content: space-between;
  }

  .tab,
  .grid button {
    display: grid;
    place-items: center;
    inline-size: 34px;
    block-size: 34px;
    padding: 0;
    border: 0;
    border-radius: var(--s-radius-control);
    background: none;
    font-size: 20px;
    line-height: 1;
    cursor: pointer;
  }

  .tab {
    font-size: 16px;
    filter: grayscale(1);
    opacity: 0.75;
  }

  .tab:hover,
  .tab:focus-visible {
    filter: none;
    opacity: 1;
    background: var(--s-hover);
  }

  .grid button:hover,
  .grid button:focus-visible {
    background: var(--s-hover);
    outline-offset: -2px;
  }

  .groups {
    block-size: 248px;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }

  section {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 400px;
  }

  h3 {
    padding: 6px 4px 2px;
    color: var(--s-muted);
    font-size: var(--s-meta);
    font-weight: 500;
  }

  .grid {
    display: grid;
    grid-template-columns: repeat(9, 34px);
  }

  .empty {
    padding: 32px 8px;
    color: var(--s-muted);
    text-align: center;
  }

  .name {
    overflow: hidden;
    min-block-size: 20px;
    padding-inline: 4px;
    color: var(--s-muted);
    font-size: var(--s-meta);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  @media (hover: none) {
    .name {
      display: none;
    }
  }

  .name b {
    font-size: 15px;
    font-weight: 400;
  }
`;
