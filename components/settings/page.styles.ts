import { css } from "lit";

/** Around and inside every page of the settings. */
export const pageStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    --width: 776px;
    min-block-size: 100%;
    container: page / inline-size;
  }

  .page {
    display: flex;
    flex: 1;
    flex-direction: column;
    inline-size: 100%;
    padding: 24px 32px 0;
  }

  .head,
  .cards,
  .skeleton {
    inline-size: 100%;
    max-inline-size: var(--width);
  }

  .page > .state {
    flex: 1;
    max-inline-size: var(--width);
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: 12px 16px;
    margin-block-end: 20px;
  }

  .head .titles {
    flex: 1 1 280px;
  }

  h2 {
    font-size: calc(var(--s-text-size) * 1.25);
    font-weight: 600;
    letter-spacing: -0.015em;
    line-height: 1.3;
  }

  h2:focus-visible {
    outline-offset: 4px;
    border-radius: 2px;
  }

  .lead {
    max-inline-size: 62ch;
    margin-block-start: 4px;
    color: var(--s-muted);
    line-height: 1.5;
    text-wrap: pretty;
  }

  .cards {
    display: grid;
    gap: 16px;
    padding-block-end: 24px;
  }

  .card {
    display: grid;
    gap: 16px;
    min-inline-size: 0;
    margin: 0;
    padding: var(--card-padding, 20px);
    border: 1px solid var(--s-hairline);
    border-radius: var(--s-radius-card);
    background: var(--s-surface);
  }

  .card.flush {
    gap: 0;
    padding: 0;
  }

  .card.flush > .row {
    padding: 16px 20px;
  }

  .card.flush > .row + .row {
    border-block-start: 1px solid var(--s-hairline);
  }

  h3 {
    font-size: var(--s-body);
    font-weight: 600;
  }

  .card > h3 + .hint,
  .card > header .hint {
    margin-block-start: 2px;
  }

  .dependent {
    display: grid;
    gap: 16px;
  }

  .split {
    display: grid;
    align-items: start;
    gap: 20px;
  }

  .pair-of-fields {
    display: grid;
    align-items: start;
    gap: 16px;
  }

  @container page (inline-size >= 620px) {
    .split {
      grid-template-columns: minmax(0, 1fr) minmax(0, 280px);
    }

    .pair-of-fields {
      grid-template-columns: 1fr 1fr;
    }
  }

  .number {
    display: inline-flex;
    align-items: center;
    gap: 8px;
  }

  .number .field {
    inline-size: 88px;
  }

  .unit {
    color: var(--s-muted);
    font-size: var(--s-list);
  }

  .banner {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    padding: 10px 14px;
    border: 1px solid color-mix(in srgb, var(--s-warn) 40%, transparent);
    border-radius: var(--s-radius-card);
    background: var(--s-warn-tint);
    font-size: var(--s-list);
  }

  .banner .icon {
    color: var(--s-warn-text);
  }

  .banner p {
    flex: 1;
  }

  .note {
    display: flex;
    gap: 8px;
    color: var(--s-muted);
    font-size: var(--s-meta);
    line-height: 1.5;
  }

  .note .icon {
    flex: none;
    margin-block-start: 2px;
    font-size: 13px;
  }

  .save-bar {
    position: sticky;
    inset-block-end: 0;
    z-index: 2;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    margin: auto -32px 0;
    padding: 12px 32px;
    padding-inline-end: max(32px, calc(100% - var(--width) + 32px));
    border-block-start: 1px solid var(--s-hairline);
    background: var(--s-surface);
  }

  .save-bar .state-of {
    flex: 1;
    color: var(--s-muted);
    font-size: var(--s-list);
  }

  .save-bar .state-of.waiting {
    color: var(--s-text);
    font-weight: 500;
  }

  .save-bar .state-of.wrong {
    color: var(--s-danger);
    font-weight: 500;
  }

  .mark-dot {
    display: inline-block;
    inline-size: 7px;
    block-size: 7px;
    margin-inline-end: 8px;
    border-radius: 50%;
    background: var(--s-warn);
    vertical-align: 1px;
  }

  .skeleton {
    display: grid;
    gap: 16px;
  }

  .skeleton .bone {
    block-size: 128px;
    border-radius: var(--s-radius-card);
  }

  .bubble {
    justify-self: start;
    max-inline-size: 100%;
    max-block-size: 320px;
    overflow: auto;
    padding: 8px 12px;
    border-radius: var(--s-radius-bubble);
    border-end-end-radius: 4px;
    background: var(--s-accent-bubble);
    font-size: var(--s-message);
    line-height: 1.45;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .bubble.vacant {
    background: var(--s-hover);
    color: var(--s-muted);
  }

  .preview {
    display: grid;
    align-content: start;
    gap: 8px;
    min-inline-size: 0;
  }

  .preview > .hint {
    font-weight: 500;
  }

  code {
    padding: 1px 5px;
    border-radius: 4px;
    background: var(--s-hover);
    font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace;
    font-size: 0.92em;
  }

  pre {
    margin: 0;
    padding: 12px;
    overflow: auto;
    border-radius: var(--s-radius-control);
    background: var(--s-sunken);
    font-size: var(--s-meta);
    line-height: 1.55;
  }

  pre code {
    padding: 0;
    background: none;
  }

  .how {
    margin-block-start: 12px;
  }

  .steps {
    display: grid;
    gap: 8px;
    counter-reset: step;
    color: var(--s-muted);
    font-size: var(--s-list);
  }

  .steps li {
    display: grid;
    grid-template-columns: 20px minmax(0, 1fr);
    gap: 10px;
    line-height: 20px;
    counter-increment: step;
  }

  .steps li::before {
    content: counter(step);
    border-radius: 50%;
    background: var(--s-press);
    color: var(--s-text);
    font-size: var(--s-tiny);
    font-weight: 600;
    text-align: center;
  }

  summary {
    inline-size: fit-content;
    color: var(--s-accent);
    font-size: var(--s-list);
    font-weight: 500;
    cursor: pointer;
  }

  @container page (inline-size < 520px) {
    .page {
      padding: 16px 16px 0;
      --card-padding: 16px;
    }

    .save-bar {
      margin-inline: -16px;
      padding-inline: 16px;
    }

    .card.flush > .row {
      padding: 14px 16px;
    }
  }

  .back {
    margin-block-end: 4px;
    margin-inline-start: -12px;
    color: var(--s-accent);
  }

  .back .icon:dir(rtl) {
    transform: scaleX(-1);
  }

  .made {
    display: grid;
    gap: 12px;
  }

  .made p {
    overflow-wrap: anywhere;
  }
`;
