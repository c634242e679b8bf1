import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Owner, World } from "./world.ts";

const WRITES = /^\s*(INSERT|UPDATE|DELETE|CREATE|DROP)/i;

/**
 * A stand-in for the storage of a Durable Object, with its two promises: writes of one turn are committed together, and
 * nothing leaves the object before the writes that precede it are on the disk (the output gate). A crash takes the
 * uncommitted writes and everything held back with it.
 */
export class Disk {
  readonly #world: World;
  readonly #database = new DatabaseSync(":memory:");
  readonly #statements = new Map<string, StatementSync>();
  #held: (() => void)[] = [];
  #isDirty = false;
  #cancelCommit = (): void => {};
  alarmAt: number | null = null;
  onCommit: () => void = () => {};

  constructor(world: World) {
    this.#world = world;
  }

  get isDirty(): boolean {
    return this.#isDirty;
  }

  rows(query: string, ...bindings: (string | number)[]): Record<string, unknown>[] {
    return this.#prepare(query).all(...bindings) as Record<string, unknown>[];
  }

  /** Something leaves the object: at once, or with the commit it has to wait for. */
  leave(output: () => void): void {
    if (this.#isDirty) this.#held.push(output);
    else output();
  }

  crash(): void {
    this.#cancelCommit();
    if (this.#isDirty) this.#database.exec("ROLLBACK");
    this.#isDirty = false;
    this.#held = [];
  }

  close(): void {
    this.crash();
    this.#database.close();
  }

  /** `state.storage` for one life of the object. */
  storageFor(owner: Owner): object {
    const alive = (): void => {
      if (!owner.isAlive) throw new Error("This life of the object is over");
    };
    return {
      sql: {
        exec: (query: string, ...bindings: (string | number)[]) => {
          alive();
          return this.#exec(query, bindings);
        },
      },
      transactionSync: <T>(work: () => T): T => {
        alive();
        return this.#transaction(work);
      },
      getAlarm: async () => this.alarmAt,
      setAlarm: async (at: number) => {
        this.alarmAt = at;
      },
    };
  }

  #prepare(query: string): StatementSync {
    let statement = this.#statements.get(query);
    if (!statement) {
      statement = this.#database.prepare(query);
      this.#statements.set(query, statement);
    }
    return statement;
  }

  #exec(query: string, bindings: (string | number)[]) {
    if (WRITES.test(query)) this.#begin();
    let rows: Record<string, unknown>[] = [];
    if (bindings.length === 0 && query.trim().includes(";\n")) this.#database.exec(query);
    else rows = this.rows(query, ...bindings);
    return {
      toArray: () => rows,
      one: () => {
        if (rows.length !== 1) throw new Error(`Expected one row, got ${rows.length}`);
        return rows[0];
      },
    };
  }

  #transaction<T>(work: () => T): T {
    this.#begin();
    this.#database.exec("SAVEPOINT turn");
    try {
      const result = work();
      this.#database.exec("RELEASE turn");
      return result;
    } catch (error) {
      this.#database.exec("ROLLBACK TO turn; RELEASE turn");
      throw error;
    }
  }

  #begin(): void {
    if (this.#isDirty) return;
    this.#isDirty = true;
    this.#database.exec("BEGIN");
    this.#cancelCommit = this.#world.after(this.#world.between(0, 12), null, () => this.#commit());
  }

  #commit(): void {
    this.#database.exec("COMMIT");
    this.#isDirty = false;
    this.onCommit();
    const held = this.#held;
    this.#held = [];
    for (const output of held) output();
  }
}
