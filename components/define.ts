import { SapaComposer } from "./inbox/composer/composer.ts";
import { SapaConversation } from "./inbox/conversation/conversation.ts";
import { SapaRoomHeader } from "./inbox/conversation/room-header.ts";
import { SapaTimeline } from "./inbox/conversation/timeline.ts";
import { SapaDetails } from "./inbox/details/details.ts";
import { SapaInbox } from "./inbox/inbox.ts";
import { SapaRoomList } from "./inbox/list/room-list.ts";
import { SapaMedia } from "./inbox/media/media.ts";
import { SapaOnlineSwitch } from "./inbox/online-switch.ts";
import { SapaSearchResults } from "./inbox/search/search-results.ts";
import { SapaBell } from "./notify/bell.ts";
import { SapaNotificationBanner } from "./notify/permission-banner.ts";
import { SapaSettings } from "./settings/settings.ts";
import { SapaDialog } from "./ui/dialog.ts";
import { SapaPicker } from "./ui/picker.ts";
import { SapaPopover } from "./ui/popover.ts";
import { SapaResizer } from "./ui/resizer.ts";
import { SapaToasts } from "./ui/toasts.ts";
import { SapaTooltip } from "./ui/tooltip.ts";

export * from "./events.ts";
export { SapaBell, SapaInbox, SapaNotificationBanner, SapaOnlineSwitch, SapaSettings };

/** Every tag of ours; the only place that registers them. A tag that the page has already is left alone. */
const TAGS: Record<string, CustomElementConstructor> = {
  "sapa-bell": SapaBell,
  "sapa-composer": SapaComposer,
  "sapa-conversation": SapaConversation,
  "sapa-details": SapaDetails,
  "sapa-dialog": SapaDialog,
  "sapa-inbox": SapaInbox,
  "sapa-notification-banner": SapaNotificationBanner,
  "sapa-media": SapaMedia,
  "sapa-online-switch": SapaOnlineSwitch,
  "sapa-picker": SapaPicker,
  "sapa-popover": SapaPopover,
  "sapa-resizer": SapaResizer,
  "sapa-room-header": SapaRoomHeader,
  "sapa-room-list": SapaRoomList,
  "sapa-search-results": SapaSearchResults,
  "sapa-settings": SapaSettings,
  "sapa-timeline": SapaTimeline,
  "sapa-toasts": SapaToasts,
  "sapa-tooltip": SapaTooltip,
};

for (const [tag, element] of Object.entries(TAGS)) if (!customElements.get(tag)) customElements.define(tag, element);
