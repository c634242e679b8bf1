import { css } from "lit";

/** Always dark, whatever the theme: pictures are looked at, not the page. */
export const lightboxStyles = css`
  :host {
    display: contents;
  }

  dialog {
    --s-text: #f2f4f7;
    --s-muted: #b3bac6;
    --s-surface: #16181d;
    --s-hover: rgb(255 255 255 / 14%);
    position: fixed;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    padding: 0;
    border: 0;
    background: rgb(10 11 14 / 97%);
    color: var(--s-text);
    font-family: var(--s-font);
    overflow: hidden;
  }

  dialog::backdrop {
    background: transparent;
  }

  dialog[open] {
    display: grid;
    grid-template-rows: auto 1fr auto;
  }

  :focus-visible {
    outline-color: #fff;
  }

  .bar {
    display: flex;
    align-items: center;
    gap: 4px;
    padding: 8px 12px 8px 20px;
    padding-inline: 20px 12px;
    background: rgb(10 11 14 / 60%);
    z-index: 1;
  }

  .bar .button,
  .turn {
    display: inline-grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    color: var(--s-text);
    font-size: 16px;
    text-decoration: none;
  }

  .title {
    display: flex;
    flex: 1;
    align-items: baseline;
    gap: 12px;
    min-inline-size: 0;
    font-size: var(--s-body);
  }

  .title b {
    font-weight: 500;
  }

  .title span {
    flex: none;
    color: var(--s-muted);
    font-size: var(--s-meta);
    font-variant-numeric: tabular-nums;
  }

  .stage {
    display: grid;
    place-items: center;
    min-block-size: 0;
    padding: 0 60px 12px;
    overflow: hidden;
    touch-action: none;
    user-select: none;
    cursor: default;
  }

  .stage.zoomed {
    cursor: grab;
  }

  .stage.zoomed:active {
    cursor: grabbing;
  }

  img {
    max-inline-size: 100%;
    max-block-size: 100%;
    inline-size: auto;
    block-size: auto;
    min-block-size: 0;
    object-fit: contain;
    will-change: transform;
    transition: opacity var(--s-panel) ease-out;
  }

  img.loading {
    opacity: 0.001;
  }

  .turn {
    position: absolute;
    inset-block-start: calc(50% - 22px);
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
    font-size: 20px;
  }

  .button.turn {
    background: rgb(10 11 14 / 55%);
  }

  .button.turn:hover {
    background: rgb(60 64 72 / 80%);
  }

  .turn.previous {
    inset-inline-start: 8px;
  }

  .turn.next {
    inset-inline-end: 8px;
  }

  .turn:dir(rtl) .icon {
    transform: scaleX(-1);
  }

  .caption {
    max-block-size: 20vh;
    padding: 10px 20px 16px;
    overflow-y: auto;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
    font-size: var(--s-body);
    line-height: 20px;
    text-align: center;
  }

  .lost {
    display: grid;
    justify-items: center;
    gap: 8px;
    color: var(--s-muted);
    font-size: var(--s-body);
  }

  .lost > .icon {
    font-size: 28px;
  }

  @media (max-width: 600px) {
    .stage {
      padding-inline: 0;
    }

    .bar {
      padding-inline: 12px 4px;
    }
  }
`;
