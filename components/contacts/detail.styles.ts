import { css } from "lit";
import { bannerStyles } from "./banner.styles.ts";
import { detailHeadStyles } from "./detail-head.styles.ts";
import { entryStyles } from "./entry.styles.ts";
import { refusedStyles } from "./refused.styles.ts";

const own = css`
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

  .state-of.wrong {
    color: var(--s-danger);
  }

  .card .entries {
    margin: 0 -8px -8px;
  }

  .facts {
    color: var(--s-muted);
    font-size: var(--s-meta);
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

export const detailStyles = [detailHeadStyles, bannerStyles, entryStyles, refusedStyles, own];
