import { type Code, type Refusal, refusal } from "../../protocol/codes.ts";
import {
  type ContactDetail,
  contactDetailSchema,
  contactFieldListSchema,
  contactPageSchema,
  contactQuerySchema,
  createContactSchema,
  eraseContactSchema,
  type MergeContact,
  mergeContactSchema,
  type RoomContact,
  roomContactSchema,
  type SaveContact,
  type SaveRoomContact,
  saveContactSchema,
  saveRoomContactSchema,
} from "../../protocol/contacts.schema.ts";
import type { AppContext } from "../http/context.ts";
import { type Answer, answer, type Endpoint, endpoint, refuse } from "../http/endpoint.ts";
import { DESK_RATE, overRate, SEARCH_RATE } from "../http/rate.ts";
import { badCursor, dbOf, memberIn } from "../inbox/request.ts";
import { changeContact } from "./change.ts";
import { decideCreate } from "./create.ts";
import { decideErase } from "./erase.ts";
import { exportContact } from "./export/answer.ts";
import { listContacts } from "./list.ts";
import { decideMerge } from "./merge.ts";
import { roomContact, saveRoomContact } from "./room-contact.ts";
import { decideSave } from "./save.ts";
import { contactDetail, contactFields } from "./store.ts";
import { unblockContact } from "./unblock.ts";

const CHARACTERS_MIN = 2;
const READING = { audience: "member", action: "menu.contact" } as const;
const CHANGES = { name: "member.contacts", max: 120, windowMs: 60_000 };
const CHANGING = { audience: "member", action: "contacts.manage", rate: CHANGES } as const;
/** Each goes through everything that was ever said. */
const EXPORTS = { name: "member.contact-export", max: 10, windowMs: 60_000 };
const PROFILE_CODES: Code[] = [
  "required",
  "too_long",
  "contact.phone",
  "profile.email",
  "contact.field",
  "settings.invalid",
];

/** Any other text names nobody; it never reaches a query. */
const contactIdIn = (c: AppContext): string => {
  const contactId = c.req.param("contactId") ?? "";
  return /^\w{1,80}$/.test(contactId) ? contactId : "";
};

const list = endpoint(
  {
    ...READING,
    method: "GET",
    path: "/api/v1/contacts",
    rate: DESK_RATE,
    summary: "A page of the contacts this member works with; a short page may have a next one",
    query: contactQuerySchema,
    answer: contactPageSchema,
    codes: ["search.short", "bad_request"],
  },
  async ({ c, query }) => {
    const refused = query.q.trim() === "" ? undefined : searchRefusal(c, query.q.trim());
    if (refused) return refuse(refused);
    const page = await listContacts(dbOf(c), memberIn(c), query);
    return page === null ? refuse(badCursor()) : answer(page);
  },
);

function searchRefusal(c: AppContext, q: string): Refusal | undefined {
  if ([...q].length < CHARACTERS_MIN)
    return refusal("search.short", { fields: [{ pointer: "/q", code: "search.short" }] });
  const { organizationId, memberId } = memberIn(c);
  return overRate(c, SEARCH_RATE, [organizationId, memberId]);
}

const fields = endpoint(
  {
    ...READING,
    method: "GET",
    path: "/api/v1/contact-fields",
    rate: DESK_RATE,
    summary: "The organization's own fields of contacts, in their order",
    answer: contactFieldListSchema,
  },
  async ({ c }) => answer(await contactFields(dbOf(c), memberIn(c).organizationId)),
);

const detail = endpoint<undefined, undefined, ContactDetail>(
  {
    ...READING,
    method: "GET",
    path: "/api/v1/contacts/:contactId",
    rate: DESK_RATE,
    summary: "A contact; the id of one that was merged gives the contact it lives on in",
    answer: contactDetailSchema,
    codes: ["not_found"],
  },
  async ({ c }) => found(await contactDetail(dbOf(c), memberIn(c), contactIdIn(c))),
);

const found = (contact: ContactDetail | null): Answer<ContactDetail> =>
  contact === null ? refuse(refusal("not_found")) : answer(contact);

