import { css } from "lit";

export const conversationStyles = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    block-size: 100%;
    container-type: inline-size;
    background: var(--s-surface);
  }

  .strip {
    flex: none;
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 7px 16px;
    background: var(--s-warn-tint);
    color: var(--s-warn-text);
    font-size: var(--s-meta);
    line-height: 18px;
  }

  .strip.calm {
    background: var(--s-sunken);
    color: var(--s-text);
  }

  .strip .link {
    margin-inline-start: auto;
    font-size: var(--s-meta);
  }

  .drop {
    position: absolute;
    inset: 8px;
    z-index: 5;
    display: grid;
    place-items: center;
    border: 2px dashed var(--s-accent);
    border-radius: var(--s-radius-card);
    background: color-mix(in srgb, var(--s-accent-tint) 92%, transparent);
    color: var(--s-text);
    font-weight: 600;
    pointer-events: none;
  }

  .drop p {
    display: flex;
    align-items: center;
    gap: 8px;
  }

  .below {
    display: flex;
    align-items: center;
    flex: none;
    gap: 8px;
    block-size: 24px;
    inline-size: 100%;
    max-inline-size: 892px;
    margin-inline: auto;
    padding-inline: 32px;
    color: var(--s-muted);
    font-size: var(--s-meta);
    line-height: 18px;
  }

  .dots {
    display: inline-flex;
    gap: 3px;
  }

  .dots i {
    inline-size: 5px;
    block-size: 5px;
    border-radius: 50%;
    background: currentColor;
    animation: wave 1.2s ease-in-out infinite;
  }

  .dots i:nth-child(2) {
    animation-delay: 0.15s;
  }

  .dots i:nth-child(3) {
    animation-delay: 0.3s;
  }

  @keyframes wave {
    0%,
    60%,
    100% {
      opacity: 0.35;
      transform: none;
    }
    30% {
      opacity: 1;
      transform: translateY(-2px);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .dots i {
      animation: none;
    }
  }

  .state {
    flex: 1;
  }

  .header-space {
    flex: none;
    block-size: 60px;
    border-block-end: 1px solid var(--s-hairline);
  }

  .wait {
    flex: 1;
  }
`;
