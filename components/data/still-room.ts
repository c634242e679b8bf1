import type { Api } from "../../client/api.ts";
import { emptyLog } from "../../client/room-log.ts";
import type { RoomConnection } from "../../client/types.ts";
import type { MemberCommand } from "../../protocol/commands.schema.ts";
import type { RoomEvent } from "../../protocol/room-events.schema.ts";
import { PAGE } from "./room-span.ts";
import type { MemberRoomView } from "./room-store.ts";

/** A room that is only read: pages by HTTP, no socket, nobody is told that somebody looks (ROOM-24, 28). */
export async function stillRoom(
  api: Pick<Api, "room" | "events">,
  roomId: string,
): Promise<RoomConnection<RoomEvent, MemberCommand>> {
  const [summary, page] = await Promise.all([api.room(roomId), api.events(roomId, { limit: PAGE })]);
  const listeners = new Set<() => void>();
  let view: MemberRoomView = {
    state: "live",
    disconnectedAt: null,
    endedWith: null,
    events: page.events,
    outgoing: [],
    hasOlder: page.hasMore,
    isLoadingOlder: false,
    positions: {
      contactDelivered: summary.headSeq,
      contactRead: 0,
      staffRead: summary.headSeq,
    },
    typing: [],
    lookers: [],
    visitor: null,
    summary,
    clockOffsetMs: 0,
  };
  const set = (patch: Partial<MemberRoomView>): void => {
    view = { ...view, ...patch };
    for (const listener of listeners) listener();
  };
  const nothing = (): void => {};
  return {
    get view() {
      return view;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async loadOlder() {
      const before = view.events[0]?.seq;
      if (view.isLoadingOlder || !view.hasOlder || before === undefined) return;
      set({ isLoadingOlder: true });
      try {
        const older = await api.events(roomId, { before, limit: PAGE });
        set({ events: [...older.events, ...view.events], hasOlder: older.hasMore });
      } finally {
        set({ isLoadingOlder: false });
      }
    },
    log: () => emptyLog(),
    send: () => "",
    retry: nothing,
    discard: nothing,
    markRead: nothing,
    setTyping: nothing,
    markSeen: nothing,
    setContext: nothing,
    close: nothing,
    leave: nothing,
  };
}
