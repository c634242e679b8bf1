import { css } from "lit";

/** Rooms, accounts and people below each other: a sign, what it is called, and a line about it. */
export const entryStyles = css`
  .entries {
    display: grid;
    gap: 2px;
  }

  .entry {
    display: flex;
    align-items: center;
    gap: 10px;
    inline-size: 100%;
    min-block-size: 48px;
    padding: 6px 8px;
    border: 0;
    border-radius: var(--s-radius-control);
    background: none;
    font-size: var(--s-list);
    line-height: 18px;
    text-align: start;
  }

  button.entry {
    cursor: pointer;
  }

  button.entry:hover {
    background: var(--s-hover);
  }

  button.entry:focus-visible {
    outline-offset: -2px;
  }

  .grow {
    display: grid;
    flex: 1;
    gap: 2px;
    min-inline-size: 0;
  }

  .line {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 8px;
    min-inline-size: 0;
  }

  .strong {
    font-weight: 500;
  }

  .sub {
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  .line > .sub:last-child,
  .entry > .sub,
  .status {
    flex: none;
  }

  .status {
    padding: 0 6px;
    border-radius: 4px;
    background: var(--s-press);
    color: var(--s-muted);
    font-size: var(--s-tiny);
    font-weight: 500;
    line-height: 16px;
  }

  .status.unassigned {
    background: var(--s-warn-tint);
    color: var(--s-warn-text);
  }

  .way {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: var(--way, 24px);
    block-size: var(--way, 24px);
    border-radius: 50%;
    background: var(--channel, #4b5563);
    color: #ffffff;
    font-size: calc(var(--way, 24px) / 2);
  }
`;
