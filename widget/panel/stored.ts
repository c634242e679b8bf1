import type { OutboxStorage, Outgoing } from "../../client/types.ts";
import type { VisitorSession } from "../../protocol/http.schema.ts";

/** What one browser remembers of one widget. Written only after the visitor has acted (WIDGET-10). */
export type Entry = {
  /** Names this chat; exists before the server knows the visitor. */
  chatId?: string;
  /** What the visitor wrote and the server has not confirmed. */
  unsent?: Outgoing[];
  session?: VisitorSession;
  readSeq?: number;
  isOpen?: boolean;
  isGreetingClosed?: boolean;
  draft?: string;
};

/** The one storage entry `sapa:{widgetId}`. Where storage is blocked it lives in memory, for this page only. */
export interface EntryStore {
  readonly key: string;
  readonly isBlocked: boolean;
  read(): Entry;
  update(patch: Entry): void;
  clear(): void;
}

function parse(text: string | null): Entry {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

export function entryStore(widgetId: string): EntryStore {
  const key = `sapa:${widgetId}`;
  let memory: Entry = {};
  let isBlocked = false;

  // Even naming `localStorage` throws where the browser blocks it, so every access goes through here.
  const guarded = (work: (storage: Storage) => void): void => {
    if (isBlocked) return;
    try {
      work(localStorage);
    } catch {
      isBlocked = true;
    }
  };

  const read = (): Entry => {
    guarded((storage) => {
      memory = parse(storage.getItem(key));
    });
    return memory;
  };

  return {
    key,
    get isBlocked() {
      return isBlocked;
    },
    read,
    update(patch) {
      memory = { ...read(), ...patch };
      guarded((storage) => storage.setItem(key, JSON.stringify(memory)));
    },
    clear() {
      memory = {};
      guarded((storage) => storage.removeItem(key));
    },
  };
}

/**
 * Unsent messages in the same entry. Unlike a database it is written before the call returns, so that a message
 * survives even a page that is left in the very moment it was sent.
 */
export const entryOutbox = (entry: EntryStore): OutboxStorage => {
  const unsent = (): Outgoing[] => entry.read().unsent ?? [];
  const others = (id: string): Outgoing[] => unsent().filter((item) => item.id !== id);
  return {
    load: async () => unsent(),
    put: async (_roomKey, item) => entry.update({ unsent: [...others(item.id), item] }),
    async remove(_roomKey, id) {
      // After the chat has been left there is no entry, and none may come back.
      const left = others(id);
      if (left.length < unsent().length) entry.update({ unsent: left.length ? left : undefined });
    },
  };
};
