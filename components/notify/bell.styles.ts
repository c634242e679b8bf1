import { css } from "lit";

export const bellStyles = css`
  :host {
    color-scheme: inherit;
    display: inline-block;
    color: var(--s-text);
    font-family: var(--s-font);
    font-size: var(--s-list);
  }

  :host([theme="light"]) {
    color-scheme: light;
  }

  :host([theme="dark"]) {
    color-scheme: dark;
  }

  .bell {
    position: relative;
  }

  .count {
    position: absolute;
    inset-block-start: 0;
    inset-inline-end: 0;
    min-inline-size: 16px;
    padding-inline: 4px;
    border-radius: 8px;
    background: var(--s-danger);
    color: var(--s-surface);
    font-size: 10px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    line-height: 16px;
    text-align: center;
  }

  sapa-popover::part(panel) {
    max-inline-size: calc(100vw - 16px);
    max-block-size: min(560px, calc(100dvh - 72px));
    padding: 0;
    overflow: hidden;
  }

  .panel {
    display: flex;
    flex-direction: column;
    inline-size: min(380px, 100vw - 16px);
    max-block-size: min(558px, 100dvh - 74px);
  }

  .head {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 12px 16px 8px;
  }

  .head h2 {
    flex: 1;
    margin: 0;
    font-size: var(--s-body);
    font-weight: 600;
  }

  .tools {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 0 16px 10px;
    border-block-end: 1px solid var(--s-hairline);
  }

  .tools label,
  .foot label {
    display: inline-flex;
    flex: 1;
    align-items: center;
    gap: 8px;
    min-block-size: 28px;
  }

  .list {
    flex: 1;
    min-block-size: 120px;
    margin: 0;
    padding: 4px 0;
    overflow: auto;
    list-style: none;
  }

  .notice {
    position: relative;
    display: flex;
    gap: 10px;
    inline-size: 100%;
    padding: 10px 16px;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    line-height: 18px;
    text-align: start;
    cursor: pointer;
  }

  .notice:hover {
    background: var(--s-hover);
  }

  .notice .icon {
    flex: none;
    margin-block-start: 1px;
    color: var(--s-muted);
  }

  .notice .words {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .notice.unread .words > :first-child {
    font-weight: 600;
  }

  .notice.unread .icon {
    color: var(--s-accent);
  }

  .notice time {
    display: block;
    color: var(--s-muted);
    font-size: var(--s-meta);
    font-weight: 400;
  }

  .dot {
    flex: none;
    align-self: center;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--s-accent);
  }

  .more {
    padding: 4px 16px 8px;
    text-align: center;
  }

  .state {
    display: grid;
    flex: 1;
    place-content: center;
    gap: 4px;
    min-block-size: 160px;
    padding: 24px;
    color: var(--s-muted);
    text-align: center;
  }

  .state strong {
    color: var(--s-text);
    font-weight: 600;
  }

  .foot {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 8px 16px;
    border-block-start: 1px solid var(--s-hairline);
  }

  .blocked {
    margin: 0;
    padding: 0 16px 10px;
    color: var(--s-muted);
    font-size: var(--s-meta);
  }
`;
