import { css } from "lit";

export const popoverStyles = css`
  :host {
    display: inline-block;
  }

  .panel {
    position: fixed;
    inset: auto;
    inline-size: max-content;
    min-inline-size: 180px;
    max-inline-size: min(340px, calc(100vw - 16px));
    max-block-size: min(480px, calc(100dvh - 16px));
    margin: 0;
    padding: 4px;
    overflow: auto;
    border: 1px solid var(--s-hairline);
    border-radius: var(--s-radius-card);
    background: var(--s-raised);
    color: var(--s-text);
    font-family: var(--s-font);
    font-size: var(--s-list);
    line-height: 1.4;
    box-shadow: var(--s-shadow);
    opacity: 0;
    transition: opacity var(--s-feedback) ease-out;
  }

  .panel:popover-open {
    opacity: 1;
  }

  @starting-style {
    .panel:popover-open {
      opacity: 0;
    }
  }
`;
