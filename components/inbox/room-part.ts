import { SapaComposer } from "./composer/composer.ts";
import { SapaConversation } from "./conversation/conversation.ts";
import { SapaRoomHeader } from "./conversation/room-header.ts";
import { SapaTimeline } from "./conversation/timeline.ts";
import { SapaDetails } from "./details/details.ts";
import { SapaRoomNotes } from "./details/notes.ts";
import { SapaCustomerProfile } from "./details/profile.ts";
import { SapaRoomHistory } from "./details/room-history.ts";
import { SapaMedia } from "./media/media.ts";

/** All that an open room is made of, as one file that is loaded beside the list and the first requests. */
const TAGS: Record<string, CustomElementConstructor> = {
  "sapa-composer": SapaComposer,
  "sapa-conversation": SapaConversation,
  "sapa-details": SapaDetails,
  "sapa-media": SapaMedia,
  "sapa-customer-profile": SapaCustomerProfile,
  "sapa-room-header": SapaRoomHeader,
  "sapa-room-history": SapaRoomHistory,
  "sapa-room-notes": SapaRoomNotes,
  "sapa-timeline": SapaTimeline,
};

for (const [tag, element] of Object.entries(TAGS)) if (!customElements.get(tag)) customElements.define(tag, element);
