import { and, eq, sql } from "drizzle-orm";
import { fullName } from "../../../protocol/account-rules.ts";
import type { OwnProfile, SaveOwnProfile } from "../../../protocol/accounts.schema.ts";
import type { Statement } from "../../db/audit.ts";
import { type Database, writeBatch } from "../../db/client.ts";
import { accounts, members } from "../../db/schema/index.ts";
import { photoUrl } from "./photo.ts";

/** null: there is no such account any more. `origin`: where photos are read. */
export async function ownProfile(db: Database, accountId: string, origin: string): Promise<OwnProfile | null> {
  const rows = await db.select().from(accounts).where(eq(accounts.accountId, accountId));
  const row = rows[0];
  if (row === undefined) return null;
  const { email, firstName, lastName, phone, language, sound, photoId } = row;
  return { email, firstName, lastName, phone, language, sound, photoUrl: photoUrl(origin, photoId) };
}

/** What belongs to the person alone. */
export const saveAccount = (db: Database, accountId: string, profile: SaveOwnProfile): Promise<unknown> =>
  writeBatch(db, [
    db
      .update(accounts)
      .set({ ...profile, name: fullName(profile) })
      .where(eq(accounts.accountId, accountId)),
  ]);

/** What one organization shows of the person. */
export const saveMembership = (db: Database, memberId: string, profile: SaveOwnProfile): Statement => {
  const { firstName, lastName, phone } = profile;
  const name = fullName(profile);
  return db
    .update(members)
    .set({ firstName, lastName, name, phone, version: sql`${members.version} + 1`, changedByName: name })
    .where(and(eq(members.memberId, memberId), eq(members.isActive, true)));
};

/** Answers which photo it was before; null: none. */
export async function setPhoto(db: Database, accountId: string, photoId: string | null): Promise<string | null> {
  const before = await db.select({ photoId: accounts.photoId }).from(accounts).where(eq(accounts.accountId, accountId));
  await writeBatch(db, [db.update(accounts).set({ photoId }).where(eq(accounts.accountId, accountId))]);
  return before[0]?.photoId ?? null;
}
