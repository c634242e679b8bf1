import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkContact, checkFieldsKept, isContactPhone, tidyContact } from "../../../protocol/contact-rules.ts";
import type { ContactField } from "../../../protocol/contacts.schema.ts";
import { lossesOf, toStored } from "../../../worker/settings/rules.ts";

const BLANK = { email: null, phone: null, company: null, fields: {} };
const field = (fieldId: string, given: Partial<ContactField> = {}): ContactField => ({
  fieldId,
  label: fieldId,
  type: "text",
  options: [],
  isRequired: false,
  isHidden: false,
  ...given,
});

describe("a contact's form", () => {
  it("CONTACT-3 a number is 8 to 15 digits, international, without a plus", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9+ -]{0,18}$/), (typed) => {
        const isGood = typed.length >= 8 && typed.length <= 15 && /^\d+$/.test(typed) && !typed.startsWith("0");
        expect(isContactPhone(typed)).toBe(isGood);
      }),
    );
    expect(isContactPhone("628123456789")).toBe(true);
  });

  it("GEN-3 what is blank is not there, and what stands is not checked again", () => {
    const values = tidyContact({
      name: " Rina ",
      email: " ",
      phone: "",
      company: "\t",
      fields: { a: "  ", b: " x ", c: 0 },
    });
    expect(values).toEqual({ name: "Rina", ...BLANK, fields: { a: null, b: "x", c: 0 } });
    const before = { ...BLANK, name: null, phone: "0812-1", email: "odd@", fields: { fld_a: "gone option" } };
    const choice = field("fld_a", { type: "choice", options: ["new"] });
    expect(checkContact({ ...before, name: "Rina" }, [choice], before)).toEqual([]);
    expect(checkContact({ ...before, name: "Rina", phone: "0812-2" }, [choice], before)).toEqual([
      { pointer: "/phone", code: "contact.phone" },
    ]);
  });

  it("CONTACT-6 a required field must be there, unless it is hidden; it may stand from before", () => {
    const needed = field("fld_a", { isRequired: true });
    const check = (fields: Record<string, string | null>, before: Record<string, string>, one = needed) =>
      checkContact({ ...BLANK, name: "A", phone: "62812345678", fields }, [one], {
        ...BLANK,
        name: "A",
        fields: before,
      });
    expect(check({}, {})).toMatchObject([{ pointer: "/fields/fld_a", code: "required" }]);
    expect(check({ fld_a: null }, { fld_a: "x" })).toHaveLength(1);
    expect(check({}, { fld_a: "x" })).toEqual([]);
    expect(check({}, {}, { ...needed, isHidden: true })).toEqual([]);
    expect(check({ fld_x: "y" }, { fld_a: "x" })).toEqual([{ pointer: "/fields/fld_x", code: "contact.field" }]);
  });
});

const made = fc
  .uniqueArray(fc.constantFrom("fld_1", "fld_2", "fld_3"), { minLength: 1 })
  .map((ids) => ids.map((id) => field(id, id === "fld_2" ? { type: "choice", options: ["a", "b"] } : {})));

describe("fields once they are made", () => {
  it("CONTACT-6 may be moved, renamed, hidden, required and joined by new ones, and nothing else", () => {
    fc.assert(
      fc.property(made, fc.boolean(), fc.nat(2), (before, isReversed, count) => {
        const changed = before.map((one) => ({
          ...one,
          label: `${one.label}!`,
          isHidden: true,
          isRequired: true,
          options: one.type === "choice" ? ["c", ...one.options.toReversed()] : [],
        }));
        const fresh = Array.from({ length: count }, (_, n) => field("", { label: `new ${n}` }));
        const given = [...(isReversed ? changed.toReversed() : changed), ...fresh];
        expect(checkFieldsKept(given, before)).toEqual([]);
        const stored = toStored("contact-fields", { fields: given }, { fields: before }, 1).fields;
        expect(new Set(stored.map(({ fieldId }) => fieldId)).size).toBe(given.length);
        expect(stored.every(({ fieldId }) => fieldId.startsWith("fld_"))).toBe(true);
        // Sent again after the answer was lost, it is the same.
        expect(toStored("contact-fields", { fields: given }, { fields: stored }, 2).fields).toEqual(stored);

        expect(checkFieldsKept(given.slice(1), before).length > 0).toBe(given[0]?.fieldId !== "");
        const retyped = given.map((one) => ({ ...one, type: "date" as const }));
        expect(lossesOf("contact-fields", { fields: retyped }, { fields: before })).toHaveLength(before.length);
      }),
    );
  });
});
