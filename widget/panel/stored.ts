import type { OutboxStorage, Outgoing } from "../../client/types.ts";
import type { VisitorProfile, VisitorSession } from "../../protocol/webchat.schema.ts";

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
  isMuted?: boolean;
  /** The form before the first message has been answered. */
  isAsked?: boolean;
  /** What it was answered with, until the visitor exists. */
  profile?: VisitorProfile;
  /** What was last told of the visitor, as JSON. */
  told?: string;
  /** Somebody whom the site signs for has a chat; who it is and what was said is not kept here. */
  isSigned?: boolean;
  /** Told to the other tabs and taken away in the same moment: the visitor that the site has just signed for. */
  signedAs?: string;
  draft?: string;
};

/** The one storage entry `sapa:{widgetId}`. Where storage is blocked it lives in memory, for this page only. */
export interface EntryStore {
  readonly key: string;
  readonly isBlocked: boolean;
  read(): Entry;
  update(patch: Entry): void;
  replace(entry: Entry): void;
  clear(): void;
}

export function parseEntry(text: string | null): Entry {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** @param isKept false: nothing is stored, and that is meant. */
export function entryStore(widgetId: string, isKept = true): EntryStore {
  const key = `sapa:${widgetId}`;
  let memory: Entry = {};
  let isBlocked = false;

  // Even naming `localStorage` throws where the browser blocks it, so every access goes through here.
  const guarded = (work: (storage: Storage) => void): void => {
    if (isBlocked || !isKept) return;
    try {
      work(localStorage);
    } catch {
      isBlocked = true;
    }
  };

  const read = (): Entry => {
    guarded((storage) => {
      memory = parseEntry(storage.getItem(key));
    });
    return memory;
  };

  const replace = (next: Entry): void => {
    memory = next;
    guarded((storage) => storage.setItem(key, JSON.stringify(memory)));
  };

  return {
    key,
    get isBlocked() {
      return isBlocked;
    },
    read,
    update: (patch) => replace({ ...read(), ...patch }),
    replace,
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
