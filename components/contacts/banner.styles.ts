import { css } from "lit";

/** What is said of a contact before anything else, and what can be done about it. */
export const bannerStyles = css`
  .banner {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: 8px 12px;
    padding: 12px 14px;
    border: 1px solid color-mix(in srgb, var(--s-warn) 40%, transparent);
    border-radius: var(--s-radius-card);
    background: var(--s-warn-tint);
    font-size: var(--s-list);
    line-height: 1.45;
  }

  .banner > p,
  .banner > div:not(.acts) {
    flex: 1 1 200px;
  }

  .banner.danger {
    border-color: color-mix(in srgb, var(--s-danger) 35%, transparent);
    background: var(--s-danger-tint);
  }

  .banner.danger > .icon {
    margin-block-start: 2px;
    color: var(--s-danger);
  }

  .banner.quiet {
    align-items: center;
    border-color: var(--s-hairline);
    background: var(--s-sunken);
  }

  .banner .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .spinner {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    border: 2px solid var(--s-hairline);
    border-block-start-color: var(--s-accent);
    border-radius: 50%;
    animation: turn 0.9s linear infinite;
  }

  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }

  .banner .strong {
    font-weight: 600;
  }
`;
