import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differences, erasureWord, mergedProfile, type Profile, withFields } from "../../../worker/contacts/rules.ts";

const text = fc.option(fc.constantFrom("a", "b"), { nil: null });
const profile: fc.Arbitrary<Profile> = fc.record({
  name: text,
  email: text,
  phone: text,
  company: text,
  divisionId: text,
  isOptedOut: fc.boolean(),
  fields: fc.dictionary(fc.constantFrom("fld_1", "fld_2", "fld_3"), fc.constantFrom("x", "y", 0, 7)),
});
const NAMES = ["name", "email", "phone", "company", "divisionId", "isOptedOut", "fields.fld_1", "fields.fld_2"];
const keep = fc.dictionary(fc.constantFrom(...NAMES), fc.constantFrom("this" as const, "other" as const));

const fieldOf = (one: Profile, name: string): unknown =>
  name.startsWith("fields.") ? one.fields[name.slice(7)] : one[name as keyof Profile];

describe("what two contacts come to", () => {
  it("CONTACT-5 every value is one of the two, the chosen one where one was chosen, and none is lost that nobody gave up", () => {
    fc.assert(
      fc.property(profile, profile, keep, (survivor, other, chosen) => {
        const merged = mergedProfile(survivor, other, chosen);
        for (const name of [...NAMES, "fields.fld_3"]) {
          const [mine, theirs, result] = [survivor, other, merged.profile].map((one) => fieldOf(one, name));
          const choice = chosen[name];
          if (choice !== undefined) expect(result).toEqual(choice === "this" ? mine : theirs);
          else if (name === "isOptedOut") expect(result).toBe(mine === true || theirs === true);
          else expect(result).toEqual(mine ?? theirs ?? mine);
        }
        expect(merged.fromOther.toSorted()).toEqual(differences(survivor, merged.profile).toSorted());
        expect(merged.chosen.every((name) => fieldOf(survivor, name) !== fieldOf(other, name))).toBe(true);
      }),
    );
  });

  it("CONTACT-5 merging a contact with its equal changes nothing", () => {
    fc.assert(
      fc.property(profile, keep, (one, chosen) => {
        expect(mergedProfile(one, one, chosen)).toEqual({ profile: one, fromOther: [], chosen: [] });
      }),
    );
  });
});

describe("values of the organization's own fields", () => {
  const definition = (fieldId: string, isHidden = false) => ({
    fieldId,
    label: fieldId,
    type: "text" as const,
    options: [],
    isRequired: false,
    isHidden,
  });

  it("CONTACT-6 named ones are set or taken away; all others, hidden and unknown ones stay", () => {
    const before = { fld_a: "1", fld_b: "2", fld_hidden: "3", fld_old: "4" };
    const given = { fld_a: null, fld_b: "new", fld_hidden: "changed", fld_none: "x" };
    const definitions = [definition("fld_a"), definition("fld_b"), definition("fld_hidden", true)];
    expect(withFields(before, given, definitions)).toEqual({ fld_b: "new", fld_hidden: "3", fld_old: "4" });
  });
});

describe("what is typed to erase a person", () => {
  it.each([
    [{ name: "Rina", account: "628", email: "r@k.id" }, "Rina"],
    [{ name: null, account: "628", email: "r@k.id" }, "628"],
    [{ name: null, account: null, email: "r@k.id" }, "r@k.id"],
    [{ name: null, account: null, email: null }, "9xyz"],
  ])("PRIVACY-6 %j is called %s", (given, word) => {
    expect(erasureWord({ ...given, contactId: "con_abc9xyz" })).toBe(word);
  });
});
