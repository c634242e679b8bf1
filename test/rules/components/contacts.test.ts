import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EMPTY_DRAFT, tidyDraft } from "../../../components/contacts/contact-draft.ts";
import {
  type ContactFilter,
  contactFilterQuery,
  contactQueryOf,
  NO_FILTER,
  parseContactFilter,
} from "../../../components/contacts/contact-filter.ts";
import { keptOf, mergeFields, mergeRequest } from "../../../components/contacts/merge-choice.ts";
import type { Entry } from "../../../components/strings/catalogue.ts";
import { contactFieldsEn } from "../../../components/strings/en/contact-fields.ts";
import { contactPanelEn } from "../../../components/strings/en/contact-panel.ts";
import { contactsEn } from "../../../components/strings/en/contacts.ts";
import { contactFieldsId } from "../../../components/strings/id/contact-fields.ts";
import { contactPanelId } from "../../../components/strings/id/contact-panel.ts";
import { contactsId } from "../../../components/strings/id/contacts.ts";
import { CHANNELS } from "../../../protocol/channels.ts";
import type { ContactDetail } from "../../../protocol/contacts.schema.ts";

const time = fc.option(fc.nat(), { nil: null });
const filters: fc.Arbitrary<ContactFilter> = fc.record({
  q: fc.string({ maxLength: 60 }).map((text) => text.trim()),
  channel: fc.option(fc.constantFrom(...CHANNELS), { nil: null }),
  divisionId: fc.option(fc.stringMatching(/^[\w-]{1,20}$/), { nil: null }),
  from: time,
  to: time,
  sort: fc.constantFrom("updated", "name"),
});

describe("the filter as an address", () => {
  it("NAV-2 whatever is chosen comes back from its address", () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(parseContactFilter(contactFilterQuery(filter))).toEqual(filter);
      }),
    );
  });

  it("EMBED-6 whatever an address says is understood or left out", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const filter = parseContactFilter(text);
        expect(parseContactFilter(contactFilterQuery(filter))).toEqual({ ...filter, q: filter.q.trim() });
      }),
    );
    expect(parseContactFilter("channel=fax&division=a b&from=soon&sort=colour")).toEqual(NO_FILTER);
  });

  it("CONTACT-2 one character is no search yet", () => {
    expect(contactQueryOf({ ...NO_FILTER, q: "r " })).toEqual({ sort: "updated" });
    expect(contactQueryOf({ ...NO_FILTER, q: " ra" })).toEqual({ sort: "updated", q: "ra" });
  });
});

describe("a form of a contact", () => {
  it("CONTACT-3 a new number loses blanks and dashes; one that stands, or is masked, does not", () => {
    const phoneOf = (phone: string, before = ""): string =>
      tidyDraft({ ...EMPTY_DRAFT, phone }, { ...EMPTY_DRAFT, phone: before }).phone;
    expect(phoneOf(" +62 (812) 3456-789 ")).toBe("628123456789");
    expect(phoneOf("0812-3770", "0812-3770")).toBe("0812-3770");
    expect(phoneOf("62812****89", "")).toBe("62812****89");
  });
});

describe("merging", () => {
  const contact = (change: Partial<ContactDetail>) => ({ fields: {}, version: 1, ...change }) as ContactDetail;

  it("CONTACT-5 only what differs is asked, and the survivor keeps what it has", () => {
    const one = contact({ contactId: "con_1", name: "Rani", email: null, phone: "1", company: "A", version: 3 });
    const other = contact({
      contactId: "con_2",
      name: "Rani",
      email: "r@a.example",
      phone: "2",
      company: "",
      version: 7,
    });
    const pair = { this: one, other };
    const fields = mergeFields(pair, []);
    expect(fields.map(({ key }) => key)).toEqual(["phone", "email", "company"]);
    expect(fields.map((field) => keptOf(field, "this"))).toEqual(["this", "other", "this"]);
    expect(fields.map((field) => keptOf(field, "other"))).toEqual(["other", "other", "this"]);
  });

  it("CONTACT-5 the survivor is addressed and called this, whichever side it stood on", () => {
    const pair = {
      this: contact({ contactId: "con_1", version: 3 }),
      other: contact({ contactId: "con_2", version: 7 }),
    };
    expect(
      mergeRequest(
        pair,
        "other",
        new Map([
          ["name", "this"],
          ["phone", "other"],
        ]),
      ),
    ).toEqual({
      contactId: "con_2",
      body: { otherId: "con_1", keep: { name: "other", phone: "this" }, versions: { this: 7, other: 3 } },
    });
  });
});

describe("texts", () => {
  const formsOf = (entry: Entry): string[] => (typeof entry === "string" ? [entry] : Object.values(entry));
  const placeholders = (entry: Entry): string[] =>
    [...(formsOf(entry).at(-1) ?? "").matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").sort();
  const areas: [Record<string, Entry>, Record<string, Entry>][] = [
    [contactsEn, contactsId],
    [contactFieldsEn, contactFieldsId],
    [contactPanelEn, contactPanelId],
  ];

  it("I18N-1 both languages have the same keys and fill in the same values", () => {
    for (const [en, id] of areas) {
      expect(Object.keys(id).sort()).toEqual(Object.keys(en).sort());
      for (const [key, entry] of Object.entries(en))
        expect([key, ...placeholders(id[key] as Entry)]).toEqual([key, ...placeholders(entry)]);
    }
  });
});
