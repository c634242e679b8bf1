/**
 * What one tab runs in these tests: the real client on the browser's own storage and locks. Its socket ends in the test
 * page, which plays the room.
 */
import { indexedDbOutbox } from "../../../client/outbox-storage.ts";
import { browserPlatform } from "../../../client/platform.ts";
import { createRoomConnection } from "../../../client/room-connection.ts";
import type { RoomConnection, SocketLike } from "../../../client/types.ts";
import type { VisitorCommand } from "../../../protocol/commands.schema.ts";
import type { VisitorEvent } from "../../../protocol/room-events.schema.ts";

export type Frame = { type: string; id?: string; command?: VisitorCommand };
/** Answers a client's frame; null: the room is silent. */
export type Play = (frame: Frame) => object[] | null;

export const outbox = (database: string) => indexedDbOutbox(database);
export const withLock = browserPlatform().withLock;

export function openTab(database: string, roomKey: string, play: Play): RoomConnection<VisitorEvent, VisitorCommand> {
  return createRoomConnection<VisitorEvent, VisitorCommand>({
    socketUrl: "wss://chat.example/socket",
    commandUrl: "https://chat.example/commands",
    historyUrl: "https://chat.example/events",
    roomKey,
    tokens: { get: async () => "token", renew: async () => "token" },
    outbox: indexedDbOutbox(database),
    platform: { ...browserPlatform(), openSocket: () => openSocket(play) },
  });
}

function openSocket(play: Play): SocketLike {
  const socket: SocketLike = {
    readyState: 1,
    protocol: "sapa.v1",
    onopen: null,
    onmessage: null,
    onclose: null,
    onerror: null,
    close() {},
    send(text) {
      if (text === "ping") return;
      for (const answer of play(JSON.parse(text)) ?? [])
        setTimeout(() => socket.onmessage?.({ data: JSON.stringify(answer) }), 1);
    },
  };
  setTimeout(() => socket.onopen?.(), 1);
  return socket;
}
