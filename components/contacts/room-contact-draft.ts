import type { MemberCommand } from "../../protocol/commands.schema.ts";
import { type ContactValues, checkContact, tidyContact } from "../../protocol/contact-rules.ts";
import type { ContactField, RoomContact } from "../../protocol/contacts.schema.ts";
import type { BadField } from "../../protocol/form-rules.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import { ownValues, valueIn } from "./contact-draft.ts";

/** Pure: the contact of a room as the room's panel changes it (ROOM-23): what the room tells of them, and what is known besides. */
export type RoomContactDraft = {
  name: string;
  phone: string;
  email: string;
  company: string;
  [field: `fields.${string}`]: string;
};

export type Told = Pick<RoomSummary["contact"], "name" | "phone" | "email">;
/** null: the room was just begun, or it could not be read. Only what the room itself tells can be changed then. */
export type Known = Pick<RoomContact, "company" | "fields" | "definitions"> | null;
type ToldChange = Extract<MemberCommand, { type: "contact.update" }>;

const TOLD = ["name", "phone", "email"] as const;

export const draftOfRoom = (told: Told, known: Known): RoomContactDraft => ({
  name: told.name ?? "",
  phone: told.phone ?? "",
  email: told.email ?? "",
  company: known?.company ?? "",
  ...(known && ownValues(known.fields, known.definitions)),
});

const valuesOf = (draft: RoomContactDraft, fields: readonly ContactField[]): ContactValues => {
  const { name, phone, email, company } = draft;
  const own = Object.fromEntries(fields.map((field) => [field.fieldId, valueIn(field, draft)]));
  return tidyContact({ name, phone, email, company, fields: own });
};

/** What stands is not looked at again; nobody has to know the name of a visitor who never told it (LIST-18). */
export function checkRoomDraft(draft: RoomContactDraft, told: Told, known: Known): BadField[] {
  const fields = known?.definitions ?? [];
  const before = { ...told, company: known?.company ?? null, fields: known?.fields ?? {} };
  const isNameless = (told.name ?? "") === "" && draft.name.trim() === "";
  return checkContact(valuesOf(draft, fields), fields, before).filter(
    ({ pointer }) => !(isNameless && pointer === "/name"),
  );
}

/** What the room is told: only what is another value than before; null: nothing is. */
export function toldChange(draft: RoomContactDraft, before: RoomContactDraft): ToldChange | null {
  const changed = TOLD.filter((field) => draft[field] !== before[field]);
  return changed.length === 0
    ? null
    : { type: "contact.update", ...Object.fromEntries(changed.map((field) => [field, draft[field]])) };
}

/** What is saved with the contact; null: nothing of that was changed. */
export function knownChange(
  draft: RoomContactDraft,
  before: RoomContactDraft,
  fields: readonly ContactField[],
): (Pick<RoomContact, "company"> & Pick<ContactValues, "fields">) | null {
  const isTold = (key: string): boolean => (TOLD as readonly string[]).includes(key);
  const keys = Object.keys(draft) as (keyof RoomContactDraft)[];
  if (!keys.some((key) => !isTold(key) && draft[key] !== before[key])) return null;
  const values = valuesOf(draft, fields);
  return { company: values.company, fields: values.fields };
}
