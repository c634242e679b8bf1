import type { HubStorage } from "./hub-storage.ts";
import type { MemberState, PresenceCause, PresenceChange, PresenceRows } from "./presence.ts";

export type LoggedPresence = PresenceChange & { id: number };

type MemberRow = {
  member_id: string;
  is_on: number;
  is_online: number;
  left_at: number | null;
  last_allocated_at: number | null;
  changed_at: number | null;
};
type LogRow = { id: number; member_id: string; at: number; is_online: number; cause: string };

/** Rows of members' switches, and the log of presence changes on its way to libSQL. */
export class PresenceStore implements PresenceRows {
  readonly #storage: HubStorage;

  constructor(storage: HubStorage) {
    this.#storage = storage;
  }

  load(): Map<string, MemberState> {
    const rows = this.#storage.read<MemberRow>(
      "SELECT member_id, is_on, is_online, left_at, last_allocated_at, changed_at FROM members",
    );
    return new Map(
      rows.map((row) => [
        row.member_id,
        {
          isOn: row.is_on === 1,
          isOnline: row.is_online === 1,
          leftAt: row.left_at,
          lastAllocatedAt: row.last_allocated_at,
          changedAt: row.changed_at,
        },
      ]),
    );
  }

  save(memberId: string, state: MemberState): void {
    this.#storage.write(
      `INSERT INTO members (member_id, is_on, is_online, left_at, last_allocated_at, changed_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET is_on = excluded.is_on, is_online = excluded.is_online, left_at = excluded.left_at,
         last_allocated_at = excluded.last_allocated_at, changed_at = excluded.changed_at`,
      memberId,
      state.isOn ? 1 : 0,
      state.isOnline ? 1 : 0,
      state.leftAt,
      state.lastAllocatedAt,
      state.changedAt,
    );
  }

  /** When the connections were last looked at: after a restart, the last time they were surely there. */
  get sweptAt(): number | null {
    const value = this.#storage.meta("sweptAt");
    return value === undefined ? null : Number(value);
  }

  set sweptAt(at: number | null) {
    if (at !== null) this.#storage.setMeta("sweptAt", String(at));
  }

  log({ memberId, at, isOnline, cause }: PresenceChange): void {
    this.#storage.write(
      "INSERT INTO presence_log (member_id, at, is_online, cause) VALUES (?, ?, ?, ?)",
      memberId,
      at,
      isOnline ? 1 : 0,
      cause,
    );
  }

  /** The oldest logged changes that are not in libSQL yet. */
  pendingLog(limit: number): LoggedPresence[] {
    return this.#storage
      .read<LogRow>("SELECT id, member_id, at, is_online, cause FROM presence_log ORDER BY id LIMIT ?", limit)
      .map((row) => ({
        id: row.id,
        memberId: row.member_id,
        at: row.at,
        isOnline: row.is_online === 1,
        cause: row.cause as PresenceCause,
      }));
  }

  dropLog(upToId: number): void {
    this.#storage.write("DELETE FROM presence_log WHERE id <= ?", upToId);
  }
}
