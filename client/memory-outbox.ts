import type { OutboxStorage, Outgoing } from "./types.ts";

/** For pages where storage is blocked, and for tests: lives as long as the object. */
export function memoryOutbox(): OutboxStorage {
  const items = new Map<string, { roomKey: string; item: Outgoing }>();
  const keyOf = (roomKey: string, id: string): string => `${roomKey}\n${id}`;
  return {
    load: async (roomKey) =>
      inOrder([...items.values()].filter((row) => row.roomKey === roomKey).map((row) => row.item)),
    put: async (roomKey, item) => {
      items.set(keyOf(roomKey, item.id), { roomKey, item });
    },
    remove: async (roomKey, id) => {
      items.delete(keyOf(roomKey, id));
    },
  };
}

/** As they were given. */
export const inOrder = (items: Outgoing[]): Outgoing[] =>
  items.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
