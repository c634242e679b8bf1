import { source } from "./projection.ts";

/**
 * The contact that lives on, of a contact's id in a row `s`: rooms go on naming a former one until they have heard of the
 * merge, and older events do so for ever (CONTACT-5).
 */
export const livingId = (contactId: string): string =>
  `coalesce((SELECT m.contact_id FROM contact_merges AS m
     WHERE m.organization_id = s.organization_id AND m.former_id = ${contactId}), ${contactId})`;

/** As `insert`, of rows that name a contact in `contact_id`. */
export const insertOf = (table: string, columns: readonly string[], rest: string): string => {
  const selected = columns.map((column) => (column === "contact_id" ? livingId("s.contact_id") : `s.${column}`));
  return `INSERT INTO ${table} (${columns.join(", ")})
   SELECT ${selected.join(", ")} FROM ${source(columns)} AS s WHERE true ${rest}`;
};
