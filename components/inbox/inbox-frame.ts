import type { Connection } from "../data/connection.ts";

/** What an element that is made of the inbox shows of it. */
export type InboxFrame = {
  /** Whether the page's token was made for it (EMBED-3). */
  isInScope: (connection: Connection) => boolean;
  /** Only rooms of one contact: there is nothing to narrow, to choose many of, or to be given (BEY-22). */
  isOfContact: boolean;
};

export const WHOLE_INBOX: InboxFrame = { isInScope: (connection) => connection.opens("inbox"), isOfContact: false };
