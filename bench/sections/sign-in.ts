import { randomUUID } from "node:crypto";
import WebSocket from "ws";
import type { RoomServerFrame } from "../../protocol/room-frames.schema.ts";
import { PROTOCOL_VERSION } from "../../protocol/version.ts";
import { hashPassword, verifyPassword } from "../../worker/accounts/passwords.ts";
import { openDatabase } from "../../worker/db/client.ts";
import { createAccount, createMember } from "../../worker/db/seed-rows.ts";
import { type BenchRoom, type Sapa, startSapa } from "../servers/sapa.ts";
import { pause } from "../support/figures.ts";
import { figure, ms, type Section, table, verdict } from "../support/section.ts";
import { median, percentile } from "../support/statistics.ts";

const PASSWORD = "senja-di-teras-kopi";
const ROOMS = 20;
const MESSAGES_PER_SECOND = 50;
const SIGN_INS_PER_SECOND = 10;
const HASHES = 20;
const ACK_LIMIT_MS = 30_000;

type Chat = { sent: number; p50Ms: number; p99Ms: number };
type SignIns = { done: number; refused: number; p50Ms: number; p99Ms: number };

export const signIn: Section = {
  name: "sign-in",
  title: "Signing in while people chat",
  async run(pace, log) {
    const hashMs = await timeHash();
    log(`one hash ${ms(hashMs)} ms`);
    const sapa = await startSapa({ name: "sign-in" });
    try {
      const emails = await hirePeople(sapa);
      const talks = await Promise.all((await sapa.openRooms(ROOMS)).map((room) => Talk.open(room)));
      await chat(talks, pace.warmUpMs);
      const forMs = pace.isQuick ? 3_000 : 10_000;
      const alone = await chat(talks, forMs);
      const signIns = signInEvenly(sapa, emails, forMs);
      const beside = await chat(talks, forMs);
      const found = await signIns;
      for (const talk of talks) talk.close();
      return report(hashMs, alone, beside, found);
    } finally {
      await sapa.stop();
    }
  },
};

function report(hashMs: number, alone: Chat, beside: Chat, signIns: SignIns): string {
  const row = (name: string, { sent, p50Ms, p99Ms }: Chat): string[] => [name, figure(sent), ms(p50Ms), ms(p99Ms)];
  return [
    verdict(
      `${SIGN_INS_PER_SECOND} sign-ins a second leave acknowledgements of messages below 250 ms (p99)`,
      beside.p99Ms <= 250,
      `p99 ${ms(beside.p99Ms)} ms, without sign-ins ${ms(alone.p99Ms)} ms`,
    ),
    table(
      ["", "messages", "acknowledged p50 ms", "p99 ms"],
      [row("chat alone", alone), row(`beside ${SIGN_INS_PER_SECOND} sign-ins a second`, beside)],
    ),
    `One password hash (scrypt, 16 MB) takes ${ms(hashMs)} ms of one core. ${figure(signIns.done)} sign-ins took p50 ${ms(signIns.p50Ms)} ms, p99 ${ms(signIns.p99Ms)} ms; ${figure(signIns.refused)} were asked to come again. One hash is made at a time, and after each the process rests as long for everybody else. Load, runtime and libSQL share the machine, and all sign-ins meet the one process that also serves the chats; on a platform that spreads requests they meet many.`,
  ].join("\n\n");
}

async function timeHash(): Promise<number> {
  const stored = await hashPassword(PASSWORD);
  const times: number[] = [];
  for (let round = 0; round < HASHES; round += 1) {
    const startedAt = performance.now();
    await verifyPassword(PASSWORD, stored);
    times.push(performance.now() - startedAt);
  }
  return median(times);
}

async function hirePeople({ libsqlUrl, organizationId }: Sapa): Promise<string[]> {
  const db = openDatabase(libsqlUrl);
  const passwordHash = await hashPassword(PASSWORD);
  const emails: string[] = [];
  for (let n = 0; n < SIGN_INS_PER_SECOND; n += 1) {
    const email = `orang${n}@bench.example`;
    const { accountId } = await createAccount(db, { email, passwordHash, name: "Orang" });
    await createMember(db, { organizationId, accountId, name: "Orang", role: "agent" });
    emails.push(email);
  }
  return emails;
}

async function signInEvenly({ url }: Sapa, emails: string[], forMs: number): Promise<SignIns> {
  const times: number[] = [];
  let refused = 0;
  await evenly(SIGN_INS_PER_SECOND, forMs, async (n) => {
    const startedAt = performance.now();
    const body = JSON.stringify({ email: emails[n % emails.length], password: PASSWORD });
    const headers = { "content-type": "application/json", origin: new URL(url).origin };
    const answer = await fetch(`${url}/auth/sign-in`, { method: "POST", headers, body });
    const text = await answer.text();
    if (answer.ok) times.push(performance.now() - startedAt);
    else if (text.includes('"overloaded"')) refused += 1;
    else throw new Error(`Nobody could sign in: ${answer.status} ${text}`);
  });
  return { done: times.length, refused, p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99) };
}

async function chat(talks: Talk[], forMs: number): Promise<Chat> {
  const times: number[] = [];
  await evenly(MESSAGES_PER_SECOND, forMs, async (n) => {
    times.push((await talks[n % talks.length]?.say()) ?? Number.NaN);
  });
  return { sent: times.length, p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99) };
}

/** Begins work at an even pace, whatever the earlier still takes, and waits for all of it. */
async function evenly(perSecond: number, forMs: number, work: (n: number) => Promise<void>): Promise<void> {
  const startedAt = performance.now();
  const begun: Promise<void>[] = [];
  for (let n = 0; n < (perSecond * forMs) / 1000; n += 1) {
    await pause(Math.max(0, startedAt + (n * 1000) / perSecond - performance.now()));
    begun.push(work(n));
  }
  await Promise.all(begun);
}

/** An agent's socket in one room. */
class Talk {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<string, () => void>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data) => {
      const frame = JSON.parse(String(data)) as RoomServerFrame;
      if (frame.type === "ack") for (const { id } of frame.acks) this.#waiting.get(id)?.();
    });
  }

  static async open(room: BenchRoom): Promise<Talk> {
    const { url, protocols, origin } = await room.agent();
    const socket = new WebSocket(url, protocols ?? [], { perMessageDeflate: false, origin: origin ?? "" });
    const talk = new Talk(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
    });
    socket.send(JSON.stringify({ type: "hello", version: PROTOCOL_VERSION }));
    return talk;
  }

  /** Milliseconds until the room has the message for good. */
  async say(): Promise<number> {
    const id = randomUUID();
    const startedAt = performance.now();
    await new Promise<void>((resolve, reject) => {
      this.#waiting.set(id, resolve);
      setTimeout(() => reject(new Error("A message was not acknowledged")), ACK_LIMIT_MS).unref();
      const command = { type: "message.send", content: { type: "text", text: "Baik, sebentar ya." } };
      this.#socket.send(JSON.stringify({ type: "command", id, command }));
    });
    this.#waiting.delete(id);
    return performance.now() - startedAt;
  }

  close(): void {
    this.#socket.terminate();
  }
}
