import { css } from "lit";

/** Days, system lines, notes and what waits for its time: all that stands between the bubbles. */
export const linesStyles = css`
  .day {
    display: flex;
    align-items: center;
    gap: 12px;
    margin-block: 20px 12px;
    color: var(--s-muted);
    font-size: var(--s-meta);
    font-weight: 500;
    line-height: 18px;
  }

  .day::before,
  .day::after {
    content: "";
    flex: 1;
    block-size: 1px;
    background: var(--s-hairline);
  }

  .system {
    margin-block: 10px;
    padding-inline: 24px;
    color: var(--s-muted);
    font-size: var(--s-meta);
    line-height: 18px;
    text-align: center;
    text-wrap: balance;
  }

  .system.alert {
    color: var(--s-warn-text);
  }

  .system.alert .icon,
  .system.blocked .icon {
    font-size: 13px;
  }

  .system.blocked .icon {
    color: var(--s-danger);
  }

  .why summary {
    display: inline-block;
    padding-inline: 4px;
    border-radius: 4px;
    color: var(--s-accent);
    list-style: none;
    cursor: pointer;
  }

  .why summary::-webkit-details-marker {
    display: none;
  }

  .why summary:hover {
    text-decoration: underline;
    text-underline-offset: 2px;
  }

  .why[open] > p {
    max-inline-size: 52ch;
    margin: 4px auto 8px;
    padding: 8px 12px;
    border: 1px solid var(--s-hairline);
    border-radius: var(--s-radius-card);
    background: var(--s-sunken);
    color: var(--s-text);
    text-align: start;
    text-wrap: pretty;
  }

  .system .at {
    margin-inline-start: 3px;
    white-space: nowrap;
  }

  .system p > .icon {
    margin-inline-end: 3px;
  }

  .system + .system {
    margin-block-start: -4px;
  }

  .system.border {
    margin-block: 24px 12px;
    color: var(--s-text);
    font-weight: 500;
  }

  .system.resolved .icon {
    color: var(--s-resolved);
    font-size: 14px;
  }

  .unread-line {
    display: flex;
    align-items: center;
    gap: 12px;
    margin-block: 16px;
    color: var(--s-accent);
    font-size: var(--s-meta);
    font-weight: 600;
    line-height: 18px;
  }

  .unread-line::before,
  .unread-line::after {
    content: "";
    flex: 1;
    block-size: 1px;
    background: color-mix(in srgb, var(--s-accent) 45%, transparent);
  }

  .note {
    display: flex;
    gap: 10px;
    margin-block: 12px;
    padding: 9px 14px;
    border: 1px solid var(--s-note-line);
    border-radius: var(--s-radius-card);
    background: var(--s-note);
    font-size: var(--s-body);
    line-height: 20px;
    overflow-wrap: anywhere;
  }

  .note > .icon {
    margin-block-start: 3px;
    color: var(--s-note-text);
    font-size: 13px;
  }

  .note .body {
    flex: 1;
    min-inline-size: 0;
  }

  .note .by {
    display: flex;
    gap: 6px;
    color: var(--s-note-text);
    font-size: var(--s-meta);
    line-height: 18px;
  }

  .note .by b {
    font-weight: 600;
  }

  .note .by .tick {
    align-self: center;
  }

  .note-buttons {
    display: flex;
    gap: 2px;
    margin: -4px 0 -4px auto;
    opacity: 0;
    transition: opacity var(--s-feedback) ease-out;
  }

  .note:hover .note-buttons,
  .note:focus-within .note-buttons {
    opacity: 1;
  }

  .note-button {
    display: grid;
    place-items: center;
    inline-size: 26px;
    block-size: 26px;
    border: 0;
    border-radius: var(--s-radius-control);
    background: none;
    color: var(--s-note-text);
    font-size: 13px;
    cursor: pointer;
  }

  .note-button:hover {
    background: var(--s-hover);
  }

  .mention {
    border-radius: 4px;
    padding-inline: 2px;
    background: color-mix(in srgb, var(--s-accent) 16%, transparent);
    color: var(--s-text);
    font-weight: 500;
  }

  .later {
    display: flex;
    align-items: start;
    gap: 10px;
    margin-block: 8px;
    padding: 9px 10px 9px 14px;
    border: 1px dashed var(--s-border);
    border-radius: var(--s-radius-card);
    font-size: var(--s-body);
    line-height: 20px;
    overflow-wrap: anywhere;
  }

  .later > .icon {
    margin-block-start: 2px;
    color: var(--s-accent);
    font-size: 14px;
  }

  .later .body {
    flex: 1;
    min-inline-size: 0;
  }

  .later .by {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
    color: var(--s-muted);
    font-size: var(--s-meta);
    line-height: 18px;
  }

  .later .by b {
    color: var(--s-text);
    font-weight: 600;
  }

  .later .words {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }

  .later-buttons {
    display: flex;
    flex: none;
    gap: 2px;
  }

  @media (hover: none) {
    .note-buttons {
      opacity: 1;
    }

    .note-button {
      inline-size: 36px;
      block-size: 36px;
    }
  }

  @container (width < 480px) {
    .later {
      flex-wrap: wrap;
    }

    .later-buttons {
      flex-basis: 100%;
      justify-content: end;
    }
  }
`;
