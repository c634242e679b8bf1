/** What a room may have to do later. Each kind is idempotent by the room's state, so firing twice or late is harmless. */
export type TimerKind = "session";

/** Many timers on the object's one alarm. */
export class Timers {
  readonly #storage: DurableObjectStorage;
  /** undefined until `start`; null: no alarm set. */
  #armedAt: number | null | undefined;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  async start(): Promise<void> {
    this.#armedAt = await this.#storage.getAlarm();
  }

  get armedAt(): number | null {
    return this.#armedAt ?? null;
  }

  /** Leaves the alarm alone when it rings early enough: each move is a row written. */
  arm(at: number): void {
    if (this.#armedAt !== null && this.#armedAt !== undefined && this.#armedAt <= at) return;
    this.#armedAt = at;
    void this.#storage.setAlarm(at);
  }

  /** The platform has taken the alarm away in order to fire it. */
  fired(): void {
    this.#armedAt = null;
  }

  set(kind: TimerKind, dueAt: number): void {
    this.#storage.sql.exec(
      "INSERT INTO timers (kind, due_at) VALUES (?, ?) ON CONFLICT DO UPDATE SET due_at = excluded.due_at",
      kind,
      dueAt,
    );
    this.arm(dueAt);
  }

  has(kind: TimerKind): boolean {
    return this.#storage.sql.exec("SELECT 1 FROM timers WHERE kind = ?", kind).toArray().length > 0;
  }

  clear(kind: TimerKind): void {
    this.#storage.sql.exec("DELETE FROM timers WHERE kind = ?", kind);
  }

  due(now: number): TimerKind[] {
    const rows = this.#storage.sql.exec("SELECT kind FROM timers WHERE due_at <= ? ORDER BY due_at", now).toArray();
    return rows.map((row) => row.kind as TimerKind);
  }

  nextDueAt(): number | null {
    const row = this.#storage.sql.exec("SELECT min(due_at) AS due_at FROM timers").one();
    return row.due_at === null ? null : Number(row.due_at);
  }
}
