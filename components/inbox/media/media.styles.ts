import { css } from "lit";

/** `--width` and `--ratio` come with the file, so that nothing moves when it has loaded. */
export const mediaStyles = css`
  :host {
    inline-size: var(--width, 100%);
    max-inline-size: 100%;
    font-size: var(--s-list);
    line-height: 18px;
  }

  :host([cell]) {
    inline-size: 100%;
    block-size: 100%;
  }

  .frame {
    position: relative;
    display: block;
    inline-size: 100%;
    aspect-ratio: var(--ratio);
    padding: 0;
    border: 0;
    border-radius: inherit;
    background: color-mix(in srgb, var(--s-text) 7%, var(--s-surface));
    overflow: hidden;
  }

  :host([cell]) .frame {
    block-size: 100%;
    aspect-ratio: auto;
  }

  button.frame {
    cursor: zoom-in;
  }

  button.frame.loading {
    cursor: progress;
  }

  .frame:focus-visible {
    outline-offset: -3px;
    box-shadow: inset 0 0 0 5px var(--s-surface);
  }

  .frame.loading::after {
    content: "";
    position: absolute;
    inset: 0;
    background: linear-gradient(
      100deg,
      transparent 30%,
      color-mix(in srgb, var(--s-surface) 55%, transparent) 50%,
      transparent 70%
    );
    background-size: 300% 100%;
    animation: passing 1.6s 0.3s linear infinite backwards;
  }

  @keyframes passing {
    from {
      background-position: 130% 0;
    }
    to {
      background-position: -50% 0;
    }
  }

  img,
  video {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }

  :host([cell]) img {
    object-fit: cover;
  }

  img {
    opacity: 0;
    transition: opacity var(--s-panel) ease-out;
  }

  .shown img {
    opacity: 1;
  }

  .film {
    background: #101216;
  }

  audio {
    display: block;
    inline-size: 100%;
    min-inline-size: 240px;
    block-size: 44px;
  }

  .aside {
    padding: 4px 6px 0;
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  .card {
    display: flex;
    align-items: center;
    gap: 10px;
    min-inline-size: 0;
    padding: 8px 10px;
    border-radius: var(--s-radius-card);
    background: color-mix(in srgb, var(--s-text) 5%, transparent);
    color: inherit;
    text-decoration: none;
    transition: background var(--s-feedback) ease-out;
  }

  .card:hover {
    background: color-mix(in srgb, var(--s-text) 9%, transparent);
  }

  .sheet {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 36px;
    block-size: 36px;
    border-radius: var(--s-radius-control);
    background: var(--s-surface);
    color: var(--s-accent);
    font-size: 16px;
  }

  .facts {
    flex: 1;
    min-inline-size: 0;
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  .facts b {
    display: -webkit-box;
    -webkit-line-clamp: 2;
    -webkit-box-orient: vertical;
    overflow: hidden;
    overflow-wrap: anywhere;
    color: var(--s-text);
    font-size: var(--s-list);
    font-weight: 600;
  }

  .get {
    color: var(--s-muted);
    font-size: 15px;
  }

  .card:hover .get {
    color: var(--s-text);
  }

  .lost {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 2px;
    padding: 8px;
    background: color-mix(in srgb, var(--s-text) 4%, var(--s-surface));
    color: var(--s-muted);
    font-size: var(--s-meta);
    text-align: center;
  }

  .lost > .icon {
    font-size: 18px;
  }

  .link {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-block-size: 24px;
  }

  @media (prefers-reduced-motion: reduce) {
    .frame.loading::after {
      animation: none;
      background: none;
    }
  }
`;
