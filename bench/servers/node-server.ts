import { inRoot } from "../../scripts/support/paths.ts";
import { type ManagedProcess, startProcess } from "../../scripts/system/managed-process.ts";
import { interruption } from "../support/interruption.ts";

export type NodeServer = ManagedProcess & { port: number };

/** Starts one of the Node contenders in its own process and waits for its port. */
export async function startNodeServer(file: "ws-server.ts" | "socket-io-server.ts"): Promise<NodeServer> {
  let found: (port: number) => void = () => {};
  const port = new Promise<number>((resolve) => {
    found = resolve;
  });
  const server = startProcess({
    name: file,
    command: process.execPath,
    args: [inRoot("bench/servers", file)],
    signal: interruption,
    onLine: (line) => {
      const match = /^port (\d+)$/.exec(line);
      if (match) found(Number(match[1]));
    },
  });
  const ended = server.exited.then(() => {
    throw new Error(`${file} ended while starting: ${server.output()}`);
  });
  return { ...server, port: await Promise.race([port, ended]) };
}
