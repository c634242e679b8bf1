import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import type { createRoomConnection } from "../../../client/room-connection.ts";
import type { createTokenSource } from "../../../client/token-source.ts";
import type { Refusal } from "../../../protocol/codes.ts";
import type { Command, CommandAnswer } from "../../../protocol/commands.schema.ts";
import type { entryOutbox, entryStore } from "../../../widget/panel/stored.ts";
import type { RoomContext } from "../../../worker/room/contract.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** A mistake in our own source, to see whether the checker finds it. `from` stands exactly once in the file. */
export type PlantedBug = { file: string; from: string; to: string };

/** The clock, timers and chance that the code under test sees while it runs. */
export type Surroundings = {
  now(): number;
  random(): number;
  uuid(): string;
  setTimeout(work: () => void, delayMs: number): number;
  clearTimeout(timer: number): void;
  /** Of the visitor's browser. */
  localStorage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
};

type Peer = object;
export interface RoomUnderTest {
  readonly core: object | null;
  readonly sockets: {
    accept(socket: object, caller: object, now: number): void;
    peer(socket: object): Peer | undefined;
    remove(socket: object): Peer | undefined;
  };
  readonly alarm: { start(): Promise<void> };
  open(context: RoomContext): void;
  submit(caller: object, id: string, command: Command): Promise<CommandAnswer>;
  catchUp(): void;
  onAlarm(): Promise<void>;
}

type HistoryAnswer = { ok: true; events: object[]; hasMore: boolean } | { ok: false; refusal: Refusal };

/** The real client and the real room, as plain modules: bundled so that a bug can be planted, and their clock replaced. */
export type Subject = {
  createRoomConnection: typeof createRoomConnection;
  createTokenSource: typeof createTokenSource;
  entryStore: typeof entryStore;
  entryOutbox: typeof entryOutbox;
  Room: new (state: object, env: object, roomId: string, rateFactor: number) => RoomUnderTest;
  FrameHandler: new (
    room: RoomUnderTest,
    verify: (kind: string, token: string) => Promise<object | null>,
  ) => { handle(peer: Peer, raw: unknown): Promise<void> };
  historyOf(core: object | null, call: { caller: object; before?: number; limit: number }): HistoryAnswer;
};

const ENTRY = `
export { createRoomConnection } from "./client/room-connection.ts";
export { createTokenSource } from "./client/token-source.ts";
export { entryOutbox, entryStore } from "./widget/panel/stored.ts";
export { Room } from "./worker/room/room.ts";
export { FrameHandler } from "./worker/room/frame-handler.ts";
export { historyOf } from "./worker/room/history.ts";
`;

function planting(bugs: readonly PlantedBug[]): Plugin {
  return {
    name: "planted-bugs",
    setup(building) {
      building.onLoad({ filter: /\/(client|worker)\/.*\.ts$/ }, async ({ path }) => {
        const planted = bugs.filter((bug) => bug.file === relative(ROOT, path));
        if (planted.length === 0) return undefined;
        let contents = await readFile(path, "utf8");
        for (const { file, from, to } of planted) {
          const count = contents.split(from).length - 1;
          if (count !== 1) throw new Error(`The place for the bug stands ${count} times in ${file}: ${from}`);
          contents = contents.replace(from, () => to);
        }
        return { contents, loader: "ts" };
      });
    },
  };
}

export async function loadSubject(bugs: readonly PlantedBug[] = []): Promise<Subject> {
  const folder = await mkdtemp(join(tmpdir(), "sapa-simulation-"));
  const outfile = join(folder, "subject.mjs");
  try {
    await build({
      stdin: { contents: ENTRY, resolveDir: ROOT, loader: "ts" },
      outfile,
      bundle: true,
      format: "esm",
      platform: "node",
      target: "node24",
      logLevel: "error",
      plugins: [planting(bugs)],
      define: {
        "Date.now": "__simulation.now",
        "Math.random": "__simulation.random",
        "crypto.randomUUID": "__simulation.uuid",
        setTimeout: "__simulation.setTimeout",
        clearTimeout: "__simulation.clearTimeout",
        localStorage: "__simulation.localStorage",
      },
    });
    return await import(/* @vite-ignore */ pathToFileURL(outfile).href);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the bundled code takes its clock from. One simulation runs at a time. */
export function surround(surroundings: Surroundings): void {
  Object.assign(globalThis, { __simulation: surroundings });
}
