import type { Action } from "./roles.ts";

/** What a token of a company's portal may open; each is an element or a part of one (EMBED-1, 3; BEY-22). */
export const EMBED_COMPONENTS = ["inbox", "report", "settings", "contacts", "contact-rooms"] as const;
export type EmbedComponent = (typeof EMBED_COMPONENTS)[number];

/** What narrows a member's rights to what the company's server asked for. null: not narrowed. Ids only. */
export type TokenScope = {
  /** Made with this API token, for a page of this origin: it ends with either (EMBED-4, 11). */
  apiTokenId: string;
  origin: string;
  components: EmbedComponent[];
  integrationIds: string[] | null;
  /** `null` within stands for General. */
  divisionIds: (string | null)[] | null;
  contactId: string | null;
  isReadOnly: boolean;
};

const ROOM_ACTIONS = [
  "menu.inbox",
  "presence.switch",
  "room.history",
  "room.reply",
  "room.note",
  "room.tag",
  "room.resolve",
  "room.block",
  "room.take",
  "room.assign",
  "room.bulk",
  "room.resolveExpired",
] as const satisfies Action[];

/** Actions that each component is for; whatever no component of a token names is refused. */
export const COMPONENT_ACTIONS: Readonly<Record<EmbedComponent, readonly Action[]>> = {
  inbox: ROOM_ACTIONS,
  "contact-rooms": ROOM_ACTIONS,
  report: ["menu.reports", "reports.read", "menu.finance", "finance.read"],
  settings: [
    "menu.settings",
    "settings.chat",
    "settings.all",
    "menu.integrations",
    "integrations.read",
    "integrations.manage",
    "integrations.webchat",
    "broadcast.allowAgents",
    // Never `developer.manage` or `member.edit`: whom and what a portal's token made would know no scope and outlive it.
    "audit.read",
  ],
  contacts: ["menu.contact", "contacts.manage", "contacts.export"],
};

/** What still may be done with a token that only reads. */
export const READ_ONLY_ACTIONS: readonly Action[] = [
  "menu.inbox",
  "menu.contact",
  "menu.reports",
  "menu.finance",
  "menu.settings",
  "menu.integrations",
  "room.history",
  "reports.read",
  "finance.read",
  "integrations.read",
];
