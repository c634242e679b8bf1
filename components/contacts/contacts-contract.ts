import type { ContactsApi } from "../../client/contacts-api.ts";
import type { ContactDetail, ContactField } from "../../protocol/contacts.schema.ts";
import type { Division } from "../../protocol/settings.schema.ts";
import type { Question } from "../ui/confirm.ts";

/** What the parts of the contacts' screen ask of it. */
export interface ContactsDesk {
  readonly api: ContactsApi;
  /** Own fields of the organization, also hidden ones. */
  readonly fields: readonly ContactField[];
  readonly divisions: readonly Division[];
  readonly mayManage: boolean;
  readonly mayExport: boolean;
  /** It opens the rooms of the contact: a token for contacts alone has no say over them. */
  readonly mayUnblock: boolean;
  now(): number;
  /** GEN-9. */
  ask(question: Question): Promise<boolean>;
  /** Tells the person and the host that something was saved. */
  saved(words?: string): void;
  tell(words: string): void;
  failed(error: unknown): void;
  /** Another contact, or with null the list; asks first if something is not saved. */
  openContact(contactId: string | null): Promise<void>;
  openRoom(roomId: string): void;
  /** Something of it was changed here. */
  changed(contact: ContactDetail): void;
  /** It was erased, or has become another one. */
  gone(contactId: string): void;
  startMerge(contact: ContactDetail): void;
  startErase(contact: ContactDetail): void;
}
