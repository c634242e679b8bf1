import { describe, expect, it } from "vitest";
import { tidyDraft } from "../../../components/contacts/contact-draft.ts";
import {
  checkRoomDraft,
  draftOfRoom,
  knownChange,
  type RoomContactDraft,
  toldChange,
} from "../../../components/contacts/room-contact-draft.ts";
import type { ContactField } from "../../../protocol/contacts.schema.ts";

const card: ContactField = {
  fieldId: "f_card",
  label: "Card",
  type: "text",
  options: [],
  isRequired: true,
  isHidden: false,
};
const told = { name: "Rani", phone: "6281234567", email: "a@b.example" };
const known = { company: "Toko Rani", fields: { f_card: "K-1" }, definitions: [card] };
const stored = draftOfRoom(told, known);

const check = (change: Partial<RoomContactDraft>, was = told as Parameters<typeof checkRoomDraft>[1]) => {
  const before = draftOfRoom(was, known);
  return checkRoomDraft(tidyDraft({ ...before, ...change } as RoomContactDraft, before), was, known);
};

describe("the form of a room's contact", () => {
  it("GEN-3 CONTACT-3 trims, requires a name that there was, and names length and form at the field", () => {
    expect(check({ name: "   " })).toEqual([{ pointer: "/name", code: "required" }]);
    expect(check({ name: "" }, { ...told, name: null })).toEqual([]);
    expect(check({ name: "x".repeat(121) })).toMatchObject([{ pointer: "/name", code: "too_long" }]);
    expect(check({ email: "nobody" })).toMatchObject([{ pointer: "/email", code: "profile.email" }]);
    expect(check({ phone: "12" })).toMatchObject([{ pointer: "/phone", code: "contact.phone" }]);
    expect(check({ phone: "+62 812-3456-789", "fields.f_card": " " })).toMatchObject([{ pointer: "/fields/f_card" }]);
    expect(check({})).toEqual([]);
  });

  it("sends only what is another value, to the room what the room tells and to the contact the rest", () => {
    expect(toldChange(stored, stored)).toBeNull();
    expect(knownChange(stored, stored, [card])).toBeNull();
    expect(toldChange({ ...stored, email: "" }, stored)).toEqual({ type: "contact.update", email: "" });
    expect(knownChange({ ...stored, email: "" }, stored, [card])).toBeNull();
    const renamed = { ...stored, company: "", "fields.f_card": "K-2" };
    expect(toldChange(renamed, stored)).toBeNull();
    expect(knownChange(renamed, stored, [card])).toEqual({ company: null, fields: { f_card: "K-2" } });
  });

  it("CONTACT-8 a hidden number that was not touched is neither wrong nor a change", () => {
    const hidden = { ...told, phone: "62812****89" };
    const before = draftOfRoom(hidden, known);
    const draft = tidyDraft({ ...before, name: "Rani P." }, before);
    expect(checkRoomDraft(draft, hidden, known)).toEqual([]);
    expect(toldChange(draft, before)).toEqual({ type: "contact.update", name: "Rani P." });
  });

  it("ROOM-23 of a room that was just begun only what it tells can be changed", () => {
    expect(draftOfRoom({ name: null, phone: null, email: null }, null)).toEqual({
      name: "",
      phone: "",
      email: "",
      company: "",
    });
    expect(checkRoomDraft({ ...draftOfRoom(told, null), phone: "628999888777" }, told, null)).toEqual([]);
  });
});
