import { outsideOf } from "../data/host-advice.ts";
import type { InboxFrame } from "../inbox/inbox-frame.ts";
import { InboxPart } from "./inbox-part.ts";

const FRAME: InboxFrame = {
  tag: "sapa-room",
  outside: ({ me }) => outsideOf(me?.scope, "inbox", "contact-rooms"),
  isOfContact: false,
};

/**
 * One conversation with its composer, without the list: beside an order, a ticket or a customer of the host's own.
 *
 * @tag sapa-room
 * @fires sapa-room-opened - A person went to another room of the same contact.
 * @fires sapa-room-resolved - The room's conversation was resolved.
 * @fires sapa-badges-changed - The numbers of unanswered and unassigned rooms changed.
 * @fires sapa-connection-changed - The live connection was lost or is back. Cancelable: then the host tells it.
 * @fires sapa-token-expired - There is no valid token; "Sign-in needed" is shown.
 * @fires sapa-error - Something did not work; `code` tells what.
 * @csspart conversation - The conversation.
 * @csspart details - The pane with the details.
 */
export class SapaRoom extends InboxPart {
  protected readonly frame = FRAME;
  protected readonly hasList = false;
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-room": SapaRoom;
  }
}
