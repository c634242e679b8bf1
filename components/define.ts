import { SapaContacts } from "./contacts/contacts.ts";
import { SapaContactRooms } from "./embed/contact-rooms.ts";
import { SapaReport } from "./embed/report.ts";
import { SapaRoom } from "./embed/room.ts";
import { SapaUnreadBadge } from "./embed/unread-badge.ts";
import { SapaInbox } from "./inbox/inbox.ts";
import { SapaRoomList } from "./inbox/list/room-list.ts";
import { SapaRoomRows } from "./inbox/list/room-rows.ts";
import { SapaOnlineSwitch } from "./inbox/online-switch.ts";
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
export {
  SapaBell,
  SapaContactRooms,
  SapaContacts,
  SapaInbox,
  SapaNotificationBanner,
  SapaOnlineSwitch,
  SapaReport,
  SapaRoom,
  SapaSettings,
  SapaUnreadBadge,
};

/** Tags of the first load; `inbox/room-part.ts` has those of an open room. A tag that the page has already is left alone. */
const TAGS: Record<string, CustomElementConstructor> = {
  "sapa-bell": SapaBell,
  "sapa-contact-rooms": SapaContactRooms,
  "sapa-contacts": SapaContacts,
  "sapa-dialog": SapaDialog,
  "sapa-inbox": SapaInbox,
  "sapa-notification-banner": SapaNotificationBanner,
  "sapa-online-switch": SapaOnlineSwitch,
  "sapa-picker": SapaPicker,
  "sapa-popover": SapaPopover,
  "sapa-report": SapaReport,
  "sapa-resizer": SapaResizer,
  "sapa-room": SapaRoom,
  "sapa-room-list": SapaRoomList,
  "sapa-room-rows": SapaRoomRows,
  "sapa-settings": SapaSettings,
  "sapa-toasts": SapaToasts,
  "sapa-tooltip": SapaTooltip,
  "sapa-unread-badge": SapaUnreadBadge,
};

for (const [tag, element] of Object.entries(TAGS)) if (!customElements.get(tag)) customElements.define(tag, element);
