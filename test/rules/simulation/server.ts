import type { Refusal } from "../../../protocol/codes.ts";
import type { Command } from "../../../protocol/commands.schema.ts";
import type { RoomEvent } from "../../../protocol/room-events.schema.ts";
import type { Caller } from "../../../worker/http/identity.ts";
import { context, targetOf } from "../../support/room-builders.ts";
import { Disk } from "./disk.ts";
import { PEOPLE } from "./people.ts";
import type { RoomUnderTest, Subject } from "./subject.ts";
import { newOwner, type Owner, type World } from "./world.ts";

/** The object's end of a socket. Both callbacks belong to the network. */
export class ServerSocket {
  readonly #leave: (output: () => void) => void;
  readonly #onText: (text: string) => void;
  readonly #onClosed: (code: number, reason: string) => void;
  #attachment: string | undefined;
  readyState = 1;

  constructor(
    leave: (output: () => void) => void,
    onText: (text: string) => void,
    onClosed: (code: number, reason: string) => void,
  ) {
    this.#leave = leave;
    this.#onText = onText;
    this.#onClosed = onClosed;
  }

  send(text: string): void {
    if (this.readyState !== 1) throw new Error("closed");
    this.#leave(() => this.#onText(text));
  }
  close(code: number, reason: string): void {
    if (this.readyState !== 1) return;
    this.readyState = 2;
    this.#leave(() => this.#onClosed(code, reason));
  }
  serializeAttachment(value: unknown): void {
    this.#attachment = JSON.stringify(value);
  }
  deserializeAttachment(): unknown {
    return this.#attachment === undefined ? null : JSON.parse(this.#attachment);
  }
}

type Life = { owner: Owner; room: RoomUnderTest; frames: InstanceType<Subject["FrameHandler"]> };
export type HttpAnswer = { status: number; body: unknown };

const problem = (refusal: Refusal, status = 422): HttpAnswer => ({
  status,
  body: { ...refusal, retryable: status === 429 || status >= 500 },
});

/** The real room over a simulated platform: it crashes, sleeps, wakes, and keeps only its log. */
export class Server {
  readonly disk: Disk;
  readonly #world: World;
  readonly #subject: Subject;
  #life: Life | null = null;
  #sockets = new Set<ServerSocket>();
  /** What is really stored, in order: event with seq n stands at n - 1. */
  readonly log: RoomEvent[] = [];
  /** Tokens handed out. */
  readonly #callers = new Map<string, Caller>();
  isDown = false;
  #responses = 0;

  constructor(world: World, subject: Subject) {
    this.#world = world;
    this.#subject = subject;
    this.disk = new Disk(world);
    this.disk.onCommit = () => this.#readLog();
    this.#alive().room.open(context);
  }

  issueToken(participant: string, lifeMs: number): { token: string; expiresAt: number } {
    const token = `${participant}.${this.#callers.size}`;
    const expiresAt = this.#world.time.now() + lifeMs;
    const person = PEOPLE[participant];
    if (!person) throw new Error(`Nobody is called ${participant}`);
    this.#callers.set(token, { ...person, expiresAt });
    return { token, expiresAt };
  }

  /** null: refused. */
  connect(
    token: string,
    onText: (text: string) => void,
    onClosed: (code: number, reason: string) => void,
  ): ServerSocket | null {
    const caller = this.#callers.get(token);
    const now = this.#world.time.now();
    if (this.isDown || !caller || caller.expiresAt <= now) return null;
    const { room } = this.#alive();
    const socket = new ServerSocket((output) => this.disk.leave(output), onText, onClosed);
    this.#sockets.add(socket);
    room.sockets.accept(socket, caller, now);
    return socket;
  }

