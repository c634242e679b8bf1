import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MailServer, startMailServer } from "../../scripts/system/mail-server.ts";
import { freePort } from "../../scripts/system/ports.ts";
import { writeBatch } from "../../worker/db/client.ts";
import { mails } from "../../worker/db/schema/index.ts";
import type { Env } from "../../worker/env.ts";
import { deliver, sweepMails } from "../../worker/mail/deliver.ts";
import { type MailOrder, prepareMails } from "../../worker/mail/outbox.ts";
import { startTestDatabase, type TestDatabase } from "../support/database.ts";

const MINUTE_MS = 60_000;
let database: TestDatabase;
let server: MailServer;
let smtpPort: number;
let env: Env;

beforeAll(async () => {
  database = await startTestDatabase();
  smtpPort = await freePort();
  server = await startMailServer({ smtpPort });
  env = {
    LIBSQL_URL: database.url,
    SAPA_SECRET: randomBytes(32).toString("base64url"),
    SAPA_ORIGIN: "https://sapa.example",
    SAPA_SMTP_URL: server.smtpUrl,
    SAPA_MAIL_FROM: "Sapa <no-reply@sapa.example>",
  } as Env;
});
afterAll(async () => {
  await server?.stop();
  await database?.stop();
});

let count = 0;

/** Writes a mail to an address of its own, as a change would. Answers the address and its id. */
async function order(expiresInMs = 30 * MINUTE_MS, fields: Partial<MailOrder> = {}) {
  count += 1;
  const to = `orang${count}@sapa.example`;
  const now = Date.now();
  const letter = { kind: "code", facts: { code: "123456", minutes: 10 } } as const;
  const order = { ...letter, to, language: "id", expiresAt: now + expiresInMs, ...fields } as MailOrder;
  const mail = await prepareMails(env, database.db, [order], now);
  await writeBatch(database.db, mail.statements);
  return { to, mailIds: mail.mailIds };
}

const arrived = (to: string): number => server.mails().filter((mail) => mail.to.includes(to)).length;
const waiting = () => database.db.select().from(mails);

describe("mail", () => {
  it("AUTH-9 goes out once, whoever else sends at the same time", async () => {
    const { to, mailIds } = await order();
    await Promise.all([deliver(env, mailIds), deliver(env, mailIds), sweepMails(env, Date.now())]);
    await sweepMails(env, Date.now() + 5 * MINUTE_MS);
    expect(arrived(to)).toBe(1);
    expect(await waiting()).toEqual([]);
  });

  it("AUTH-9 written while the mail server is away arrives once it is back, and once only", async () => {
    await server.stop();
    const { to, mailIds } = await order();
    await deliver(env, mailIds);
    expect(await waiting()).toMatchObject([{ attempts: 1, error: "ESOCKET" }]);
    server = await startMailServer({ smtpPort });
    await sweepMails(env, Date.now());
    expect(arrived(to)).toBe(0);
    await sweepMails(env, Date.now() + MINUTE_MS + 1_000);
    await sweepMails(env, Date.now() + 20 * MINUTE_MS);
    expect(arrived(to)).toBe(1);
    expect(await waiting()).toEqual([]);
  });

  it("waits longer after each refusal of a busy server", async () => {
    const { to, mailIds } = await order(24 * 60 * MINUTE_MS);
    server.isBusy = true;
    await deliver(env, mailIds);
    const waits: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      const [row] = await waiting();
      const at = row?.nextAt ?? 0;
      await sweepMails(env, at);
      waits.push((((await waiting())[0]?.nextAt ?? 0) - at) / MINUTE_MS);
    }
    expect(waits).toEqual([2, 4, 8, 16, 16, 16]);
    server.isBusy = false;
    await sweepMails(env, (await waiting())[0]?.nextAt ?? Date.now());
    expect(arrived(to)).toBe(1);
  });

  it("is not sent once nobody can use it any more, and is forgotten", async () => {
    server.isBusy = true;
    const { to, mailIds } = await order(10 * MINUTE_MS);
    await deliver(env, mailIds);
    server.isBusy = false;
    await sweepMails(env, Date.now() + 11 * MINUTE_MS);
    expect(arrived(to)).toBe(0);
    expect(await waiting()).toEqual([]);
  });

  it("to an address the server refuses for good is given up", async () => {
    const { mailIds } = await order(30 * MINUTE_MS, { to: "nobody at all" });
    await deliver(env, mailIds);
    expect(await waiting()).toEqual([]);
  });

  it("sealed under a secret that is gone is given up, without a word of it", async () => {
    const { to, mailIds } = await order();
    await deliver({ ...env, SAPA_SECRET: randomBytes(32).toString("base64url") }, mailIds);
    expect(arrived(to)).toBe(0);
    expect(await waiting()).toEqual([]);
  });

  it("where none can go out nothing is written, and one line says so", async () => {
    const lines: string[] = [];
    const warn = console.warn;
    console.warn = (line: string) => void lines.push(line);
    const off = { ...env, SAPA_SMTP_URL: "" };
    const order: MailOrder = { kind: "passwordChanged", facts: {}, to: "x@y.example", language: "en", expiresAt: 1 };
    expect(await prepareMails(off, database.db, [order], 1)).toEqual({ mailIds: [], statements: [] });
    console.warn = warn;
    expect(lines).toEqual(['{"event":"mail.off","kinds":["passwordChanged"]}']);
  });
});
