import type { Connection, DialectName, RoomPlan } from "../load/job.ts";
import { startNodeServer } from "./node-server.ts";
import { type Sapa, startSapa } from "./sapa.ts";

/** Somebody who relays messages between people in rooms. */
export type Contender = {
  name: string;
  dialect: DialectName;
  serverPid: number;
  /** Connections of fresh rooms, each with one sender and so many receivers. */
  plan(rooms: number, receivers: number): Promise<RoomPlan[]>;
};

export type Field = { contenders: Contender[]; sapa: Sapa; stop(): Promise<void> };

/** Starts everybody once: the product and the bare objects in one runtime, the Node servers each on their own. */
export async function startField(): Promise<Field> {
  // The one that can fail comes first, so that nothing is left running.
  const sapa = await startSapa({ name: "field" });
  const ws = await startNodeServer("ws-server.ts");
  const socketIo = await startNodeServer("socket-io-server.ts");
  const bare = (kind: "relay" | "insert") => (room: string) => ({
    url: `${sapa.url.replace("http", "ws")}/bench/${kind}/${room}`,
  });
  const contenders: Contender[] = [
    sapaContender(sapa),
    alike("bare object, relay only", "plain", sapa.workerd.pid, bare("relay")),
    alike("bare object, one insert", "plain", sapa.workerd.pid, bare("insert")),
    alike("ws on Node", "plain", ws.pid, (room) => ({ url: `ws://127.0.0.1:${ws.port}/${room}` })),
    alike("socket.io on Node", "socket.io", socketIo.pid, (room) => ({
      url: `ws://127.0.0.1:${socketIo.port}/socket.io/?EIO=4&transport=websocket&room=${room}`,
    })),
  ];
  return {
    contenders,
    sapa,
    stop: async () => {
      await Promise.all([sapa.stop(), ws.stop(), socketIo.stop()]);
    },
  };
}

/** One agent who writes; supervisors who look on, or, in a room of two, the visitor. */
function sapaContender(sapa: Sapa): Contender {
  return {
    name: "Sapa room",
    dialect: "sapa",
    serverPid: sapa.workerd.pid,
    plan: async (count, receivers) => {
      const rooms = await sapa.openRooms(count);
      return Promise.all(
        rooms.map(async (room) => ({
          sender: await room.agent(),
          receivers:
            receivers === 1
              ? [await room.visitor()]
              : await Promise.all(Array.from({ length: receivers }, (_, n) => room.onlooker(n))),
        })),
      );
    },
  };
}

let roomNumber = 0;

function alike(
  name: string,
  dialect: DialectName,
  serverPid: number,
  connect: (room: string) => Connection,
): Contender {
  return {
    name,
    dialect,
    serverPid,
    plan: async (count, receivers) =>
      Array.from({ length: count }, () => {
        roomNumber += 1;
        const connection = connect(`room-${roomNumber}`);
        return { sender: connection, receivers: Array.from({ length: receivers }, () => connection) };
      }),
  };
}
