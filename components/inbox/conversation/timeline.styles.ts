import { css } from "lit";

export const timelineStyles = css`
  :host {
    position: relative;
    flex: 1;
    min-block-size: 0;
  }

  .viewport {
    position: absolute;
    inset: 0;
    overflow-anchor: none;
  }

  .viewport:focus-visible {
    outline-offset: -2px;
  }

  .inner {
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
    min-block-size: 100%;
    max-inline-size: 860px;
    margin-inline: auto;
    padding: 12px 20px 4px;
  }

  .older {
    display: grid;
    place-items: center;
    block-size: 48px;
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  .jump {
    position: absolute;
    inset-block-end: 12px;
    inset-inline-end: 20px;
    z-index: 1;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-inline-size: 36px;
    block-size: 36px;
    padding: 0 10px;
    border: 1px solid var(--s-hairline);
    border-radius: 18px;
    background: var(--s-raised);
    color: var(--s-text);
    font-size: var(--s-meta);
    font-weight: 600;
    box-shadow: var(--s-shadow);
    cursor: pointer;
    animation: appear var(--s-panel) ease-out;
  }

  .jump.has-new {
    border-color: transparent;
    background: var(--s-accent);
    color: var(--s-on-accent);
  }

  @keyframes appear {
    from {
      opacity: 0;
      transform: translateY(6px);
    }
  }

  .skeleton {
    display: grid;
    gap: 14px;
    padding-block: 20px;
  }

  .skeleton .bone {
    block-size: 40px;
    border-radius: var(--s-radius-bubble);
  }

  .skeleton .a {
    inline-size: 52%;
  }

  .skeleton .b {
    inline-size: 34%;
  }

  .skeleton .c {
    inline-size: 46%;
    justify-self: end;
  }

  @container (width < 560px) {
    .inner {
      padding-inline: 12px;
    }
  }
`;
