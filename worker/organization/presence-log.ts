import type { LoggedPresence, PresenceStore } from "./presence-store.ts";

/** Presence changes that go to libSQL together. */
const BATCH = 100;

/** Brings logged changes of presence to libSQL, oldest first; a batch that was cut short is sent again, and counts once. */
export async function flushPresenceLog(
  store: PresenceStore,
  append: (changes: LoggedPresence[]) => Promise<void>,
): Promise<"more" | "done"> {
  const changes = store.pendingLog(BATCH);
  const last = changes.at(-1);
  if (last === undefined) return "done";
  await append(changes);
  store.dropLog(last.id);
  return changes.length < BATCH ? "done" : "more";
}
