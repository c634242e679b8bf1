import { css } from "lit";

export const inboxStyles = css`
  :host {
    position: relative;
    block-size: 100%;
    min-block-size: 320px;
    overflow: clip;
    container: inbox / inline-size;
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

  .search-field {
    position: relative;
    display: flex;
    align-items: center;
    flex: 1;
    gap: 4px;
    min-inline-size: 0;
  }

  .search-field .icon {
    position: absolute;
    inset-inline-start: 10px;
    color: var(--s-muted);
    pointer-events: none;
  }

  .search-field .field {
    min-block-size: 34px;
    padding-inline-start: 32px;
  }

  .search-field .field::-webkit-search-cancel-button {
    display: none;
  }

  .search-box {
    display: flex;
    align-items: center;
    flex: 1;
    min-inline-size: 0;
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

  .sheet {
    padding-block-start: 8px;
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 10px 20px;
    align-items: center;
    margin: 0;
  }

  .sheet dt {
    display: flex;
    gap: 4px;
  }

  kbd {
    display: inline-grid;
    place-items: center;
    min-inline-size: 24px;
    block-size: 24px;
    padding: 0 6px;
    border: 1px solid var(--s-hairline);
    border-block-end-width: 2px;
    border-radius: 5px;
    background: var(--s-surface);
    color: var(--s-text);
    font-family: inherit;
    font-size: var(--s-meta);
    font-weight: 500;
  }
`;
