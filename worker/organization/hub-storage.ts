/** Raised together with a step that brings older objects up to it. */
const SCHEMA_VERSION = 3;
const SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE rooms (room_id TEXT PRIMARY KEY, entry TEXT NOT NULL, summary TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE closed_rooms (room_id TEXT PRIMARY KEY, entry TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE members (
  member_id TEXT PRIMARY KEY, is_on INTEGER NOT NULL, is_online INTEGER NOT NULL, left_at INTEGER,
  last_allocated_at INTEGER, changed_at INTEGER
) WITHOUT ROWID;
CREATE TABLE presence_log (
  id INTEGER PRIMARY KEY, member_id TEXT NOT NULL, at INTEGER NOT NULL, is_online INTEGER NOT NULL, cause TEXT NOT NULL
);
CREATE TABLE timers (kind TEXT PRIMARY KEY, due_at INTEGER NOT NULL) WITHOUT ROWID;
`;
/** Came later: made on waking where they are missing. */
const LATER_TABLES = `
CREATE TABLE IF NOT EXISTS watchers (
  member_id TEXT NOT NULL, room_id TEXT NOT NULL, rights TEXT NOT NULL, ends_at INTEGER NOT NULL,
  PRIMARY KEY (member_id, room_id, rights)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS job_parts (part INTEGER PRIMARY KEY, room_ids TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS config_parts (part INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS notices_out (id INTEGER PRIMARY KEY, notice_call TEXT NOT NULL);
`;
/** Step to 2: summaries say more, and entries keep it for the rules over time. */
const TO_2 = `
ALTER TABLE members ADD COLUMN changed_at INTEGER;
UPDATE rooms SET summary = json_insert(summary,
  '$.waitingSince', iif(summary ->> '$.isUnresponded', summary ->> '$.lastInboundAt', NULL),
  '$.isBlocked', json('false'), '$.snoozedUntil', NULL, '$.scheduledCount', 0, '$.mayAutoResolve', json('true'));
UPDATE rooms SET entry = json_insert(entry,
  '$.channel', summary ->> '$.channel', '$.isBlocked', json('false'), '$.waitingSince', summary ->> '$.waitingSince',
  '$.snoozedUntil', NULL, '$.scheduledCount', 0, '$.mayAutoResolve', json('true'),
  '$.lastMessage', json(summary -> '$.lastMessage'),
  '$.sessionStartAt', iif(summary ->> '$.channel' = 'web_chat' AND summary ->> '$.lastInboundAt' IS NOT NULL,
    max(summary ->> '$.lastInboundAt', coalesce(summary ->> '$.lastSeenAt', 0)), summary ->> '$.lastInboundAt'),
  '$.joinedAt', coalesce(summary ->> '$.conversation.firstAssignedAt', 0), '$.idle', NULL);
`;
/** Step to 3, and part of every other: the copy of the configuration is read anew, because it has other parts now. */
const TO_3 = `
DELETE FROM meta WHERE key = 'config';
DELETE FROM config_parts;
`;
const STEPS: Record<string, string> = { 1: TO_2 + TO_3, 2: TO_3 };

type Row = Record<string, SqlStorageValue>;
export type MetaKey =
  | "organizationId"
  | "epoch"
  | "floor"
  | "config"
  | "sweptAt"
  | "rebuiltAt"
  | "job"
  | "grasps"
  | "schema"
  | "replyTimes";

const PART_CHARACTERS = 400_000;

/** Never between the two halves of a character. */
const partsOf = (text: string): string[] => text.match(PART) ?? [];
const PART = new RegExp(`[^]{1,${PART_CHARACTERS}}`, "gu");

/**
 * The object's SQLite. Tables are made by the first write, so that asking about an organization that does not exist
 * leaves nothing behind; until then every read finds nothing.
 */
export class HubStorage {
  readonly #storage: DurableObjectStorage;
  readonly #organizationId: string;
  #exists: boolean;
  /** Called once, in the turn that makes the tables. */
  onCreated: () => void = () => {};

  /** @param name the object's own name; not every way of waking it tells the name, so the first write keeps it */
  constructor(storage: DurableObjectStorage, name: string | undefined) {
    this.#storage = storage;
    this.#exists = this.#hasTables();
    if (this.#exists) this.#upgrade();
    const organizationId = this.meta("organizationId") ?? name;
    if (organizationId === undefined) throw new Error("An organization object is addressed by its organization's id");
    this.#organizationId = organizationId;
  }

  get organizationId(): string {
    return this.#organizationId;
  }

  get exists(): boolean {
    return this.#exists;
  }

  /** Changes with the storage: a feed position means nothing under another epoch. Empty while nothing is stored. */
  get epoch(): string {
    return this.meta("epoch") ?? "";
  }

  /** Voids every position that clients hold. */
  renewEpoch(): void {
    this.setMeta("epoch", crypto.randomUUID());
  }

  read<T extends Row>(query: string, ...bindings: SqlStorageValue[]): T[] {
    return this.#exists ? this.#storage.sql.exec<T>(query, ...bindings).toArray() : [];
  }

  write(query: string, ...bindings: SqlStorageValue[]): void {
    this.create();
    this.#storage.sql.exec(query, ...bindings);
  }

  transaction(work: () => void): void {
    this.create();
    this.#storage.transactionSync(work);
  }

  meta(key: MetaKey): string | undefined {
    return this.read<{ value: string }>("SELECT value FROM meta WHERE key = ?", key)[0]?.value;
  }

  setMeta(key: MetaKey, value: string): void {
    this.write(
      "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
      key,
      value,
    );
  }

  /** The copy of the configuration. undefined: none was read yet. */
  get config(): string | undefined {
    const first = this.meta("config");
    const others = this.read<{ text: string }>("SELECT text FROM config_parts ORDER BY part");
    return first === undefined ? undefined : first + others.map(({ text }) => text).join("");
  }

  /** In parts, because it names every member and every widget there ever was, and a row takes two megabytes. */
  set config(text: string) {
    const [first = "", ...others] = partsOf(text);
    this.transaction(() => {
      this.setMeta("config", first);
      this.write("DELETE FROM config_parts");
      for (const [part, one] of others.entries()) this.write("INSERT INTO config_parts VALUES (?, ?)", part, one);
    });
  }

  create(): void {
    if (this.#exists) return;
    this.#storage.transactionSync(() => {
      this.#storage.sql.exec(SCHEMA + LATER_TABLES);
      this.#storage.sql.exec(
        "INSERT INTO meta (key, value) VALUES ('schema', ?), ('epoch', ?), ('organizationId', ?)",
        String(SCHEMA_VERSION),
        crypto.randomUUID(),
        this.#organizationId,
      );
    });
    this.#exists = true;
    this.onCreated();
  }

  #upgrade(): void {
    this.#storage.transactionSync(() => {
      this.#storage.sql.exec(LATER_TABLES);
      const step = STEPS[this.meta("schema") ?? ""];
      if (step === undefined) return;
      this.#storage.sql.exec(step);
      this.setMeta("schema", String(SCHEMA_VERSION));
    });
  }

  #hasTables(): boolean {
    const found = this.#storage.sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'meta'");
    return found.toArray().length > 0;
  }
}
