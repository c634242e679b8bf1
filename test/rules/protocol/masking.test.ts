import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskContact, maskEvent, maskSummary } from "../../../protocol/masking.ts";
import type { EventOf, RoomEvent } from "../../../protocol/room-events.schema.ts";
import { summary } from "../../support/organization-builders.ts";

const PHONE = "6281234567889";
const at = { seq: 1, at: 1, actor: { type: "member", id: "mem_a", name: "Ayu" } } as const;
const updated = (said: Partial<EventOf<"contact.updated">>): RoomEvent => ({ ...at, type: "contact.updated", ...said });
const nameIn = (event: RoomEvent): unknown => (maskEvent(event) as EventOf<"contact.updated">).name;
const named = (name: string) => {
  const room = summary("room_a", 1);
  return { ...room, contact: { ...room.contact, name, phone: `+${PHONE}` } };
};

describe("CONTACT-8 what agents see of numbers and addresses", () => {
  it.each([
    [PHONE, "62812****89"],
    ["rina@kopisenja.example", "ri****le"],
    ["", ""],
  ])("%s is shown as %s", (value, shown) => expect(maskContact(value)).toBe(shown));

  it("masking twice changes nothing, and something always goes", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9@.+]{1,30}$/), (value) => {
        const once = maskContact(value);
        expect(maskContact(once)).toBe(once);
        expect(once.replace("****", "").length).toBeLessThan(value.length);
      }),
    );
  });
});

describe("CONTACT-8 a name that is a number or an address", () => {
  const NUMBERS = ["+62 812-3456-7889", "0812 3456 7889", "(0812) 3456.7889", PHONE, "rina@kopisenja.example"];

  it.each(NUMBERS)("%s is hidden, however the contact's own fields are written", (name) => {
    const { contact } = maskSummary(named(name));
    expect(contact.name).toContain("****");
    expect(contact.name).not.toContain("3456");
  });

  it.each(NUMBERS)("%s is hidden in the log, also where the event says nothing else", (name) => {
    expect(nameIn(updated({ name }))).toContain("****");
  });

  it.each(["Rina", "Rina 081", "Toko 24 Jam", "PT. Maju 2026", "@rina", "12345", "Rina & Dewi - 2"])(
    "%s stays as it is",
    (name) => {
      expect(nameIn(updated({ name }))).toBe(name);
      expect(maskSummary(named(name)).contact.name).toBe(name);
    },
  );
});
