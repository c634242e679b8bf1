import type { ContactDetail, ContactField, MergeContact } from "../../protocol/contacts.schema.ts";
import { isSame } from "../settings/merge.ts";

/** Pure: two contacts that are one person, and what is to stay of each (CONTACT-5). */
export type Side = "this" | "other";
export type MergeField = { key: string; values: Record<Side, unknown> };
export type Pair = Record<Side, ContactDetail>;

const PLAIN = ["name", "phone", "email", "company", "divisionId", "isOptedOut"] as const;

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === "" || value === false;

/** The fields in which the two differ, in the order of the form. */
export function mergeFields(pair: Pair, fields: readonly ContactField[]): MergeField[] {
  const plain = PLAIN.map((key) => ({ key, values: { this: pair.this[key], other: pair.other[key] } }));
  const own = fields
    .filter(({ isHidden }) => !isHidden)
    .map(({ fieldId }) => ({
      key: `fields.${fieldId}`,
      values: { this: pair.this.fields[fieldId] ?? null, other: pair.other.fields[fieldId] ?? null },
    }));
  return [...plain, ...own].filter(({ values }) => !isSame(values.this, values.other));
}

/** What stands until a person chooses: the survivor's value, or the only one there is. */
export const keptOf = ({ values }: MergeField, survivor: Side): Side => {
  const ended: Side = survivor === "this" ? "other" : "this";
  return isEmpty(values[survivor]) && !isEmpty(values[ended]) ? ended : survivor;
};

/** As the server takes it: the survivor is addressed and called `this`. */
export function mergeRequest(
  pair: Pair,
  survivor: Side,
  kept: ReadonlyMap<string, Side>,
): { contactId: string; body: MergeContact } {
  const ended: Side = survivor === "this" ? "other" : "this";
  const keep = [...kept].map(([key, side]) => [key, side === survivor ? "this" : "other"] as const);
  return {
    contactId: pair[survivor].contactId,
    body: {
      otherId: pair[ended].contactId,
      keep: Object.fromEntries(keep),
      versions: { this: pair[survivor].version, other: pair[ended].version },
    },
  };
}
