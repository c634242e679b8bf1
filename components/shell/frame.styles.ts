import { css } from "lit";

export const frameStyles = css`
  :host {
    display: grid;
    grid-template: auto minmax(0, 1fr) / auto minmax(0, 1fr);
    block-size: 100dvh;
    background: var(--s-sunken);
    color: var(--s-text);
    font-family: var(--s-font);
    font-size: var(--s-body);
  }

  .skip {
    position: absolute;
    inset-block-start: -60px;
    inset-inline-start: 8px;
    z-index: 50;
  }

  .skip:focus-visible {
    inset-block-start: 8px;
  }

  nav {
    grid-row: 1 / -1;
    display: flex;
    flex-direction: column;
    gap: 4px;
    inline-size: 56px;
    padding: 10px 8px;
    border-inline-end: 1px solid var(--s-hairline);
    background: var(--s-sunken);
    overflow: hidden auto;
    scrollbar-width: none;
    transition: inline-size var(--s-panel) ease-out;
  }

  nav.wide {
    inline-size: 216px;
  }

  .mark {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
    margin: 0 4px 10px;
    border-radius: 9px;
    background: var(--s-accent);
    color: var(--s-on-accent);
  }

  .item {
    display: flex;
    align-items: center;
    gap: 12px;
    flex: none;
    block-size: 40px;
    padding: 0 10px;
    border: 0;
    border-radius: var(--s-radius-control);
    background: none;
    color: var(--s-muted);
    font-size: var(--s-list);
    font-weight: 500;
    text-decoration: none;
    text-align: start;
    white-space: nowrap;
    overflow: hidden;
    cursor: pointer;
  }

  .item:hover {
    background: var(--s-hover);
    color: var(--s-text);
  }

  .item[aria-current="page"] {
    background: var(--s-accent-tint);
    color: var(--s-accent);
  }

  .item .icon {
    inline-size: 20px;
    block-size: 20px;
  }

  .item .label {
    flex: 1;
  }

  nav:not(.wide):not(.drawer) .label {
    position: absolute;
    clip-path: inset(50%);
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
  }

  .spacer {
    flex: 1;
  }

  header {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 52px;
    padding: 0 16px;
    border-block-end: 1px solid var(--s-hairline);
    background: var(--s-surface);
  }

  h1 {
    flex: 1;
    font-size: 1rem;
    font-weight: 600;
    letter-spacing: -0.01em;
  }

  .me {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 2px;
    border: 0;
    border-radius: 20px;
    background: none;
    cursor: pointer;
  }

  .photo {
    border-radius: 50%;
    object-fit: cover;
  }

  @media (pointer: coarse) {
    .me {
      padding: 4px;
    }
  }

  .me:hover {
    background: var(--s-hover);
  }

  .identity {
    padding: 8px 10px;
  }

  .identity .name {
    font-weight: 600;
  }

  .identity .mail {
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  .menu-item .icon.chosen {
    color: var(--s-accent);
  }

  .banner .link {
    color: inherit;
    text-decoration: underline;
  }

  .banner {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 8px 16px;
    padding-inline-end: var(--banner-end, 16px);
    background: var(--s-warn-tint);
    color: var(--s-warn-text);
    font-size: var(--s-list);
    font-weight: 500;
  }

  main {
    position: relative;
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    min-block-size: 0;
    background: var(--s-surface);
  }

  main > .guarded,
  sapa-report,
  sapa-inbox {
    grid-row: 2;
    min-block-size: 0;
  }

  .state {
    grid-row: 2;
    block-size: 100%;
  }

  .open-drawer {
    display: none;
  }

  @media (max-width: 767px) {
    nav.rail {
      display: none;
    }

    :host {
      grid-template-columns: minmax(0, 1fr);
    }

    .open-drawer {
      display: inline-flex;
    }

    header {
      padding: 0 8px;
    }

    nav.drawer {
      inline-size: auto;
      block-size: 100%;
      border: 0;
    }
  }

  .drawer-panel {
    inline-size: min(280px, 84vw);
    block-size: 100dvh;
    max-block-size: none;
    margin: 0;
    padding: 0;
    border: 0;
    border-inline-end: 1px solid var(--s-hairline);
    background: var(--s-sunken);
    color: var(--s-text);
  }

  .drawer-head {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-block-end: 10px;
  }

  .drawer-head .mark {
    margin-block: 0;
  }

  .organization {
    flex: 1;
    min-inline-size: 0;
    font-size: var(--s-body);
    font-weight: 600;
    line-height: 20px;
    overflow-wrap: anywhere;
  }

  .drawer-panel::backdrop {
    background: rgb(10 12 16 / 40%);
  }
`;
