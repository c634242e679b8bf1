import { html, nothing, svg, type TemplateResult } from "lit";
import { classMap } from "lit/directives/class-map.js";
import type { Channel } from "../../protocol/channels.ts";
import type { SessionState } from "../../protocol/session.ts";
import { icons } from "./icons.ts";

type Avatar = {
  initials: string;
  hue: number;
  size?: "large" | "medium" | "small" | "tiny";
  channel?: Channel;
  session?: { state: SessionState; percentLeft: number };
  isOnline?: boolean;
  /** Replaces the initials, for a bot. */
  isBot?: boolean;
};

const CHANNEL_ICONS: Partial<Record<Channel, TemplateResult>> = {
  web_chat: icons.globe,
  livechat: icons.headset,
  wa: icons.phone,
  wa_cloud: icons.phone,
  telegram: icons.send,
  email: icons.mail,
  ig: icons.atSign,
  ig_comment: icons.messageSquare,
  fb_comment: icons.messageSquare,
};

export const channelIcon = (channel: Channel): TemplateResult => CHANNEL_ICONS[channel] ?? icons.messageCircle;

/** Decoration only: names and states stand beside it as text. Needs `avatarStyles`. */
export function avatar(face: Avatar): TemplateResult {
  const classes = {
    avatar: true,
    [face.size ?? "large"]: true,
    "with-ring": face.session !== undefined,
    [face.session?.state ?? "plain"]: true,
  };
  return html`<span class=${classMap(classes)} aria-hidden="true">
    ${face.session ? ring(face.session) : nothing}
    <span class="face hue-${face.hue}">${face.isBot ? icons.bot : face.initials || icons.userRound}</span>
    ${face.channel ? html`<span class="channel channel-${face.channel}">${channelIcon(face.channel)}</span>` : nothing}
    ${face.isOnline === undefined ? nothing : html`<span class="presence ${face.isOnline ? "online" : ""}"></span>`}
  </span>`;
}

/** An arc that empties with the session; `pathLength` makes its length a percentage. */
const ring = (session: { state: SessionState; percentLeft: number }): TemplateResult => svg`
  <svg class="ring" viewBox="0 0 48 48">
    <circle class="track" cx="24" cy="24" r="22.5"></circle>
    ${
      session.state === "expired"
        ? nothing
        : svg`<circle class="left" cx="24" cy="24" r="22.5" pathLength="100" stroke-dasharray=${`${session.percentLeft} 100`}></circle>`
    }
  </svg>`;
