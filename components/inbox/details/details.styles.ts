import { css } from "lit";

export const detailsStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    block-size: 100%;
    background: var(--s-surface);
    font-size: var(--s-list);
  }

  .bar {
    display: none;
    align-items: center;
    gap: 8px;
    flex: none;
    block-size: 60px;
    padding-inline: 8px;
    border-block-end: 1px solid var(--s-hairline);
    font-weight: 600;
    font-size: var(--s-body);
  }

  :host([has-back]) .bar {
    display: flex;
  }

  .content {
    flex: 1;
    min-block-size: 0;
    padding-block-end: 24px;
  }

  .who {
    display: grid;
    justify-items: center;
    gap: 2px;
    padding: 24px 16px 16px;
    text-align: center;
  }

  .who .avatar {
    margin-block-end: 8px;
    --size: 56px;
  }

  .who h2 {
    max-inline-size: 100%;
    overflow-wrap: anywhere;
    font-size: var(--s-text-size);
    font-weight: 600;
    line-height: 22px;
  }

  .sub {
    color: var(--s-muted);
    font-size: var(--s-meta);
    overflow-wrap: anywhere;
  }

  details {
    border-block-start: 1px solid var(--s-hairline);
  }

  summary {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 40px;
    padding-inline: 16px 12px;
    font-weight: 600;
    list-style: none;
    cursor: pointer;
  }

  summary::-webkit-details-marker {
    display: none;
  }

  summary:focus-visible {
    outline-offset: -3px;
  }

  summary h3 {
    flex: 1;
    font: inherit;
  }

  summary > .icon {
    color: var(--s-muted);
    transition: transform var(--s-feedback) ease-out;
  }

  details[open] summary > .icon {
    transform: rotate(180deg);
  }

  .section {
    padding: 0 16px 16px;
  }

  .people {
    display: grid;
    gap: 4px;
  }

  .person {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 32px;
  }

  .person .button {
    margin-inline-start: auto;
    min-block-size: 26px;
    inline-size: 26px;
  }

  .tags {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
  }

  .chip {
    display: inline-flex;
    align-items: center;
    gap: 2px;
    max-inline-size: 100%;
    padding-inline: 8px;
    border-radius: 5px;
    background: color-mix(in srgb, var(--s-text) 7%, transparent);
    font-size: var(--s-meta);
    line-height: 26px;
  }

  .chip button {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 24px;
    block-size: 24px;
    margin-inline-end: -7px;
    border: 0;
    border-radius: 5px;
    background: none;
    color: var(--s-muted);
    font-size: 11px;
    cursor: pointer;
  }

  .chip button:hover {
    color: var(--s-text);
    background: var(--s-hover);
  }

  .muted {
    color: var(--s-muted);
  }

  .blocked {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    margin-block-start: 6px;
    padding: 2px 8px;
    border-radius: 5px;
    background: var(--s-danger-tint);
    color: var(--s-danger);
    font-size: var(--s-meta);
    font-weight: 500;
  }
`;
