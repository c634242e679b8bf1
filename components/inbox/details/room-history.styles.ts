import { css } from "lit";

export const historyStyles = css`
  ul {
    display: grid;
    gap: 2px;
    margin-inline: -8px;
  }

  h4 {
    margin: 12px 0 4px;
    color: var(--s-muted);
    font-size: var(--s-meta);
    font-weight: 500;
  }

  .muted {
    color: var(--s-muted);
  }

  .past {
    display: block;
    inline-size: 100%;
    padding: 6px 8px;
    border: 0;
    border-radius: var(--s-radius-control);
    background: none;
    line-height: 18px;
    text-align: start;
    cursor: pointer;
  }

  .past:hover {
    background: var(--s-hover);
  }

  .past.other {
    display: flex;
    align-items: start;
    gap: 10px;
  }

  .past.other > .icon {
    margin-block-start: 2px;
    color: var(--s-muted);
  }

  .past.other > div {
    flex: 1;
    min-inline-size: 0;
  }

  .past b {
    display: flex;
    align-items: center;
    gap: 4px;
    font-weight: 500;
  }

  .past.other b {
    display: block;
  }

  .past b .icon {
    color: var(--s-resolved);
  }

  .past .survey {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow-wrap: anywhere;
  }

  .past span {
    display: block;
    color: var(--s-muted);
    font-size: var(--s-meta);
  }
`;
