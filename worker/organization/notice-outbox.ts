import type { NoticeCall } from "./contract.ts";
import type { HubStorage } from "./hub-storage.ts";

const BATCH = 100;

/** Notices that no room wrote, on their way to the bell: kept until libSQL has them. */
export class NoticeOutbox {
  readonly #storage: HubStorage;

  constructor(storage: HubStorage) {
    this.#storage = storage;
  }

  add(calls: readonly NoticeCall[]): void {
    for (const call of calls)
      this.#storage.write("INSERT INTO notices_out (notice_call) VALUES (?)", JSON.stringify(call));
  }

  /** Rejects while libSQL is away; a batch that was cut short is sent again, and counts once. */
  async flush(append: (calls: NoticeCall[]) => Promise<void>): Promise<"more" | "done"> {
    const query = "SELECT id, notice_call FROM notices_out ORDER BY id LIMIT ?";
    const rows = this.#storage.read<{ id: number; notice_call: string }>(query, BATCH);
    const last = rows.at(-1);
    if (last === undefined) return "done";
    await append(rows.map((row) => JSON.parse(row.notice_call) as NoticeCall));
    this.#storage.write("DELETE FROM notices_out WHERE id <= ?", last.id);
    return rows.length < BATCH ? "done" : "more";
  }
}
