import { css } from "lit";

export const detailStyles = css`
  :host {
    position: relative;
    display: block;
    block-size: 100%;
    min-block-size: 0;
    background: var(--s-surface);
    font-size: var(--s-body);
    container: detail / inline-size;
  }

  .scroll,
  .failed,
  .waiting {
    block-size: 100%;
  }

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
    font-size: 1.125rem;
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

  .body {
    display: grid;
    gap: 16px;
    max-inline-size: 720px;
    margin-inline: auto;
    padding: 16px 20px 32px;
  }

  .card {
    display: grid;
    gap: 14px;
    min-inline-size: 0;
    padding: 16px;
    border: 1px solid var(--s-hairline);
    border-radius: var(--s-radius-card);
  }

  h3 {
    font-size: var(--s-body);
    font-weight: 600;
  }

  .two {
    display: grid;
    align-items: start;
    gap: 14px;
  }

  @container detail (inline-size >= 520px) {
    .two {
      grid-template-columns: 1fr 1fr;
    }
  }

  .save-bar {
    position: sticky;
    inset-block-end: 0;
    z-index: 2;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    margin: 2px -16px -16px;
    padding: 10px 16px;
    border-block-start: 1px solid var(--s-hairline);
    border-end-start-radius: var(--s-radius-card);
    border-end-end-radius: var(--s-radius-card);
    background: var(--s-surface);
  }

  .state-of {
    flex: 1;
    font-size: var(--s-list);
    font-weight: 500;
  }

  .state-of.wrong,
  .refused {
    color: var(--s-danger);
  }

  .refused {
    display: flex;
    gap: 8px;
    font-size: var(--s-list);
    font-weight: 500;
  }

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

  .list {
    display: grid;
    gap: 2px;
    margin: 0 -8px -8px;
  }

  .account,
  .room {
    display: flex;
    align-items: center;
    gap: 10px;
    inline-size: 100%;
    min-block-size: 48px;
    padding: 6px 8px;
    border: 0;
    border-radius: var(--s-radius-control);
    background: none;
    font-size: var(--s-list);
    line-height: 18px;
    text-align: start;
  }

  .room {
    cursor: pointer;
  }

  .room:hover {
    background: var(--s-hover);
  }

  .room:focus-visible {
    outline-offset: -2px;
  }

  .grow {
    display: grid;
    flex: 1;
    gap: 2px;
    min-inline-size: 0;
  }

  .line {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 8px;
    min-inline-size: 0;
  }

  .strong {
    font-weight: 500;
  }

  .banner .strong {
    font-weight: 600;
  }

  .sub,
  .facts {
    color: var(--s-muted);
    font-size: var(--s-meta);
  }

  .line > .sub:last-child,
  .account > .sub,
  .status {
    flex: none;
  }

  .status {
    padding: 0 6px;
    border-radius: 4px;
    background: var(--s-press);
    color: var(--s-muted);
    font-size: var(--s-tiny);
    font-weight: 500;
    line-height: 16px;
  }

  .status.unassigned {
    background: var(--s-warn-tint);
    color: var(--s-warn-text);
  }

  .way {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    border-radius: 50%;
    background: var(--channel, #4b5563);
    color: #ffffff;
    font-size: 12px;
  }

  .tags {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }

  .chip {
    max-inline-size: 100%;
    padding: 0 8px;
    border-radius: 12px;
    background: var(--s-press);
    font-size: var(--s-meta);
    line-height: 24px;
  }

  .failed,
  .waiting {
    position: relative;
    padding: 16px 20px;
  }

  .waiting {
    display: grid;
    align-content: start;
    gap: 12px;
  }

  .failed .state {
    block-size: 80%;
  }

  .bone {
    inline-size: 60%;
    block-size: 20px;
  }

  .bone.round {
    inline-size: 40px;
    block-size: 40px;
  }

  .bone.tall {
    inline-size: 100%;
    block-size: 240px;
  }

  @container detail (inline-size < 420px) {
    header,
    .body {
      padding-inline: 16px;
    }

    .account > .sub {
      display: none;
    }
  }
`;
