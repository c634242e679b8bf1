import { afterEach, describe, expect, it, vi } from "vitest";
import type { Outgoing } from "../../../client/types.ts";
import type { VisitorCommand } from "../../../protocol/commands.schema.ts";
import type { Frame, Play } from "./tab.ts";

type TabModule = typeof import("./tab.ts");
type Tab = TabModule & { window: Window; kill(): void };

const say = (text: string): VisitorCommand => ({ type: "message.send", content: { type: "text", text } });
const item = (id: string, createdAt: number, patch: Partial<Outgoing> = {}): Outgoing => ({
  id,
  command: say(id),
  createdAt,
  state: "queued",
  owner: "a page that is gone",
  ...patch,
});

const frames = new Set<HTMLIFrameElement>();
let databases: string[] = [];
const newDatabase = (): string => {
  const name = `sapa-test-${crypto.randomUUID()}`;
  databases.push(name);
  return name;
};

/** A frame of the same origin is to storage and locks what a tab is: another page that can die. */
async function tab(prepare: (window: Window & typeof globalThis) => void = () => {}): Promise<Tab> {
  const frame = document.createElement("iframe");
  document.body.append(frame);
  frames.add(frame);
  const window = frame.contentWindow as Window & typeof globalThis;
  prepare(window);
  const address = new URL("./tab.ts", import.meta.url).href;
  const module = (await window.eval(`import(${JSON.stringify(address)})`)) as TabModule;
  const kill = (): void => {
    frame.remove();
    frames.delete(frame);
  };
  return { ...module, window, kill };
}

afterEach(() => {
  for (const frame of frames) frame.remove();
  frames.clear();
  for (const name of databases) indexedDB.deleteDatabase(name);
  databases = [];
});

describe("the stored outbox", () => {
  it("WIDGET-15 survives the page, in order, and only for its room", async () => {
    const database = newDatabase();
    const first = await tab();
    const outbox = first.outbox(database);
    await outbox.put("room 1", item("b", 20));
    await outbox.put("room 1", item("a", 20));
    await outbox.put("room 1", item("z", 10));
    await outbox.put("room 10", item("other", 1));
    await outbox.put("room 1", item("gone", 5));
    await outbox.remove("room 1", "gone");
    expect(outbox.isMemoryOnly).toBe(false);
    first.kill();

    const second = await tab();
    const items = await second.outbox(database).load("room 1");
    expect(items.map(({ id }) => id)).toEqual(["z", "a", "b"]);
    expect(items[1]).toEqual(item("a", 20));
  });

  it("WIDGET-10 opens nothing before it is used", async () => {
    const database = newDatabase();
    const page = await tab();
    page.outbox(database);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(database);
  });

  it("WIDGET-10 lives in the page and says so where storage is blocked", async () => {
    const page = await tab((window) => {
      Object.defineProperty(window, "indexedDB", {
        get: () => {
          throw new window.DOMException("Blocked", "SecurityError");
        },
      });
    });
    const outbox = page.outbox(newDatabase());
    expect(outbox.isMemoryOnly).toBe(false);
    await outbox.put("room", item("a", 1));
    expect(outbox.isMemoryOnly).toBe(true);
    expect((await outbox.load("room")).map(({ id }) => id)).toEqual(["a"]);
    await outbox.remove("room", "a");
    expect(await outbox.load("room")).toEqual([]);
  });

  it("does not wait for ever for storage that hangs", async () => {
    const page = await tab((window) => {
      window.indexedDB.open = () => ({}) as IDBOpenDBRequest;
    });
    const outbox = page.outbox(newDatabase());
    const startedAt = performance.now();
    await outbox.put("room", item("a", 1));
    expect(performance.now() - startedAt).toBeLessThan(4000);
    expect(outbox.isMemoryOnly).toBe(true);
    expect((await outbox.load("room")).length).toBe(1);
  });

  it("goes on after the browser has closed its connection", async () => {
    const database = newDatabase();
    const page = await tab();
    const outbox = page.outbox(database);
    await outbox.put("room", item("a", 1));
    // Another page deletes the database, as a log-out does: the connection must not stand in its way.
    await new Promise<void>((resolve, reject) => {
      const deleting = indexedDB.deleteDatabase(database);
      deleting.onsuccess = () => resolve();
      deleting.onblocked = () => reject(new Error("blocked"));
    });
    await outbox.put("room", item("b", 2));
    expect(outbox.isMemoryOnly).toBe(false);
    expect((await page.outbox(database).load("room")).map(({ id }) => id)).toEqual(["b"]);
  });
});

