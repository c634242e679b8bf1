import { css } from "lit";

/** Line heights are whole pixels at the usual size, so that positions can be kept to the pixel. */
export const bubblesStyles = css`
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

  .row {
    display: flex;
    align-items: center;
    gap: 2px;
    max-inline-size: 100%;
    min-inline-size: 0;
  }

  .ours .row {
    flex-direction: row-reverse;
  }

  .acts {
    display: flex;
    flex: none;
    inline-size: 0;
  }

  .ours .acts {
    flex-direction: row-reverse;
  }

  .act {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 28px;
    block-size: 28px;
    padding: 0;
    border: 0;
    border-radius: var(--s-radius-control);
    background: none;
    color: var(--s-muted);
    font-size: 14px;
    cursor: pointer;
  }

  .act:hover,
  .act:focus-visible {
    background: var(--s-hover);
    color: var(--s-text);
  }

  .bubble {
    position: relative;
    min-inline-size: 0;
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

  .theirs .row ~ .row .bubble {
    border-start-start-radius: 5px;
  }

  .ours .bubble {
    background: var(--s-accent-bubble);
    border-end-end-radius: 5px;
  }

  .ours .row ~ .row .bubble {
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

  .words code {
    font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace;
    font-size: 0.92em;
  }

  .words .bold {
    font-weight: 600;
  }

  .words .italic {
    font-style: italic;
  }

  .words .strike {
    text-decoration: line-through;
  }

  .words strong:not(.bold),
  .words s:not(.bold),
  .words em:not(.bold) {
    font-weight: inherit;
  }

  .aside {
    color: var(--s-muted);
    font-style: italic;
  }

  .aside .icon {
    margin-inline-end: 5px;
    font-size: 13px;
  }

  .bubble.gone {
    background: none;
    box-shadow: inset 0 0 0 1px var(--s-hairline);
  }

  .bubble:focus-visible {
    outline-offset: 1px;
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
    inline-size: 100%;
    font: inherit;
    cursor: pointer;
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

  .failure p {
    flex-basis: 100%;
    text-align: end;
  }

  .failure .cure {
    color: var(--s-text);
  }

  .failure details {
    color: var(--s-muted);
  }

  .failure summary {
    cursor: pointer;
  }

  .failure code {
    font-size: var(--s-meta);
    overflow-wrap: anywhere;
  }

  .failure .link {
    min-block-size: 24px;
  }

  .failure .quiet-link {
    color: var(--s-muted);
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
