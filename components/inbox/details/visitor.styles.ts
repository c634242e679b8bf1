import { css } from "lit";

export const visitorStyles = css`
  .whereabouts {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-block-end: 8px;
    color: var(--s-muted);
    line-height: 18px;
  }

  .whereabouts.is-here {
    color: var(--s-ok);
    font-weight: 500;
  }

  .whereabouts .light {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border: 1.5px solid currentColor;
    border-radius: 50%;
  }

  .whereabouts.is-here .light {
    background: currentColor;
  }

  .page {
    display: block;
    color: inherit;
    text-decoration: none;
  }

  .page b {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    font-weight: 500;
  }

  .page .address {
    display: block;
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  a.page .address {
    color: var(--s-accent);
  }

  a.page:hover .address {
    text-decoration: underline;
    text-underline-offset: 2px;
  }

  .section h4 {
    margin: 12px 0 6px;
    color: var(--s-muted);
    font-size: var(--s-meta);
    font-weight: 500;
  }

  .said dt {
    overflow-wrap: anywhere;
  }
`;
