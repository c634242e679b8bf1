import { css } from "lit";

export const filterPanelStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    background: var(--s-surface);
    animation: appear var(--s-panel) ease-out;
  }

  @keyframes appear {
    from {
      opacity: 0;
      transform: translateY(6px);
    }
  }

  .head {
    display: flex;
    align-items: center;
    flex: none;
    block-size: 52px;
    padding-inline: 16px 8px;
    border-block-end: 1px solid var(--s-hairline);
  }

  h2 {
    flex: 1;
    font-size: var(--s-body);
    font-weight: 600;
  }

  /* It takes the focus so that the panel is read from its beginning; nothing can be done with it. */
  h2:focus-visible {
    outline: none;
  }

  form {
    display: contents;
  }

  .fields {
    display: grid;
    flex: 1;
    align-content: start;
    gap: 20px;
    min-block-size: 0;
    padding: 16px;
  }

  .saved {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }

  .saved-chip {
    display: inline-flex;
    align-items: center;
    max-inline-size: 100%;
    min-block-size: 28px;
    border: 1px solid var(--s-hairline);
    border-radius: 14px;
    font-size: var(--s-list);
  }

  .saved-chip.on {
    border-color: var(--s-accent);
    background: var(--s-accent-tint);
  }

  .saved-chip button {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-inline-size: 0;
    min-block-size: 26px;
    padding: 0 10px;
    border: 0;
    border-radius: 13px;
    background: none;
    cursor: pointer;
  }

  .saved-chip button:hover {
    background: var(--s-hover);
  }

  .saved-chip button + button {
    flex: none;
    padding: 0 7px;
    color: var(--s-muted);
    font-size: 12px;
  }

  .saved-chip .icon {
    color: var(--s-muted);
    font-size: 12px;
  }

  .group {
    display: grid;
    gap: 8px;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  .group > legend,
  .group > .label {
    padding: 0;
    margin-block-end: 2px;
    font-size: var(--s-list);
    font-weight: 500;
  }

  .group > legend {
    margin-block-end: 8px;
  }

  .pills {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }

  .pill {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: 7px;
    min-block-size: 30px;
    padding: 0 12px;
    border: 1px solid var(--s-border);
    border-radius: 15px;
    font-size: var(--s-list);
    cursor: pointer;
  }

  .pill input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }

  .pill::before {
    content: "";
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--s-session-open);
  }

  .pill.expiring::before {
    background: var(--s-session-expiring);
  }

  .pill.expired::before {
    background: var(--s-session-expired);
  }

  .pill:hover {
    background: var(--s-hover);
  }

  .pill:has(:checked) {
    border-color: var(--s-accent);
    background: var(--s-accent-tint);
    font-weight: 500;
  }

  .pill:has(:focus-visible) {
    outline: 2px solid var(--s-accent);
    outline-offset: 2px;
  }

  .dates {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(130px, 1fr));
    gap: 8px;
  }

  .keep {
    display: grid;
    gap: 12px;
    padding: 12px;
    border: 1px solid var(--s-hairline);
    border-radius: var(--s-radius-card);
    background: var(--s-sunken);
  }

  .keep .row {
    display: flex;
    gap: 8px;
  }

  .foot {
    display: flex;
    flex: none;
    gap: 8px;
    padding: 10px 16px;
    border-block-start: 1px solid var(--s-hairline);
  }

  .foot .grow {
    flex: 1;
  }
`;
