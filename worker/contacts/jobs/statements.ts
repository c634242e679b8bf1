import type { InStatement } from "@libsql/client/web";

export type ContactRef = { organizationId: string; contactId: string };
export type JobKind = "tell" | "erase";

/**
 * Something new to tell: from the first room on again. `next_at` stays: whoever has the job in hand sees by its number
 * that there is more.
 */
export const tellConflict = `ON CONFLICT (organization_id, contact_id, kind) DO UPDATE SET
  number = contact_jobs.number + 1, at = max(contact_jobs.at, excluded.at), after_room_id = '',
  actor_id = excluded.actor_id, actor_name = excluded.actor_name`;

/**
 * What rooms must be told of a contact, written in the batch of the change itself: names, addresses, block, merge. `actor`
 * stands in the rooms' logs; null: nobody of the staff. Follow the batch with `tryContactJob`.
 */
export const tellStatement = ({
  organizationId,
  contactId,
  now,
  actor,
}: ContactRef & { now: number; actor: { id: string; name: string } | null }): InStatement => ({
  sql: `INSERT INTO contact_jobs (organization_id, contact_id, kind, at, next_at, actor_id, actor_name)
        VALUES (?1, ?2, 'tell', ?3, ?3, ?4, ?5) ${tellConflict}`,
  args: [organizationId, contactId, now, actor?.id ?? null, actor?.name ?? null],
});

/**
 * PRIVACY-6: that the rooms of a contact are to be erased, written in the batch that deletes the contact and its
 * identities. Its rooms keep naming it until they are gone; whatever begins after `now` is another person's.
 */
export const eraseStatement = ({ organizationId, contactId, now }: ContactRef & { now: number }): InStatement => ({
  sql: `INSERT INTO contact_jobs (organization_id, contact_id, kind, at, next_at) VALUES (?1, ?2, 'erase', ?3, ?3)
        ON CONFLICT (organization_id, contact_id, kind) DO UPDATE SET
          number = contact_jobs.number + 1, at = excluded.at, after_room_id = '', step = 'rooms'`,
  args: [organizationId, contactId, now],
});
