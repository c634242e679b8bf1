import { css } from "lit";

export const roomHeaderStyles = css`
  :host {
    flex: none;
    container-type: inline-size;
  }

  header {
    display: flex;
    align-items: center;
    gap: 10px;
    block-size: 60px;
    padding-inline: 16px 10px;
    border-block-end: 1px solid var(--s-hairline);
  }

  .back {
    display: none;
    margin-inline-start: -8px;
  }

  :host([has-back]) .back {
    display: inline-flex;
  }

  .who {
    flex: 1;
    min-inline-size: 0;
    line-height: 18px;
  }

  h2 {
    overflow: hidden;
    font-size: var(--s-message);
    font-weight: 600;
    line-height: 20px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .sub {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--s-muted);
    font-size: var(--s-meta);
    white-space: nowrap;
  }

  /* Where the account does not fit in a readable length, the session's line takes its place. */
  .facts {
    display: flex;
    flex: 1;
    flex-wrap: wrap-reverse;
    align-content: flex-end;
    block-size: 18px;
    min-inline-size: 0;
    overflow: hidden;
  }

  .account {
    display: flex;
    flex: 1 1 72px;
    max-inline-size: max-content;
    min-inline-size: 0;
  }

  .sub .dot {
    flex: none;
    margin-inline: 6px;
    opacity: 0.5;
  }

  .session {
    flex: none;
    font-weight: 500;
  }

  .session::before {
    content: "";
    display: inline-block;
    inline-size: 7px;
    block-size: 7px;
    margin-inline-end: 5px;
    border-radius: 50%;
    background: currentColor;
  }

  .session.open {
    color: var(--s-session-open);
  }

  .session.expiring {
    color: var(--s-warn-text);
  }

  .session.expired {
    color: var(--s-session-expired);
  }

  .session.resolved {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    color: var(--s-resolved);
  }

  .session.resolved::before {
    content: none;
  }

  .people {
    display: flex;
    align-items: center;
    flex: none;
  }

  .people .avatar + .avatar {
    margin-inline-start: -6px;
  }

  .people .face {
    box-shadow: 0 0 0 2px var(--s-surface);
  }

  .lookers {
    gap: 4px;
    color: var(--s-muted);
    font-size: 13px;
  }

  .lookers .avatar + .avatar {
    margin-inline-start: -10px;
  }

  .lookers .face {
    filter: saturate(0.35);
  }

  .more-people {
    margin-inline-start: 3px;
    color: var(--s-muted);
    font-size: var(--s-tiny);
    font-weight: 600;
  }

  .button.block {
    color: var(--s-danger);
  }

  .button.block:hover {
    background: var(--s-danger-tint);
    color: var(--s-danger);
  }

  .actions .button.block .icon {
    font-size: 15px;
  }

  .actions {
    display: flex;
    align-items: center;
    flex: none;
    gap: 6px;
  }

  .actions .button .icon {
    font-size: 13px;
  }

  @container (width < 700px) {
    .wide {
      display: none;
    }
  }

  @container (width >= 700px) {
    .narrow {
      display: none;
    }
  }

  @container (width >= 460px) {
    .tiny {
      display: none;
    }
  }

  @container (width < 640px) {
    .account {
      display: none;
    }
  }

  @container (width < 500px) {
    .people {
      display: none;
    }
  }

  @media (pointer: coarse) {
    .resolve {
      min-inline-size: 44px;
    }
  }

  @container (width < 460px) {
    .button.block {
      display: none;
    }

    header {
      padding-inline: 12px 4px;
      gap: 8px;
    }

    .actions {
      gap: 0;
    }

    .resolve .word {
      display: none;
    }

    .resolve {
      inline-size: 36px;
      padding: 0;
    }

    .resolve .icon {
      font-size: 16px !important;
    }
  }
`;