  receive(socket: ServerSocket, text: string): void {
    if (!this.#sockets.has(socket)) return;
    const { room, frames } = this.#alive();
    const peer = room.sockets.peer(socket);
    if (peer) void frames.handle(peer, text);
  }

  /** The other side is gone. */
  disconnected(socket: ServerSocket): void {
    if (!this.#sockets.delete(socket)) return;
    socket.readyState = 3;
    this.#alive().room.sockets.remove(socket);
  }

  async post(token: string, id: string, command: Command): Promise<HttpAnswer> {
    const caller = this.#callers.get(token);
    if (!caller || caller.expiresAt <= this.#world.time.now()) return problem({ code: "token_expired" }, 401);
    const answer = await this.#alive().room.submit(caller, id, command);
    return answer.ok ? { status: 200, body: answer } : problem(answer.refusal);
  }

  history(token: string, before: number, limit: number): HttpAnswer {
    const caller = this.#callers.get(token);
    if (!caller) return problem({ code: "token_expired" }, 401);
    const answer = this.#subject.historyOf(this.#alive().room.core, { caller, before, limit });
    return answer.ok ? { status: 200, body: answer } : problem(answer.refusal, 404);
  }

  /** kill -9: memory, uncommitted writes and all sockets are gone. Returns the sockets that were cut. */
  crash(downForMs: number): ServerSocket[] {
    this.#end();
    this.disk.crash();
    const cut = [...this.#sockets];
    this.#sockets.clear();
    for (const socket of cut) socket.readyState = 3;
    this.isDown = true;
    this.#world.after(downForMs, null, () => {
      this.isDown = false;
    });
    return cut;
  }

  /** Memory is gone, sockets and their attachments stay. Only an idle object sleeps. */
  sleep(): boolean {
    if (!this.#life || this.#life.owner.pending > 0 || this.disk.isDirty) return false;
    this.#end();
    return true;
  }

  ringAlarm(): void {
    const { alarmAt } = this.disk;
    if (this.isDown || alarmAt === null || alarmAt > this.#world.time.now()) return;
    this.disk.alarmAt = null;
    void this.#alive().room.onAlarm();
  }

  /** Runs timers of the room's code as whoever set them. */
  setTimeout(work: () => void, delayMs: number): () => void {
    return this.#world.after(delayMs, this.#world.current, work);
  }

  #end(): void {
    if (this.#life) this.#life.owner.isAlive = false;
    this.#life = null;
  }

  #alive(): Life {
    if (this.#life) {
      this.#world.current = this.#life.owner;
      return this.#life;
    }
    const owner = newOwner();
    this.#world.current = owner;
    const state = {
      storage: this.disk.storageFor(owner),
      acceptWebSocket: () => {},
      getWebSockets: () => [...this.#sockets].filter((socket) => socket.readyState === 1),
    };
    const room = new this.#subject.Room(state, this.#environment(owner), context.roomId, 20);
    const frames = new this.#subject.FrameHandler(room, async (_, token) => {
      const caller = this.#callers.get(token);
      return caller && caller.expiresAt > this.#world.time.now() ? caller : null;
    });
    this.#life = { owner, room, frames };
    void room.alarm.start().then(() => room.catchUp());
    return this.#life;
  }

  /** The neighbours of a room: a database that takes everything, and an organization that knows its members. */
  #environment(owner: Owner): object {
    const wait = (): Promise<void> => this.#world.wait(this.#world.between(1, 40), owner);
    const projector = {
      submit: async ({ events, summary }: { events: RoomEvent[]; summary: { version: number; headSeq: number } }) => {
        await wait();
        return { ok: true, flushedSeq: events.at(-1)?.seq ?? summary.headSeq, flushedVersion: summary.version };
      },
    };
    // The organization object restarts now and then, and is not there for a call.
    const answer = async (): Promise<void> => {
      await wait();
      if (this.#world.chance(0.1)) throw new Error("The organization object has restarted");
    };
    const organization = {
      roomChanged: () => answer().then(() => null),
      policy: () => answer().then(() => null),
      autoResponse: () => answer().then(() => ({ text: `auto response ${++this.#responses}` })),
      watch: () => wait().then(() => "current"),
      lookup: async () => {
        await answer();
        const members = Object.values(PEOPLE).flatMap((who) => (who.kind === "member" ? [targetOf(who.member)] : []));
        return { members, tags: [] };
      },
    };
    return { PROJECTOR: { getByName: () => projector }, ORGANIZATION: { getByName: () => organization } };
  }

  #readLog(): void {
    const rows = this.disk.rows("SELECT body FROM events WHERE seq > ? ORDER BY seq", this.log.length);
    for (const row of rows) this.log.push(JSON.parse(String(row.body)));
  }
}
