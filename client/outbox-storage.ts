import { inOrder, memoryOutbox } from "./memory-outbox.ts";
import type { OutboxStorage, Outgoing } from "./types.ts";

export { memoryOutbox } from "./memory-outbox.ts";

const STORE = "outbox";
/** Some browsers let a database call hang for ever; a person must not wait for that to send. */
const PATIENCE_MS = 2_000;

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const patiently = <T>(work: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("storage does not answer")), PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });

function openDatabase(name: string): Promise<IDBDatabase> {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  return settled(opening).then((database) => {
    // Lets another page delete or upgrade the database.
    database.onversionchange = () => database.close();
    return database;
  });
}

export type GuardedOutbox = OutboxStorage & {
  /** True from the first failure on: what is unsent lives in this page only, and the person should be told. */
  readonly isMemoryOnly: boolean;
};

/**
 * Unsent commands in IndexedDB, opened at the first use. `put` resolves when the command would survive the page's end.
 * Any failure (blocked, full, broken, hanging) falls back to memory for good and never reaches the caller.
 */
export function indexedDbOutbox(name = "sapa"): GuardedOutbox {
  const memory = memoryOutbox();
  let database: Promise<IDBDatabase> | null = null;
  let isMemoryOnly = false;

  async function transact<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    database ??= openDatabase(name);
    const transaction = (await database).transaction(STORE, mode);
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    const [result] = await Promise.all([settled(work(transaction.objectStore(STORE))), done]);
    return result;
  }

  async function guarded<T>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T | undefined> {
    if (isMemoryOnly) return undefined;
    const again = (): Promise<T> => {
      database = null;
      return transact(mode, work);
    };
    try {
      // A second try on a new connection: browsers close old ones, for example after a long sleep.
      return await patiently(transact(mode, work).catch(again));
    } catch {
      isMemoryOnly = true;
      return undefined;
    }
  }

  return {
    get isMemoryOnly() {
      return isMemoryOnly;
    },
    async load(roomKey) {
      // Keys are [room, id]; an array sorts after every string, so this range is exactly one room.
      const rows = await guarded<Outgoing[]>("readonly", (store) =>
        store.getAll(IDBKeyRange.bound([roomKey], [roomKey, []])),
      );
      return rows ? inOrder(rows) : memory.load(roomKey);
    },
    async put(roomKey, item) {
      await memory.put(roomKey, item);
      await guarded("readwrite", (store) => store.put(item, [roomKey, item.id]));
    },
    async remove(roomKey, id) {
      await memory.remove(roomKey, id);
      await guarded("readwrite", (store) => store.delete([roomKey, id]));
    },
  };
}
