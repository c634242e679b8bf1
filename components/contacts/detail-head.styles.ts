import { css } from "lit";

/** Who a contact is, above what is known of them. */
export const detailHeadStyles = css`
  header {
    position: sticky;
    inset-block-start: 0;
    z-index: 3;
    padding: 16px 20px;
    background: var(--s-surface);
    border-block-end: 1px solid var(--s-hairline);
  }

  .back {
    display: var(--back, none);
    margin-block-end: 8px;
    margin-inline-start: -12px;
    color: var(--s-accent);
  }

  .back .icon:dir(rtl) {
    transform: scaleX(-1);
  }

  .close {
    display: var(--close, inline-flex);
    position: absolute;
    z-index: 1;
    inset-block-start: 20px;
    inset-inline-end: 12px;
  }

  .who {
    display: flex;
    align-items: center;
    gap: 12px;
    padding-inline-end: var(--close-room, 36px);
  }

  .names {
    flex: 1;
    min-inline-size: 0;
  }

  h2 {
    font-size: calc(var(--s-text-size) * 1.125);
    font-weight: 600;
    letter-spacing: -0.01em;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }

  h2:focus-visible {
    border-radius: 2px;
    outline-offset: 4px;
  }

  .marks {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }

  .marks:has(.badge) {
    margin-block-start: 4px;
  }

  .badge {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    padding: 0 7px;
    border-radius: 4px;
    background: var(--s-press);
    color: var(--s-muted);
    font-size: var(--s-meta);
    font-weight: 500;
    line-height: 20px;
  }

  .badge.ok {
    background: color-mix(in srgb, var(--s-ok) 5%, var(--s-surface));
    color: var(--s-ok);
  }

  .badge.danger {
    background: var(--s-danger-tint);
    color: var(--s-danger);
  }
`;
