import { css } from "lit";

export const roomRowsStyles = css`
  :host {
    position: absolute;
    inset: 0;
  }

  .box {
    position: absolute;
    inset: 0;
  }

  .viewport {
    position: absolute;
    inset: 0;
    overflow-anchor: none;
    padding-block-end: 8px;
  }

  .pill {
    position: absolute;
    inset-block-start: 8px;
    inset-inline: 0;
    z-index: 2;
    display: flex;
    justify-content: center;
    pointer-events: none;
  }

  .pill button {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-block-size: 30px;
    padding: 0 14px 0 12px;
    border: 0;
    border-radius: 15px;
    background: var(--s-accent);
    color: var(--s-on-accent);
    font-size: var(--s-meta);
    font-weight: 600;
    box-shadow: var(--s-shadow);
    cursor: pointer;
    pointer-events: auto;
    animation: drop var(--s-panel) ease-out;
  }

  @keyframes drop {
    from {
      opacity: 0;
      transform: translateY(-8px);
    }
  }
`;
