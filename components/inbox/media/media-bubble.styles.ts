import { css } from "lit";

/** How a bubble of the timeline holds files: `.media` any of them, `.bare` one without words or quote, `.album` a grid. */
export const mediaBubbleStyles = css`
  .bubble.media {
    /* As wide as what it shows: words under it wrap. */
    inline-size: min-content;
    padding: 4px;
  }

  .media > sapa-media,
  .album {
    border-radius: 12px;
  }

  .album {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 3px;
    inline-size: 320px;
    max-inline-size: 100%;
    overflow: hidden;
  }

  .album .cell {
    aspect-ratio: 1;
    min-inline-size: 0;
  }

  .album .cell:first-child:nth-last-child(odd) {
    grid-column: span 2;
    aspect-ratio: 2;
  }

  .media:has(.caption) > :is(sapa-media, .album) {
    margin-block-end: 5px;
  }

  /* In line with the time, which stands beside the last words if there is room. */
  .media .caption {
    padding-inline: 8px;
    -webkit-box-decoration-break: clone;
    box-decoration-break: clone;
  }

  .media .quote {
    margin: 0 0 4px;
  }

  .media > .meta {
    margin-block: 4px 3px;
    margin-inline: 8px 6px;
  }

  /* A player's controls stand where the time would. */
  .bare:not(:has([kind="video"])) > .meta {
    position: absolute;
    inset-block-end: 10px;
    inset-inline-end: 10px;
    block-size: auto;
    margin: 0;
    padding: 2px 7px;
    border-radius: 10px;
    background: rgb(10 11 14 / 62%);
    color: #fff;
    pointer-events: none;
  }

  .bare:not(:has([kind="video"])) > .meta .tick {
    color: #fff;
  }

  .bare:not(:has([kind="video"])) > .meta .tick.read {
    color: #a8c7ff;
  }
`;
