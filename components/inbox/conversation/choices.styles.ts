import { css } from "lit";

/** Buttons and lists of a message. They look like what the customer has, but nothing of them can be pressed here. */
export const choicesStyles = css`
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-block: 8px 4px;
  }

  .choice {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    max-inline-size: 100%;
    padding: 3px 11px;
    border: 1px solid color-mix(in srgb, var(--s-accent) 45%, transparent);
    border-radius: 15px;
    background: var(--s-surface);
    color: var(--s-text);
    font-size: var(--s-list);
    line-height: 20px;
  }

  .choice.is-chosen {
    border-color: var(--s-accent);
    background: var(--s-accent-tint);
    font-weight: 500;
  }

  .choice .icon,
  .choice-row .icon,
  .chosen .icon {
    flex: none;
    color: var(--s-accent);
    font-size: 13px;
  }

  .choice-list {
    margin-block: 8px 4px;
    min-inline-size: min(240px, 100%);
    border: 1px solid color-mix(in srgb, var(--s-accent) 45%, transparent);
    border-radius: var(--s-radius-card);
    background: var(--s-surface);
    font-size: var(--s-list);
    line-height: 20px;
  }

  .choice-list summary {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 6px 12px;
    border-radius: inherit;
    list-style: none;
    cursor: pointer;
  }

  .choice-list summary::-webkit-details-marker {
    display: none;
  }

  .choice-label {
    flex: 1;
    font-weight: 500;
  }

  .choice-count,
  .choice-list summary .icon,
  .section-title,
  .choice-row small {
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  .choice-list[open] summary .icon {
    transform: rotate(180deg);
  }

  .section-title {
    display: block;
    padding: 6px 12px 2px;
    border-block-start: 1px solid var(--s-hairline);
    font-weight: 600;
  }

  .choice-list ul {
    padding-block-end: 4px;
  }

  .choice-list summary + ul {
    padding-block-start: 4px;
    border-block-start: 1px solid var(--s-hairline);
  }

  .choice-row {
    padding: 4px 12px;
  }

  .choice-row.is-chosen {
    background: var(--s-accent-tint);
    font-weight: 500;
  }

  .choice-row .icon {
    margin-inline-start: 6px;
  }

  .choice-row small {
    display: block;
    font-weight: 400;
  }

  .chosen {
    display: inline-flex;
    align-items: center;
    gap: 3px;
  }

  .said {
    max-inline-size: 52ch;
    inline-size: fit-content;
    margin: 5px auto 2px;
    padding: 7px 12px;
    border: 1px solid var(--s-hairline);
    border-radius: var(--s-radius-card);
    background: var(--s-sunken);
    color: var(--s-text);
    font-size: var(--s-list);
    line-height: 19px;
    text-align: start;
    text-wrap: pretty;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
`;
