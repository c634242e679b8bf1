import type { Counters } from "../protocol/feed-frames.schema.ts";
import { filterQuery } from "./inbox/filter/room-filter.ts";
import type { Choice } from "./inbox/list/list-choice.ts";

/** All events of ours bubble and cross shadow borders; they fire for what happened, not for what the host set (EMBED-7). */
const OUTWARD: EventInit = { bubbles: true, composed: true };

/** A person opened a room, or closed the open one (`roomId` null). */
export class SapaRoomOpenedEvent extends Event {
  static readonly type = "sapa-room-opened";
  readonly roomId: string | null;
  constructor(roomId: string | null) {
    super(SapaRoomOpenedEvent.type, OUTWARD);
    this.roomId = roomId;
  }
}

/** The open room's conversation was resolved, by whomever. */
export class SapaRoomResolvedEvent extends Event {
  static readonly type = "sapa-room-resolved";
  readonly roomId: string;
  readonly conversationNumber: number;
  constructor(roomId: string, conversationNumber: number) {
    super(SapaRoomResolvedEvent.type, OUTWARD);
    this.roomId = roomId;
    this.conversationNumber = conversationNumber;
  }
}

/** A person chose another tab, status, order or filter of the list. */
export class SapaViewChangedEvent extends Event {
  static readonly type = "sapa-view-changed";
  readonly choice: Choice;
  /** The filter as part of an address, as the property `filter` takes it; empty: none. */
  readonly filter: string;
  constructor(choice: Choice) {
    super(SapaViewChangedEvent.type, OUTWARD);
    this.choice = choice;
    this.filter = filterQuery(choice.filter);
  }
}

/** A person wants to be at another of the host's places, as `places` names them: by the palette, or G and a letter. */
export class SapaGoEvent extends Event {
  static readonly type = "sapa-go";
  readonly place: string;
  constructor(place: string) {
    super(SapaGoEvent.type, OUTWARD);
    this.place = place;
  }
}

/** The numbers of LIST-4 and LIST-6. */
export class SapaBadgesChangedEvent extends Event {
  static readonly type = "sapa-badges-changed";
  readonly messages: number;
  readonly comments: number;
  readonly unassigned: number;
  constructor(counters: Counters) {
    super(SapaBadgesChangedEvent.type, OUTWARD);
    this.messages = counters.messages;
    this.comments = counters.comments;
    this.unassigned = counters.unassigned;
  }
}

/** The live connection was lost for more than a moment, or is back. Cancelled by a host that tells it in its own way. */
export class SapaConnectionChangedEvent extends Event {
  static readonly type = "sapa-connection-changed";
  readonly isConnected: boolean;
  constructor(isConnected: boolean) {
    super(SapaConnectionChangedEvent.type, { ...OUTWARD, cancelable: true });
    this.isConnected = isConnected;
  }
}

/** `tokenProvider` gave no token; the element shows "Sign-in needed" until it does (EMBED-5). */
export class SapaTokenExpiredEvent extends Event {
  static readonly type = "sapa-token-expired";
  constructor() {
    super(SapaTokenExpiredEvent.type, OUTWARD);
  }
}

/** A person chose a notice of the bell or a pop-up. `roomId` null: it leads to no room. */
export class SapaNoticeOpenedEvent extends Event {
  static readonly type = "sapa-notice-opened";
  readonly roomId: string | null;
  constructor(roomId: string | null) {
    super(SapaNoticeOpenedEvent.type, OUTWARD);
    this.roomId = roomId;
  }
}

/** A person saved something in the settings; `section` names the page. */
export class SapaSavedEvent extends Event {
  static readonly type = "sapa-saved";
  readonly section: string;
  constructor(section: string) {
    super(SapaSavedEvent.type, OUTWARD);
    this.section = section;
  }
}

/** A person went to another page of the settings; null: back to the list of pages. */
export class SapaSectionChangedEvent extends Event {
  static readonly type = "sapa-section-changed";
  readonly section: string | null;
  constructor(section: string | null) {
    super(SapaSectionChangedEvent.type, OUTWARD);
    this.section = section;
  }
}

/** A person opened a contact, or closed the open one (`contactId` null). */
export class SapaContactOpenedEvent extends Event {
  static readonly type = "sapa-contact-opened";
  readonly contactId: string | null;
  constructor(contactId: string | null) {
    super(SapaContactOpenedEvent.type, OUTWARD);
    this.contactId = contactId;
  }
}

/** A person chose another search, filter or order of the contacts, or of a list in the settings. */
export class SapaFilterChangedEvent extends Event {
  static readonly type = "sapa-filter-changed";
  /** As part of an address, as the property `filter` takes it; empty: none. */
  readonly filter: string;
  constructor(filter: string) {
    super(SapaFilterChangedEvent.type, OUTWARD);
    this.filter = filter;
  }
}

/** A person chose another report, period or channels, as the properties of the element take them. */
export class SapaReportChangedEvent extends Event {
  static readonly type = "sapa-report-changed";
  readonly report: string;
  /** Days as yyyy-mm-dd, both ends included. */
  readonly from: string;
  readonly to: string;
  /** Codes with commas between them; empty: all. */
  readonly channels: string;
  constructor(choice: { report: string; from: string; to: string; channels: string }) {
    super(SapaReportChangedEvent.type, OUTWARD);
    this.report = choice.report;
    this.from = choice.from;
    this.to = choice.to;
    this.channels = choice.channels;
  }
}

/** Something did not work. `code` is one of the stable codes of the protocol. */
export class SapaErrorEvent extends Event {
  static readonly type = "sapa-error";
  readonly code: string;
  constructor(code: string) {
    super(SapaErrorEvent.type, OUTWARD);
    this.code = code;
  }
}

declare global {
  interface HTMLElementEventMap {
    "sapa-room-opened": SapaRoomOpenedEvent;
    "sapa-room-resolved": SapaRoomResolvedEvent;
    "sapa-view-changed": SapaViewChangedEvent;
    "sapa-go": SapaGoEvent;
    "sapa-badges-changed": SapaBadgesChangedEvent;
    "sapa-connection-changed": SapaConnectionChangedEvent;
    "sapa-token-expired": SapaTokenExpiredEvent;
    "sapa-notice-opened": SapaNoticeOpenedEvent;
    "sapa-saved": SapaSavedEvent;
    "sapa-section-changed": SapaSectionChangedEvent;
    "sapa-contact-opened": SapaContactOpenedEvent;
    "sapa-filter-changed": SapaFilterChangedEvent;
    "sapa-report-changed": SapaReportChangedEvent;
    "sapa-error": SapaErrorEvent;
  }
}