describe("two tabs", () => {
  const resumed = {
    type: "resumed",
    mode: "snapshot",
    version: 1,
    epoch: "e",
    head: 0,
    floor: 1,
    after: 0,
    serverTime: 0,
    positions: { contactDelivered: 0, contactRead: 0, staffRead: 0 },
  };

  /** A room that notes who sends what, and answers only as many commands as `answers` allows. */
  function room(answers: () => boolean) {
    const sent: { tab: number; id: string }[] = [];
    const play =
      (tabNumber: number): Play =>
      ({ type, id }: Frame) => {
        if (type === "hello") return [resumed, { type: "live", head: 0 }];
        if (type !== "command" || !id) return null;
        sent.push({ tab: tabNumber, id });
        return answers() ? [{ type: "ack", acks: [{ id, seq: sent.length, isRepeat: false }] }] : null;
      };
    return { sent, play };
  }

  async function leaveBehind(database: string, ids: string[]): Promise<void> {
    const dead = await tab();
    const outbox = dead.outbox(database);
    for (const [index, id] of ids.entries()) await outbox.put("room", item(id, Date.now() + index));
    dead.kill();
  }

  it("WIDGET-15 send a stored queue once, in order", async () => {
    const database = newDatabase();
    const ids = ["m1", "m2", "m3", "m4", "m5"];
    await leaveBehind(database, ids);
    const { sent, play } = room(() => true);
    const tabs = await Promise.all([tab(), tab()]);
    tabs.forEach((page, index) => void page.openTab(database, "room", play(index)));
    await vi.waitFor(() => expect(sent.length).toBeGreaterThanOrEqual(ids.length));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(sent.map(({ id }) => id)).toEqual(ids);
    expect(new Set(sent.map((entry) => entry.tab)).size).toBe(1);
    expect(await (await tab()).outbox(database).load("room")).toEqual([]);
  });

  it("WIDGET-15 when the sending tab dies, the other sends the rest", async () => {
    const database = newDatabase();
    const ids = ["m1", "m2", "m3", "m4"];
    await leaveBehind(database, ids);
    let allowed = 2;
    const { sent, play } = room(() => allowed-- > 0);
    const tabs = await Promise.all([tab(), tab()]);
    const connections = tabs.map((page, index) => page.openTab(database, "room", play(index)));
    await vi.waitFor(() => expect(sent.map(({ id }) => id)).toEqual(["m1", "m2", "m3"]));
    const sender = sent[0]?.tab as number;
    const other = 1 - sender;
    expect(connections[other]?.view.outgoing).toEqual([]);
    allowed = 100;
    tabs[sender]?.kill();
    await vi.waitFor(() => expect(sent.length).toBeGreaterThanOrEqual(5));
    // m3 was on its way when the tab died: the same id goes again, and the room knows it.
    expect(sent.slice(3)).toEqual([
      { tab: other, id: "m3" },
      { tab: other, id: "m4" },
    ]);
  });

  it("without locks every tab works, and all send under the same ids", async () => {
    const database = newDatabase();
    await leaveBehind(database, ["m1"]);
    const page = await tab((window) => {
      Object.defineProperty(window.navigator, "locks", { value: undefined });
    });
    const { sent, play } = room(() => true);
    page.openTab(database, "room", play(0));
    await vi.waitFor(() => expect(sent).toEqual([{ tab: 0, id: "m1" }]));
  });

  it("a lock that is waited for can be given up", async () => {
    const page = await tab();
    const name = crypto.randomUUID();
    const { promise: untilReleased, resolve: release } = Promise.withResolvers<void>();
    const { promise: isHeld, resolve: hold } = Promise.withResolvers<void>();
    const held = page.withLock(name, new AbortController().signal, () => {
      hold();
      return untilReleased;
    });
    await isHeld;
    const giveUp = new AbortController();
    let hasRun = false;
    const waiting = page.withLock(name, giveUp.signal, async () => {
      hasRun = true;
    });
    giveUp.abort();
    await waiting;
    expect(hasRun).toBe(false);
    release();
    await held;
  });
});
