import { env } from "cloudflare:workers";
import type { Channel } from "../../../protocol/channels.ts";
import type { ContactDetail, ContactPage, SaveContact } from "../../../protocol/contacts.schema.ts";
import { openDatabase, writeBatch } from "../../../worker/db/client.ts";
import { foldPhone, foldText } from "../../../worker/db/fold.ts";
import { projectorFor } from "../../../worker/db/projector/shard.ts";
import { projected } from "../../support/projection.ts";
import type { RoomScript } from "../../support/room-script.ts";
import type { WorldMember, WorldOrganization } from "../../support/world.ts";
import { read } from "../settings/support.ts";

export const db = openDatabase(env.LIBSQL_URL);
export const rows = async (sql: string, ...args: (string | number)[]) => (await db.$client.execute({ sql, args })).rows;

export type Seed = {
  contactId: string;
  name?: string | null;
  email?: string | null;
  phone?: string | null;
  divisionId?: string | null;
  isBlocked?: boolean;
  createdAt?: number;
  updatedAt?: number;
  identities?: [Channel, string][];
};

/** Contacts as projections would have left them. */
export async function seed(
  { organizationId }: Pick<WorldOrganization, "organizationId">,
  ...seeds: Seed[]
): Promise<void> {
  const statements = seeds.flatMap((one) => {
    const { name = null, email = null, phone = null, createdAt = 1_000 } = one;
    return [
      {
        sql: `INSERT INTO contacts (organization_id, contact_id, name, name_at, name_folded, email, email_at, email_folded,
                phone, phone_at, phone_digits, division_id, is_blocked, created_at, updated_at)
              VALUES (?, ?, ?, 1, ?, ?, 1, ?, ?, 1, ?, ?, ?, ?, ?)`,
        args: [
          organizationId,
          one.contactId,
          name,
          name === null ? null : foldText(name),
          email,
          email?.toLowerCase() ?? null,
          phone,
          phone === null ? null : foldPhone(phone),
          one.divisionId ?? null,
          one.isBlocked ? 1 : 0,
          createdAt,
          one.updatedAt ?? createdAt,
        ],
      },
      ...(one.identities ?? []).map(([channel, externalId]) => ({
        sql: "INSERT INTO identities (organization_id, channel, external_id, contact_id, created_at) VALUES (?, ?, ?, ?, ?)",
        args: [organizationId, channel, externalId, one.contactId, createdAt],
      })),
    ];
  });
  await writeBatch(db, statements);
}

export const project = (room: RoomScript, from = 0, limit?: number) => {
  const slice = room.slice(from, limit);
  return projected(projectorFor(env, slice.organizationId), slice);
};

export const listed = (member: WorldMember, query = ""): Promise<ContactPage> => read(member, `/contacts?${query}`);
export const idsOf = ({ contacts }: ContactPage): string[] => contacts.map(({ contactId }) => contactId);
export const contact = (member: WorldMember, contactId: string): Promise<ContactDetail> =>
  read(member, `/contacts/${contactId}`);

/** What a form of this contact sends back unchanged. */
export const formOf = (detail: ContactDetail): SaveContact => {
  const { name, email, phone, company, divisionId, fields, isOptedOut, version } = detail;
  return { name: name ?? "", email, phone, company, divisionId, fields, isOptedOut, version };
};

/** A supervisor who sees the rooms of the own divisions alone. */
export async function restrict({ memberId, identity }: WorldMember): Promise<void> {
  await writeBatch(db, [{ sql: "UPDATE members SET is_restricted = 1 WHERE member_id = ?", args: [memberId] }]);
  identity.isRestricted = true;
}
