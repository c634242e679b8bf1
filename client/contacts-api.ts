import type {
  ContactDetail,
  ContactField,
  ContactPage,
  ContactQuery,
  CreateContact,
  MergeContact,
  RoomContact,
  SaveContact,
  SaveRoomContact,
} from "../protocol/contacts.schema.ts";
import { type ApiOptions, apiCall, type Cancel, pathOf, responseCall, withQuery } from "./api-call.ts";
import { received } from "./received.ts";

/** What screens about people ask of /api/v1 (CONTACT). Rejects like `Api`. */
export interface ContactsApi {
  /** A page may be short, even empty, and still have a cursor: go on. */
  contacts(query: Partial<ContactQuery>, cancel?: Cancel): Promise<ContactPage>;
  /** A contact that was merged into another answers as that one. */
  contact(contactId: string, cancel?: Cancel): Promise<ContactDetail>;
  create(contact: CreateContact): Promise<ContactDetail>;
  save(contactId: string, contact: SaveContact): Promise<ContactDetail>;
  /** The addressed contact survives. */
  merge(contactId: string, choice: MergeContact): Promise<ContactDetail>;
  /** `name` as the person typed it; it cannot be undone. */
  erase(contactId: string, name: string): Promise<void>;
  unblock(contactId: string): Promise<ContactDetail>;
  /** The ZIP of PRIVACY-4; `onBytes` tells how many have come so far. How many there will be nobody knows. */
  export(contactId: string, onBytes: (bytes: number) => void, cancel?: Cancel): Promise<Blob>;
  /** Own fields of the organization, in their order, also hidden ones. */
  fields(cancel?: Cancel): Promise<ContactField[]>;
  roomContact(roomId: string, cancel?: Cancel): Promise<RoomContact>;
  saveRoomContact(roomId: string, contact: SaveRoomContact): Promise<RoomContact>;
}

export function createContactsApi(options: ApiOptions): ContactsApi {
  const call = apiCall(options);
  const respond = responseCall(options);
  const contact = (contactId: string, ...rest: string[]): string => pathOf("contacts", contactId, ...rest);
  const roomContact = (roomId: string): string => pathOf("rooms", roomId, "contact");

  return {
    contacts: (query, cancel) => call(withQuery("/contacts", query), cancel),
    contact: (contactId, cancel) => call(contact(contactId), cancel),
    create: (body) => call("/contacts", { method: "POST", body }),
    save: (contactId, body) => call(contact(contactId), { method: "PUT", body }),
    merge: (contactId, body) => call(contact(contactId, "merge"), { method: "POST", body }),
    erase: (contactId, name) => call(contact(contactId, "erase"), { method: "POST", body: { name } }),
    unblock: (contactId) => call(contact(contactId, "unblock"), { method: "POST" }),
    export: async (contactId, onBytes, cancel) =>
      received(await respond(contact(contactId, "export"), cancel), onBytes, cancel),
    fields: (cancel) => call("/contact-fields", cancel),
    roomContact: (roomId, cancel) => call(roomContact(roomId), cancel),
    saveRoomContact: (roomId, body) => call(roomContact(roomId), { method: "PUT", body }),
  };
}
