import type { Connection } from "../data/connection.ts";
import { outsideOf } from "../data/host-advice.ts";

/** What an element that is made of the inbox shows of it. */
export type InboxFrame = {
  tag: string;
  /** Why the page's token does not open it, for the host's console; null: it does (EMBED-3). */
  outside: (connection: Connection) => string | null;
  /** Only rooms of one contact: there is nothing to narrow, to choose many of, or to be given (BEY-22). */
  isOfContact: boolean;
};

export const WHOLE_INBOX: InboxFrame = {
  tag: "sapa-inbox",
  outside: ({ me }) => outsideOf(me?.scope, "inbox"),
  isOfContact: false,
};
