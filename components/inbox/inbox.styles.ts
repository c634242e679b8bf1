import { css } from "lit";

export const inboxStyles = css`
  :host {
    position: relative;
    block-size: 100%;
    min-block-size: 320px;
    overflow: clip;
    /* A page that resets everything would take it away, and with it the panes (EMBED-9). */
    container: inbox / inline-size !important;
    background: var(--s-surface);
    color: var(--s-text);
    font-family: var(--s-font);
    font-size: var(--s-body);
    line-height: 1.4;
    text-align: start;
    -webkit-font-smoothing: antialiased;
  }

  .panes {
    --list: 340px;
    --detail: 320px;
    position: relative;
    display: grid;
    grid-template: minmax(0, 1fr) / var(--list) auto minmax(0, 1fr);
    block-size: 100%;
  }

  .panes.no-list {
    grid-template-columns: minmax(0, 1fr);
  }

  .pane {
    position: relative;
    min-inline-size: 0;
    min-block-size: 0;
    overflow: clip;
  }

  .pane.middle {
    background: var(--s-surface);
  }

  .pane.middle.empty {
    display: grid;
    background: var(--s-sunken);
  }

  .pane.detail {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    z-index: 6;
    inline-size: min(var(--detail), 100%);
    border-inline-start: 1px solid var(--s-hairline);
    box-shadow: var(--s-shadow);
    animation: slide var(--s-panel) ease-out;
  }

  .detail-resizer {
    display: none;
  }

  @keyframes slide {
    from {
      opacity: 0;
      transform: translateX(16px);
    }
  }

  @container inbox (width >= 1080px) {
    .panes.with-detail {
      grid-template-columns: var(--list) auto minmax(0, 1fr) auto var(--detail);
    }

    .panes.with-detail.no-list {
      grid-template-columns: minmax(0, 1fr) auto var(--detail);
    }

    .pane.detail {
      position: relative;
      z-index: auto;
      inline-size: auto;
      border: 0;
      box-shadow: none;
      animation: none;
    }

    .detail-resizer {
      display: block;
    }
  }

  @container inbox (width < 720px) {
    .panes,
    .panes.with-detail {
      grid-template-columns: minmax(0, 1fr);
    }

    .list-resizer,
    .panes.room-open .pane.list,
    .panes:not(.room-open) .pane.middle {
      display: none;
    }

    .pane.detail {
      inline-size: 100%;
      border: 0;
    }
  }

  .tools {
    display: flex;
    align-items: center;
  }

  .filter-button {
    position: relative;
  }

  .filter-button.active {
    color: var(--s-accent);
  }

  .filter-button .count {
    position: absolute;
    inset-block-start: 1px;
    inset-inline-end: 0;
    min-inline-size: 15px;
    block-size: 15px;
    padding: 0 3px;
    box-shadow: 0 0 0 2px var(--s-surface);
    font-size: calc(var(--s-text-size) * 0.625);
  }

  .chips {
    gap: 4px;
    max-block-size: 92px;
    padding: 0 12px 8px;
    overflow-y: auto;
    scrollbar-width: thin;
  }

  .chip {
    max-inline-size: 160px;
  }

  .next-chat {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 10px;
    padding: 8px 12px;
    border-block-start: 1px solid var(--s-hairline);
  }

  .next-chat .waiting {
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  sapa-filter-panel {
    position: absolute;
    inset: 0;
    z-index: 4;
  }

  .presence-bar {
    display: flex;
    align-items: center;
    min-block-size: 40px;
    padding-inline: 10px;
    border-block-end: 1px solid var(--s-hairline);
  }

  .strip {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
    z-index: 5;
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 8px 14px;
    background: var(--s-warn-tint);
    color: var(--s-warn-text);
    font-size: var(--s-meta);
  }

  .whole {
    display: grid;
    grid-template-rows: minmax(0, 1fr);
    block-size: 100%;
    background: var(--s-surface);
  }
`;
