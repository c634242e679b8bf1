import { css } from "lit";

/** A face: initials on a quiet tint, the session ring around it, the channel at its corner. */
export const avatarStyles = css`
  .avatar {
    --size: 40px;
    --ring: 0px;
    position: relative;
    display: inline-grid;
    flex: none;
    place-items: center;
    inline-size: calc(var(--size) + var(--ring) * 2);
    block-size: calc(var(--size) + var(--ring) * 2);
    user-select: none;
  }

  .avatar.with-ring {
    --ring: 4px;
  }

  .avatar.medium {
    --size: 32px;
  }

  .avatar.small {
    --size: 24px;
  }

  .avatar.tiny {
    --size: 18px;
  }

  .face {
    display: grid;
    place-items: center;
    inline-size: var(--size);
    block-size: var(--size);
    border-radius: 50%;
    background: light-dark(oklch(0.925 0.035 var(--hue)), oklch(0.36 0.05 var(--hue)));
    color: light-dark(oklch(0.4 0.09 var(--hue)), oklch(0.9 0.05 var(--hue)));
    font-size: calc(var(--size) * 0.36);
    font-weight: 600;
    line-height: 1;
    letter-spacing: 0.01em;
  }

  .avatar.small .face,
  .avatar.tiny .face {
    font-size: calc(var(--size) * 0.42);
  }

  .face .icon {
    inline-size: 55%;
    block-size: 55%;
  }

  .hue-0 {
    --hue: 255;
  }
  .hue-1 {
    --hue: 300;
  }
  .hue-2 {
    --hue: 345;
  }
  .hue-3 {
    --hue: 35;
  }
  .hue-4 {
    --hue: 75;
  }
  .hue-5 {
    --hue: 125;
  }
  .hue-6 {
    --hue: 165;
  }
  .hue-7 {
    --hue: 205;
  }

  .ring {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    transform: rotate(-90deg);
    fill: none;
    stroke-width: 2;
  }

  .ring .track {
    stroke: var(--s-hairline);
  }

  .ring .left {
    stroke-linecap: round;
    stroke: var(--s-session-open);
  }

  .expiring .ring .left {
    stroke: var(--s-session-expiring);
  }

  .expired .ring .track {
    stroke: var(--s-session-expired);
  }

  .channel {
    position: absolute;
    inset-block-end: calc(var(--ring) - 2px);
    inset-inline-end: calc(var(--ring) - 3px);
    display: grid;
    place-items: center;
    inline-size: 17px;
    block-size: 17px;
    border: 2px solid var(--s-avatar-edge, var(--s-surface));
    border-radius: 50%;
    background: var(--channel, #4b5563);
    color: #ffffff;
    font-size: 9px;
  }

  .channel .icon {
    inline-size: 9px;
    block-size: 9px;
    stroke-width: 2.6;
  }

  .medium .channel {
    inline-size: 15px;
    block-size: 15px;
  }

  .channel-web_chat,
  .channel-livechat {
    --channel: #4f46c8;
  }
  .channel-wa,
  .channel-wa_cloud {
    --channel: #128c4a;
  }
  .channel-telegram {
    --channel: #1c7fb8;
  }
  .channel-line {
    --channel: #04823a;
  }
  .channel-ig,
  .channel-ig_comment {
    --channel: #b3306f;
  }
  .channel-fb,
  .channel-fb_comment {
    --channel: #0a66d8;
  }
  .channel-email {
    --channel: #7a5a1e;
  }

  .presence {
    position: absolute;
    inset-block-end: -1px;
    inset-inline-end: -1px;
    inline-size: 9px;
    block-size: 9px;
    border: 2px solid var(--s-raised);
    border-radius: 50%;
    background: var(--s-border);
  }

  .presence.online {
    background: var(--s-ok);
  }
`;
