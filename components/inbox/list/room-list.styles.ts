import { css } from "lit";

export const roomListStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    block-size: 100%;
    container-type: inline-size;
  }

  .top {
    display: flex;
    align-items: stretch;
    gap: 2px;
    flex: none;
    block-size: 52px;
    padding-inline: 12px 8px;
    border-block-end: 1px solid var(--s-hairline);
  }

  .tabs {
    display: flex;
    flex: 1;
    gap: 4px;
    min-inline-size: 0;
  }

  .tab {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-inline-size: 0;
    padding: 0 6px;
    border: 0;
    background: none;
    color: var(--s-muted);
    font-size: var(--s-body);
    font-weight: 500;
    cursor: pointer;
    transition: color var(--s-feedback) ease-out;
  }

  .tab:hover {
    color: var(--s-text);
  }

  .tab[aria-selected="true"] {
    color: var(--s-text);
    font-weight: 600;
  }

  .tab[aria-selected="true"]::after {
    content: "";
    position: absolute;
    inset-inline: 6px;
    inset-block-end: -1px;
    block-size: 2px;
    border-radius: 1px;
    background: var(--s-accent);
  }

  .tab:focus-visible {
    outline-offset: -4px;
    border-radius: 8px;
  }

  .tab[aria-selected="false"] .count {
    background: color-mix(in srgb, var(--s-text) 10%, transparent);
    color: var(--s-text);
  }

  .top-tools {
    display: flex;
    align-items: center;
    flex: none;
  }

  .choices {
    display: flex;
    align-items: center;
    flex: none;
    padding-inline-end: 8px;
  }

  .order {
    flex: none;
  }

  .segments {
    display: flex;
    flex: 1;
    min-inline-size: 0;
    padding: 8px 4px 8px 8px;
    overflow-x: auto;
    scrollbar-width: none;
    mask-image: linear-gradient(to left, transparent, #000 12px);
  }

  :host(:dir(rtl)) .segments {
    mask-image: linear-gradient(to right, transparent, #000 12px);
  }

  .segments label {
    position: relative;
    flex: none;
    display: inline-flex;
    align-items: center;
    block-size: 28px;
    padding: 0 5px;
    border-radius: 14px;
    color: var(--s-muted);
    font-size: var(--s-meta);
    font-weight: 500;
    white-space: nowrap;
    cursor: pointer;
    transition: background-color var(--s-feedback) ease-out;
  }

  .segments label:hover {
    background: var(--s-hover);
    color: var(--s-text);
  }

  .segments label:has(:checked) {
    background: color-mix(in srgb, var(--s-text) 8%, transparent);
    color: var(--s-text);
    font-weight: 600;
  }

  .segments label:has(:focus-visible) {
    outline: 2px solid var(--s-accent);
    outline-offset: -2px;
  }

  .segments input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }

  .list-box {
    position: relative;
    flex: 1;
    min-block-size: 0;
  }

  .strip {
    flex: none;
    padding: 6px 12px;
    border-block-end: 1px solid var(--s-hairline);
    background: var(--s-warn-tint);
    color: var(--s-warn-text);
    font-size: var(--s-meta);
  }

  .list-end {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 56px;
    color: var(--s-muted);
    font-size: var(--s-meta);
  }
`;
