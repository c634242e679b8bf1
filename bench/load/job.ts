/** How a contender talks on its socket. */
export type DialectName = "plain" | "socket.io" | "sapa";

export type Connection = { url: string; protocols?: string[]; origin?: string };

export type RoomPlan = { sender: Connection; receivers: Connection[] };

/** One measurement for the generator, which runs in a process of its own. */
export type Job = {
  dialect: DialectName;
  rooms: RoomPlan[];
  /** Process whose processor time is measured beside the generator's. */
  serverPid: number;
  warmUpMs: number;
  measureMs: number;
  textLength: number;
} & (
  | {
      mode: "saturated";
      /** Messages a room's sender keeps under way; the next goes out when one has reached all receivers. */
      inFlight: number;
    }
  | { mode: "paced"; everyMs: number }
);

export type Outcome = {
  receivers: number;
  deliveredPerSecond: number;
  messagesPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Over the whole run, warm-up included. */
  sent: number;
  lost: number;
  /** Frames in which a server refused something. */
  refused: number;
  /** Share of one core. */
  generatorCpu: number;
  serverCpu: number;
};
