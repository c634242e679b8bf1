import { css } from "lit";

/** Rows of menus and pickers, as they stand in a popover's slot. */
export const menuStyles = css`
  .menu {
    display: grid;
    min-inline-size: 200px;
  }

  .menu-item {
    display: flex;
    align-items: center;
    gap: 8px;
    inline-size: 100%;
    min-block-size: 34px;
    padding: 4px 10px;
    border: 0;
    border-radius: var(--s-radius-control);
    background: none;
    color: var(--s-text);
    font-size: var(--s-list);
    text-align: start;
    cursor: pointer;
  }

  .menu-item:hover,
  .menu-item:focus-visible {
    background: var(--s-hover);
  }

  .menu-item:focus-visible {
    outline-offset: -2px;
  }

  .menu-item .icon {
    color: var(--s-muted);
  }

  .menu-item.danger,
  .menu-item.danger .icon {
    color: var(--s-danger);
  }

  .menu-item .grow {
    flex: 1;
  }

  .menu-item .side {
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  .menu-line {
    block-size: 1px;
    margin: 4px 6px;
    border: 0;
    background: var(--s-hairline);
  }

  .menu-title {
    padding: 8px 10px 4px;
    color: var(--s-muted);
    font-size: var(--s-meta);
    font-weight: 500;
  }

  .menu-search {
    padding: 4px 4px 8px;
  }

  .menu-empty {
    padding: 12px 10px;
    color: var(--s-muted);
    text-align: center;
  }

  @media (pointer: coarse) {
    .menu-item {
      min-block-size: 44px;
    }
  }
`;
