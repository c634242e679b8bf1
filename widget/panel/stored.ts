import type { VisitorSession } from "../../protocol/http.schema.ts";

/** What one browser remembers of one widget. Written only after the visitor has acted (WIDGET-10). */
export type Entry = {
  /** Names this chat's outbox; exists before the server knows the visitor. */
  chatId?: string;
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
