import type { Row } from "@libsql/client/web";
import type { Channel } from "../../protocol/channels.ts";
import type { ContactIdentity, ContactRow } from "../../protocol/contacts.schema.ts";
import type { MemberIdentity } from "../../protocol/roles.ts";
import type { Condition } from "../inbox/visible.ts";
import { ownChannels } from "./sight.ts";

/** Merging gathers addresses without end; a row of the list shows what the first ones are. */
const IDENTITIES_SHOWN = 50;

/** Columns of a row of the list, with their arguments; `c` is its row of `contacts`. */
export function rowColumns(member: MemberIdentity): Condition {
  const own = ownChannels(member, "i");
  return {
    sql: `c.contact_id, c.name, c.email, c.phone, c.division_id, c.is_blocked, c.is_verified, c.created_at, c.updated_at,
  (SELECT json_group_array(json_array(channel, external_id, created_at)) FROM
    (SELECT i.channel, i.external_id, i.created_at FROM identities AS i INDEXED BY identities_contact
     WHERE i.organization_id = c.organization_id AND i.contact_id = c.contact_id ${own === null ? "" : `AND ${own.sql}`}
     LIMIT ${IDENTITIES_SHOWN})) AS identities`,
    args: own?.args ?? [],
  };
}

export const contactRowIn = (row: Row): ContactRow => contactRowOf(row, identitiesIn(row));

/** Those of a row of the list, the oldest first. */
export const identitiesIn = (row: Row): ContactIdentity[] =>
  (JSON.parse(String(row.identities)) as [Channel, string, number][])
    .map(([channel, externalId, createdAt]) => ({ channel, externalId, createdAt }))
    .toSorted((a, b) => a.createdAt - b.createdAt);

/** What a list and a profile both say of the contact. */
export function contactRowOf(row: Row, identities: readonly ContactIdentity[]): ContactRow {
  const phone = textOrNull(row.phone);
  return {
    contactId: String(row.contact_id),
    name: textOrNull(row.name),
    channels: [...new Set(identities.map(({ channel }) => channel))],
    account: phone ?? accountOf(identities),
    email: textOrNull(row.email),
    phone,
    divisionId: textOrNull(row.division_id),
    isBlocked: Number(row.is_blocked) === 1,
    isVerified: Number(row.is_verified) === 1,
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
  };
}

export const textOrNull = (value: unknown): string | null => (value === null ? null : String(value));

/** Before a site's own id of a person it has signed for (WIDGET-19). */
const SIGNED = "sub:";

/** What a person is called on the channel that knows them best; null: none of them gives anything to call them by. */
export function accountOf(identities: readonly ContactIdentity[]): string | null {
  const named = identities.map(accountIn).filter((one) => one !== null);
  return named.toSorted((a, b) => a.rank - b.rank)[0]?.account ?? null;
}

function accountIn({ channel, externalId }: ContactIdentity): { rank: number; account: string } | null {
  if (channel === "wa_cloud" || channel === "wa") return { rank: 0, account: externalId };
  if (channel !== "web_chat") return { rank: 1, account: externalId };
  return externalId.startsWith(SIGNED) ? { rank: 2, account: externalId.slice(SIGNED.length) } : null;
}
