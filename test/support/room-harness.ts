import { memoryOutbox } from "../../client/outbox-storage.ts";
import { createRoomConnection } from "../../client/room-connection.ts";
import type { OutboxStorage, RoomConnection, RoomConnectionOptions } from "../../client/types.ts";
import type { VisitorCommand } from "../../protocol/commands.schema.ts";
import type { VisitorEvent } from "../../protocol/room-events.schema.ts";
import { FakePlatform } from "./client-platform.ts";

export type Connection = RoomConnection<VisitorEvent, VisitorCommand>;
export const SECOND = 1000;

export const say = (text: string): VisitorCommand => ({ type: "message.send", content: { type: "text", text } });
export const message = (seq: number, commandId?: string): VisitorEvent => ({
  seq,
  at: 0,
  actor: { type: "contact" },
  type: "message.created",
  direction: "inbound",
  content: { type: "text", text: `message ${seq}` },
  ...(commandId === undefined ? {} : { commandId }),
});
export const messages = (from: number, to: number): VisitorEvent[] =>
  Array.from({ length: to - from + 1 }, (_, index) => message(from + index));
export const resumed = (patch: object = {}) => ({
  type: "resumed",
  mode: "snapshot",
  version: 1,
  epoch: "e1",
  head: 0,
  floor: 1,
  after: 0,
  serverTime: 0,
  positions: { contactDelivered: 0, contactRead: 0, staffRead: 0 },
  ...patch,
});

export let platform: FakePlatform;
export let outbox: OutboxStorage;
let ids: number;

export function connect(patch: Partial<RoomConnectionOptions> = {}): Connection {
  return createRoomConnection<VisitorEvent, VisitorCommand>({
    socketUrl: "wss://chat.example/widget/v1/socket",
    commandUrl: "https://chat.example/widget/v1/commands",
    historyUrl: "https://chat.example/widget/v1/events",
    roomKey: "room/visitor",
    tokens: { get: async () => "token", renew: async () => "renewed" },
    outbox,
    platform,
    newId: () => `id${ids++}`,
    ...patch,
  });
}

/** The server accepts the newest socket and brings it up to date. */
export async function greet(frame: object = {}, events: VisitorEvent[] = []): Promise<void> {
  await platform.time.pass(0);
  while (platform.socket.isClosedByClient) await platform.time.pass(100);
  platform.socket.accept();
  const answer = resumed(frame);
  platform.socket.give(answer);
  if (events.length > 0) platform.socket.give({ type: "events", events });
  platform.socket.give({ type: "live", head: events.at(-1)?.seq ?? answer.head });
  await platform.time.pass(0);
}
export const cut = async (): Promise<void> => {
  platform.socket.end(1006);
  await platform.time.pass(0);
};
export const commands = (): unknown[] => platform.socket.frames("command").map(({ id }) => id);
export const ack = (id: string, seq: number): void =>
  platform.socket.give({ type: "ack", acks: [{ id, seq, isRepeat: false }] });
export const seqs = (room: Connection): number[] => room.view.events.map(({ seq }) => seq);
export const waiting = (room: Connection): string[] => room.view.outgoing.map(({ id, state }) => `${id} ${state}`);

/** Before each test: nothing stored, nothing connected. */
export function startAnew(): void {
  platform = new FakePlatform();
  outbox = memoryOutbox();
  ids = 1;
}
