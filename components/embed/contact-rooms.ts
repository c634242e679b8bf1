import { property } from "lit/decorators.js";
import type { Me } from "../../protocol/http.schema.ts";
import { outsideOf } from "../data/host-advice.ts";
import type { InboxFrame } from "../inbox/inbox-frame.ts";
import { InboxPart } from "./inbox-part.ts";

/**
 * The rooms of one contact, list and conversation, for a page of the host's CRM (BEY-22). The token names the contact, and
 * the server shows no other: a token without one, or of another contact than `contact-id`, shows "Not available for you".
 *
 * @tag sapa-contact-rooms
 * @fires sapa-room-opened - A person opened or closed a room.
 * @fires sapa-room-resolved - The open room's conversation was resolved.
 * @fires sapa-view-changed - A person chose another tab or order.
 * @fires sapa-badges-changed - The numbers of unanswered and unassigned rooms of this contact changed.
 * @fires sapa-connection-changed - The live connection was lost or is back. Cancelable: then the host tells it.
 * @fires sapa-token-expired - There is no valid token; "Sign-in needed" is shown.
 * @fires sapa-error - Something did not work; `code` tells what.
 * @csspart list - The pane with the rooms.
 * @csspart conversation - The pane in the middle.
 * @csspart details - The pane with the details.
 */
export class SapaContactRooms extends InboxPart {
  protected readonly hasList = true;
  protected readonly frame: InboxFrame = {
    tag: "sapa-contact-rooms",
    outside: ({ me }) => outsideOf(me?.scope, "inbox", "contact-rooms") ?? this.#otherContact(me?.scope),
    isOfContact: true,
  };

  /** The contact whose rooms are expected; another one in the token shows nothing. */
  @property({ attribute: "contact-id" }) contactId: string | null = null;

  #otherContact(scope: Me["scope"] | undefined): string | null {
    const contactId = scope?.contactId ?? null;
    if (contactId === null) return 'the token names no contact. Let your server send "contact" when it makes the token';
    if (this.contactId === null || this.contactId === contactId) return null;
    return `contact-id is ${this.contactId}, the token's contact ${contactId}. Let your server name the one that the page shows`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-contact-rooms": SapaContactRooms;
  }
}
