import type { Job, ResolveExpired } from "../../../protocol/inbox.schema.ts";
import type { HubStorage } from "../hub-storage.ts";

/** A job with what was asked for, and by which request; those kept by an earlier version do not say all of it. */
export type StoredJob = Job &
  Pick<ResolveExpired, "includeUnassigned"> & {
    groups?: ResolveExpired["groups"];
    startId?: string;
  };
export type JobPart = { part: number; roomIds: string[] };

/** The newest job, and the rooms it has not come to yet: a row for each part, so that a restart goes on where it was. */
export class JobStore {
  readonly #storage: HubStorage;

  constructor(storage: HubStorage) {
    this.#storage = storage;
  }

  load(): StoredJob | null {
    return JSON.parse(this.#storage.meta("job") ?? "null") as StoredJob | null;
  }

  start(job: StoredJob, parts: string[][]): void {
    this.#storage.transaction(() => {
      this.#storage.write("DELETE FROM job_parts");
      parts.forEach((roomIds, part) => {
        this.#storage.write("INSERT INTO job_parts (part, room_ids) VALUES (?, ?)", part, JSON.stringify(roomIds));
      });
      this.save(job);
    });
  }

  nextPart(): JobPart | null {
    const query = "SELECT part, room_ids FROM job_parts ORDER BY part LIMIT 1";
    const row = this.#storage.read<{ part: number; room_ids: string }>(query)[0];
    return row === undefined ? null : { part: row.part, roomIds: JSON.parse(row.room_ids) as string[] };
  }

  /** The counts of a part together with its end, so that none is counted twice. */
  endPart(part: number, job: StoredJob): void {
    this.#storage.transaction(() => {
      this.#storage.write("DELETE FROM job_parts WHERE part = ?", part);
      this.save(job);
    });
  }

  save(job: StoredJob): void {
    this.#storage.setMeta("job", JSON.stringify(job));
  }
}
