import { css } from "lit";

export const widgetPreviewStyles = css`
  :host {
    min-inline-size: 0;
  }

  .body {
    display: grid;
    gap: 12px;
  }

  .fold {
    display: none;
  }

  @container page (inline-size < 1000px) {
    .fold {
      display: flex;
      margin-inline-start: auto;
    }

    .body {
      margin-block-start: 12px;
    }

    .body.folded {
      display: none;
    }
  }

  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .scenes {
    flex-basis: 100%;
  }

  .choice {
    display: inline-flex;
    gap: 2px;
    padding: 2px;
    border: 1px solid var(--s-hairline);
    border-radius: calc(var(--s-radius-control) + 2px);
    background: var(--s-sunken);
  }

  .choice button {
    display: grid;
    place-items: center;
    min-inline-size: 30px;
    min-block-size: 26px;
    padding: 0 6px;
    border: 0;
    border-radius: var(--s-radius-control);
    background: none;
    color: var(--s-muted);
    font-size: var(--s-meta);
    font-weight: 600;
    cursor: pointer;
  }

  .choice button:hover {
    color: var(--s-text);
  }

  .choice [aria-pressed="true"] {
    background: var(--s-surface);
    color: var(--s-text);
    box-shadow: 0 0 0 1px var(--s-hairline);
  }

  .stage {
    --page: #ffffff;
    --line: #eceef2;
    --ink: #5d6571;
    position: relative;
    display: grid;
    grid-template-rows: 36px minmax(0, 1fr);
    block-size: clamp(480px, calc(100dvh - 240px), 720px);
    overflow: hidden;
    border: 1px solid var(--s-hairline);
    border-radius: var(--s-radius-card);
    background: var(--page);
  }

  .stage.dark {
    --page: #101215;
    --line: #1e2126;
    --ink: #98a1ae;
  }

  .stage.phone {
    justify-self: center;
    inline-size: min(100%, 375px);
    border-radius: 28px;
  }

  .address {
    padding: 0 16px;
    border-block-end: 1px solid var(--line);
    color: var(--ink);
    font-size: var(--s-meta);
    line-height: 36px;
    text-align: center;
  }

  .site {
    display: grid;
    align-content: start;
    gap: 14px;
    padding: 28px 24px;
  }

  .site span {
    block-size: 12px;
    border-radius: 6px;
    background: var(--line);
  }

  .site span:first-child {
    inline-size: 55%;
    block-size: 28px;
    margin-block-end: 8px;
  }

  .site span:nth-child(3) {
    inline-size: 88%;
  }

  .site span:last-child {
    inline-size: 64%;
  }

  .box {
    position: absolute;
    inset: 36px 0 0;
    overflow: hidden;
    border-end-start-radius: inherit;
    border-end-end-radius: inherit;
  }

  .failed {
    position: absolute;
    inset: auto 0 24px;
    display: grid;
    justify-items: center;
    gap: 8px;
    color: var(--ink);
    font-size: var(--s-list);
  }

  @media (pointer: coarse) {
    .choice button {
      min-inline-size: 44px;
      min-block-size: 40px;
    }
  }
`;
