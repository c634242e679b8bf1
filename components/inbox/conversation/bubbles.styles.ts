import { css } from "lit";

/** Line heights are whole pixels at the usual size, so that positions can be kept to the pixel. */
export const bubblesStyles = css`
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

  .system .at {
    margin-inline-start: 3px;
    white-space: nowrap;
  }

  .system > .icon {
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

  .group {
    display: flex;
    align-items: flex-end;
    gap: 8px;
    margin-block: 12px;
  }

  .group.ours {
    flex-direction: row-reverse;
  }

  .group .stack {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 2px;
    min-inline-size: 0;
    max-inline-size: min(78%, 580px);
  }

  .group.ours .stack {
    align-items: flex-end;
  }

  .author {
    display: flex;
    align-items: center;
    gap: 4px;
    padding-inline: 12px;
    margin-block-end: 2px;
    color: var(--s-muted);
    font-size: var(--s-meta);
    font-weight: 500;
    line-height: 16px;
  }

  .bubble {
    position: relative;
    max-inline-size: 100%;
    padding: 7px 12px 7px;
    border-radius: var(--s-radius-bubble);
    background: var(--s-incoming);
    color: var(--s-text);
    font-size: var(--s-message);
    line-height: 22px;
    overflow-wrap: anywhere;
  }

  .theirs .bubble {
    border-end-start-radius: 5px;
  }

  .theirs .bubble:not(:first-of-type) {
    border-start-start-radius: 5px;
  }

  .ours .bubble {
    background: var(--s-accent-bubble);
    border-end-end-radius: 5px;
  }

  .ours .bubble:not(:first-of-type) {
    border-start-end-radius: 5px;
  }

  .bubble.failed {
    background: var(--s-danger-tint);
  }

  .words {
    white-space: pre-wrap;
  }

  .words.big {
    font-size: 30px;
    line-height: 40px;
  }

  .words a {
    color: inherit;
    text-decoration: underline;
    text-underline-offset: 2px;
    text-decoration-color: color-mix(in srgb, currentColor 45%, transparent);
  }

  .words a:hover {
    text-decoration-color: currentColor;
  }

  .unsupported {
    color: var(--s-muted);
    font-style: italic;
  }

  .meta {
    float: inline-end;
    display: inline-flex;
    align-items: center;
    gap: 3px;
    block-size: 16px;
    margin-block-start: 8px;
    margin-inline-start: 10px;
    color: var(--s-muted);
    font-size: var(--s-tiny);
    line-height: 16px;
    font-variant-numeric: tabular-nums;
    user-select: none;
  }

  .tick {
    display: inline-grid;
    font-size: 13px;
  }

  .tick.read {
    color: var(--s-session-open);
  }

  .tick.failed {
    color: var(--s-danger);
  }

  .quote {
    display: block;
    margin-block: 2px 4px;
    padding: 4px 10px;
    border: 0;
    border-inline-start: 3px solid var(--s-accent);
    border-radius: 4px;
    background: color-mix(in srgb, var(--s-text) 5%, transparent);
    color: var(--s-muted);
    font-size: var(--s-list);
    line-height: 18px;
    text-align: start;
  }

  .quote b {
    display: block;
    color: var(--s-text);
    font-weight: 600;
  }

  .failure {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 2px 10px;
    padding-inline: 4px;
    color: var(--s-danger);
    font-size: var(--s-meta);
    line-height: 20px;
  }

  .failure .link {
    min-block-size: 24px;
  }

  .failure .quiet-link {
    color: var(--s-muted);
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

  .flash {
    animation: flash 1.6s ease-out;
  }

  @keyframes flash {
    from {
      box-shadow: 0 0 0 4px color-mix(in srgb, var(--s-accent) 40%, transparent);
    }
  }
`;