const create = endpoint<Parameters<typeof decideCreate>[1], undefined, ContactDetail>(
  {
    ...CHANGING,
    method: "POST",
    path: "/api/v1/contacts",
    summary: "A contact that has not written yet, by number or address",
    body: createContactSchema,
    answer: contactDetailSchema,
    codes: [...PROFILE_CODES, "contact.identity", "contact.exists"],
  },
  ({ c, body }) => changeContact(c, (scope) => decideCreate(scope, body)),
);

const save = endpoint<SaveContact, undefined, ContactDetail>(
  {
    ...CHANGING,
    method: "PUT",
    path: "/api/v1/contacts/:contactId",
    summary: "Change a contact, if it is still the version that was read; its rooms are told",
    body: saveContactSchema,
    answer: contactDetailSchema,
    codes: [...PROFILE_CODES, "not_found", "conflict"],
  },
  ({ c, body }) => changeContact(c, (scope) => decideSave(scope, contactIdIn(c), body)),
);

const merge = endpoint<MergeContact, undefined, ContactDetail>(
  {
    ...CHANGING,
    method: "POST",
    path: "/api/v1/contacts/:contactId/merge",
    summary: "Another contact lives on in this one, with its addresses, rooms, history and block",
    body: mergeContactSchema,
    answer: contactDetailSchema,
    codes: ["not_found", "contact.same", "conflict"],
  },
  async ({ c, body }) => {
    const merged = await changeContact(c, (scope) => decideMerge(scope, contactIdIn(c), body));
    return merged.ok ? found(await contactDetail(dbOf(c), memberIn(c), merged.value.contactId)) : merged;
  },
);

const erase = endpoint(
  {
    ...CHANGING,
    method: "POST",
    path: "/api/v1/contacts/:contactId/erase",
    summary: "Erase a person for good: profile, messages, files and notes; the name is typed as it stands",
    body: eraseContactSchema,
    codes: ["not_found", "contact.name", "contact.open_room"],
  },
  ({ c, body }) => changeContact(c, (scope) => decideErase(scope, contactIdIn(c), body.name)),
);

const unblock = endpoint<undefined, undefined, ContactDetail>(
  {
    ...CHANGING,
    method: "POST",
    path: "/api/v1/contacts/:contactId/unblock",
    summary: "Let a blocked contact write again, in all of its rooms",
    answer: contactDetailSchema,
    codes: ["not_found", "block.not_blocked"],
  },
  ({ c }) => unblockContact(c, contactIdIn(c)),
);

const exported = endpoint(
  {
    audience: "member",
    action: "contacts.export",
    rate: EXPORTS,
    method: "GET",
    path: "/api/v1/contacts/:contactId/export",
    summary: "A ZIP of everything that is known of a contact: profile, conversations with notes, files, surveys",
    codes: ["not_found", "unavailable"],
  },
  ({ c }) => exportContact(c, contactIdIn(c)),
);

const readOfRoom = endpoint<undefined, undefined, RoomContact>(
  {
    audience: "member",
    action: "menu.inbox",
    rate: DESK_RATE,
    method: "GET",
    path: "/api/v1/rooms/:roomId/contact",
    summary: "What a room's panel shows of its contact besides name, email and phone",
    answer: roomContactSchema,
    codes: ["not_found"],
  },
  ({ c }) => roomContact(c),
);

const saveOfRoom = endpoint<SaveRoomContact, undefined, RoomContact>(
  {
    audience: "member",
    action: "room.reply",
    rate: CHANGES,
    method: "PUT",
    path: "/api/v1/rooms/:roomId/contact",
    summary: "Change company and own fields of a room's contact, if it is still the version that was read",
    body: saveRoomContactSchema,
    answer: roomContactSchema,
    codes: ["not_found", "required", "too_long", "contact.field", "conflict"],
  },
  ({ c, body }) => saveRoomContact(c, body),
);

export const contactEndpoints: Endpoint[] = [
  list,
  fields,
  detail,
  create,
  save,
  merge,
  erase,
  unblock,
  exported,
  readOfRoom,
  saveOfRoom,
];
