import { css } from "lit";

/** One room in the list, and the shape of one to come. */
export const roomRowStyles = css`
  .item {
    position: relative;
    block-size: 72px;
    contain: strict;
    --s-avatar-edge: var(--s-surface);
  }

  .row {
    position: relative;
    display: flex;
    align-items: center;
    gap: 10px;
    inline-size: 100%;
    block-size: 72px;
    padding: 0 12px 0 10px;
    border: 0;
    background: none;
    color: var(--s-text);
    font-size: var(--s-list);
    line-height: 18px;
    text-align: start;
    cursor: pointer;
  }

  .row::after {
    content: "";
    position: absolute;
    inset-inline: 68px 0;
    inset-block-end: 0;
    block-size: 1px;
    background: var(--s-hairline);
  }

  .item:hover {
    --s-avatar-edge: color-mix(in srgb, var(--s-text) 3.5%, var(--s-surface));
  }

  .item.selected,
  .item.chosen {
    --s-avatar-edge: var(--s-accent-tint);
  }

  .item > .row {
    background: var(--s-avatar-edge);
  }

  .item.selected > .row::before {
    content: "";
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: 3px;
    background: var(--s-accent);
  }

  .row:focus-visible {
    outline-offset: -3px;
    border-radius: 6px;
  }

  .item.leaving {
    opacity: 0.55;
  }

  .face-box {
    display: grid;
  }

  .main {
    display: grid;
    flex: 1;
    gap: 1px;
    min-inline-size: 0;
  }

  .line {
    display: flex;
    align-items: center;
    gap: 6px;
    min-inline-size: 0;
  }

  .name {
    font-size: var(--s-body);
    font-weight: 500;
  }

  .unread .name {
    font-weight: 650;
  }

  .resolved-tick {
    display: inline-grid;
    color: var(--s-resolved);
    font-size: 13px;
  }

  .resolved-tick .icon path:first-of-type {
    fill: currentColor;
  }

  .resolved-tick .icon path:last-of-type {
    stroke: var(--s-avatar-edge);
    stroke-width: 2.4;
  }

  /* A closed conversation's clock is history: still there, but it does not call. */
  .item.resolved:not(:hover) .ring {
    opacity: 0.4;
  }

  .mark {
    display: inline-grid;
    flex: none;
    color: var(--s-muted);
    font-size: 12px;
  }

  .mark.blocked {
    color: var(--s-danger);
  }

  /* Under the pointer it stands at the face's corner, so that the session stays to be seen; while choosing in its place. */
  .choose {
    position: absolute;
    inset-block-start: 8px;
    inset-inline-start: 6px;
    display: grid;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    border-radius: var(--s-radius-control);
    background: var(--s-avatar-edge);
    cursor: pointer;
    opacity: 0;
    transition: opacity var(--s-feedback) ease-out;
  }

  .choose input {
    inline-size: 16px;
    block-size: 16px;
    margin: 0;
    accent-color: var(--s-accent);
    cursor: pointer;
  }

  .choose:focus-within {
    opacity: 1;
  }

  .choosing .choose {
    inset-block-start: 8px;
    inset-inline-start: 6px;
    inline-size: 56px;
    block-size: 56px;
    opacity: 1;
  }

  .choosing .choose input {
    inline-size: 18px;
    block-size: 18px;
  }

  .quick {
    position: absolute;
    inset-block-start: 6px;
    inset-inline-end: 8px;
    display: none;
    gap: 2px;
    padding: 2px;
    border: 1px solid var(--s-hairline);
    border-radius: var(--s-radius-control);
    background: var(--s-raised);
  }

  .quick .button {
    inline-size: 30px;
    min-block-size: 28px;
  }

  .quick:focus-within {
    display: flex;
  }

  @media (hover: hover) {
    .item:hover .choose {
      opacity: 1;
    }

    .item:hover .quick {
      display: flex;
    }

    .item.quickly:hover .activity {
      visibility: hidden;
    }
  }

  .activity {
    flex: none;
    margin-inline-start: auto;
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  .preview {
    flex: 1;
    /* Words of either direction begin where the row does. */
    text-align: match-parent;
    color: var(--s-muted);
  }

  .unread .preview:not(.draft) {
    color: var(--s-text);
    font-weight: 500;
  }

  .preview .ours {
    margin-inline-end: 3px;
    opacity: 0.85;
  }

  .preview .ours .icon {
    inline-size: 13px;
    block-size: 13px;
    vertical-align: -2px;
  }

  .preview.draft {
    color: var(--s-danger);
    font-style: italic;
  }

  .preview.draft b {
    font-weight: 600;
  }

  .meta {
    block-size: 18px;
    color: var(--s-muted);
    font-size: var(--s-tiny);
  }

  .status {
    flex: none;
  }

  .status::before {
    content: "";
    display: inline-block;
    inline-size: 6px;
    block-size: 6px;
    margin-inline-end: 5px;
    border: 1.5px solid currentColor;
    border-radius: 50%;
    vertical-align: 1px;
  }

  .status-assigned::before,
  .status-resolved::before {
    background: currentColor;
  }

  .status-gone::before {
    content: none;
  }

  .status-unassigned {
    color: var(--s-text);
    font-weight: 500;
  }

  .tag {
    flex: 0 1 auto;
  }

  .more-tags {
    flex: none;
  }

  .end {
    display: inline-flex;
    align-items: center;
    flex: none;
    gap: 8px;
    margin-inline-start: auto;
  }

  .message-count {
    display: inline-flex;
    align-items: center;
    gap: 3px;
  }

  .message-count .icon {
    inline-size: 11px;
    block-size: 11px;
  }

  .assignees {
    display: inline-flex;
    align-items: center;
    gap: 2px;
  }

  .assignees .avatar + .avatar {
    margin-inline-start: -6px;
  }

  .assignees .face {
    box-shadow: 0 0 0 1.5px var(--s-avatar-edge);
  }

  .skeleton {
    cursor: default;
  }

  .face-bone {
    flex: none;
    inline-size: 40px;
    block-size: 40px;
    margin: 4px;
  }

  .b1 {
    inline-size: 45%;
    block-size: 11px;
    margin-block-end: 8px;
  }

  .b2 {
    inline-size: 80%;
    block-size: 10px;
    margin-block-end: 8px;
  }

  .b3 {
    inline-size: 30%;
    block-size: 8px;
  }
`;
