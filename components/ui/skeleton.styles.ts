import { css } from "lit";

export const skeletonStyles = css`
  .bone {
    display: block;
    border-radius: 6px;
    background: color-mix(in srgb, var(--s-text) 8%, transparent);
    animation: breathe 1.4s ease-in-out infinite alternate;
  }

  .bone.round {
    border-radius: 50%;
  }

  @keyframes breathe {
    from {
      opacity: 1;
    }
    to {
      opacity: 0.45;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .bone {
      animation: none;
    }
  }
`;
