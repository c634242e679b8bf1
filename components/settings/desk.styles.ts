import { css } from "lit";

export const deskStyles = css`
  :host {
    position: relative;
    overflow: hidden;
    container: desk / inline-size;
  }

  .desk {
    display: grid;
    grid-template-columns: 248px minmax(0, 1fr);
    block-size: 100%;
  }

  .desk.alone {
    grid-template-columns: minmax(0, 1fr);
  }

  .menu {
    padding: 16px 12px;
    border-inline-end: 1px solid var(--s-hairline);
    background: var(--s-sunken);
  }

  .page {
    min-inline-size: 0;
    background: var(--s-surface);
  }

  .page-body {
    display: grid;
    min-block-size: 100%;
  }

  .search {
    margin-block-end: 16px;
  }

  .search .field {
    font-size: var(--s-list);
  }

  .group + .group {
    margin-block-start: 16px;
  }

  .group.lone + .group.lone {
    margin-block-start: 0;
  }

  .group h2 {
    padding: 0 10px 6px;
    color: var(--s-muted);
    font-size: var(--s-meta);
    font-weight: 500;
  }

  .entry {
    display: flex;
    align-items: center;
    gap: 10px;
    inline-size: 100%;
    min-block-size: 36px;
    padding: 4px 10px;
    border: 0;
    border-radius: var(--s-radius-control);
    background: none;
    color: var(--s-text);
    font-size: var(--s-list);
    font-weight: 500;
    text-align: start;
    text-decoration: none;
    cursor: pointer;
  }

  .entry .icon {
    color: var(--s-muted);
    font-size: 14px;
  }

  .entry:hover {
    background: var(--s-hover);
  }

  .entry .words {
    display: grid;
    flex: 1;
    min-inline-size: 0;
  }

  .entry small {
    color: var(--s-muted);
    font-size: var(--s-meta);
    font-weight: 400;
  }

  .onward {
    display: none;
  }

  .none {
    padding: 0 10px;
    color: var(--s-muted);
    font-size: var(--s-list);
    overflow-wrap: anywhere;
  }

  .back {
    display: none;
  }

  /* Above the bar with Save. */
  sapa-toasts {
    inset-block-end: 76px;
  }

  .waiting {
    max-inline-size: 840px;
    padding: 32px;
  }

  .state {
    block-size: 100%;
  }

  @container desk (inline-size >= 760px) {
    .entry[aria-current="page"] {
      background: var(--s-accent-tint);
      color: var(--s-accent);
    }

    .entry[aria-current="page"] .icon {
      color: inherit;
    }
  }

  @container desk (inline-size < 760px) {
    .desk {
      grid-template-columns: minmax(0, 1fr);
    }

    .menu {
      border: 0;
      background: var(--s-surface);
    }

    .desk:not(.page-open) .page,
    .page-open .menu {
      display: none;
    }

    .entry {
      min-block-size: 48px;
      font-size: var(--s-body);
    }

    .onward {
      display: block;
      transform: scaleX(-1);
    }

    .onward:dir(rtl) {
      transform: none;
    }

    .back {
      display: inline-flex;
      margin: 8px 8px -8px;
      color: var(--s-accent);
    }
  }
`;
