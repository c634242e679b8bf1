import { createServer, type Server } from "node:http";
import type { AddressInfo, Server as NetServer } from "node:net";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { listPage, messagePage } from "./mail-page.ts";
import { freePort } from "./ports.ts";

/** A mail as it arrived. `at`: ms UTC. */
export type ReceivedMail = {
  id: string;
  at: number;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  headers: { key: string; value: string }[];
};

/** A real mail server that sends nothing on: what arrives is kept in memory, to be read on its page. */
export interface MailServer {
  /** For SAPA_SMTP_URL. */
  readonly smtpUrl: string;
  /** Where the mails are read; `mails.json` beside it has them as data. */
  readonly pageUrl: string;
  /** Newest first. */
  mails(): ReceivedMail[];
  /** While true it refuses every mail for now, as a busy server does. */
  isBusy: boolean;
  stop(): Promise<void>;
}

export type MailServerOptions = {
  /** Of its page; a free one is taken when it is not given. */
  pagePort?: number;
  smtpPort?: number;
};

const MAILS_MAX = 500;
const BYTES_MAX = 2 * 1024 * 1024;

export async function startMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const state = { isBusy: false };
  const smtp = smtpServer(state, (mail) => {
    mails.unshift(mail);
    mails.length = Math.min(mails.length, MAILS_MAX);
  });
  const page = mailPages(mails);
  const smtpPort = await listen(smtp.server, options.smtpPort ?? (await freePort()));
  const pagePort = await listen(page, options.pagePort ?? (await freePort()));
  return {
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    pageUrl: `http://localhost:${pagePort}/`,
    mails: () => [...mails],
    get isBusy() {
      return state.isBusy;
    },
    set isBusy(isBusy) {
      state.isBusy = isBusy;
    },
    stop: async () => {
      page.closeAllConnections();
      await Promise.all([
        new Promise((resolve) => page.close(resolve)),
        new Promise<void>((resolve) => smtp.close(resolve)),
      ]);
    },
  };
}

function smtpServer(state: { isBusy: boolean }, received: (mail: ReceivedMail) => void): SMTPServer {
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    size: BYTES_MAX,
    closeTimeout: 500,
    onMailFrom: (_address, _session, done) =>
      done(state.isBusy ? Object.assign(new Error("busy"), { responseCode: 451 }) : null),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        read(Buffer.concat(chunks), to).then((mail) => {
          received(mail);
          done();
        }, done);
      });
    },
  });
  // A sender that hangs up in the middle is told as an error of the server; unheard, it would end the process.
  server.on("error", () => {});
  return server;
}

let count = 0;

async function read(raw: Buffer, to: string[]): Promise<ReceivedMail> {
  const mail = await PostalMime.parse(raw);
  count += 1;
  return {
    id: String(count),
    at: Date.now(),
    from: mail.from?.address ?? "",
    to,
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    html: mail.html ?? "",
    headers: mail.headers.map(({ key, value }) => ({ key, value })),
  };
}

/** Only this machine's own pages: mails hold links that open accounts. */
function mailPages(mails: ReceivedMail[]): Server {
  return createServer((request, response) => {
    const host = (request.headers.host ?? "").replace(/:\d+$/, "");
    if (host !== "localhost" && host !== "127.0.0.1") return void response.writeHead(403).end();
    const { pathname: path, searchParams } = new URL(request.url ?? "/", "http://localhost");
    if (path === "/mails.json") {
      const to = searchParams.get("to");
      response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
      return void response.end(JSON.stringify(mails.filter((mail) => to === null || mail.to.includes(to))));
    }
    const mail = mails.find(({ id }) => path === `/${id}`);
    const isKnown = path === "/" || mail !== undefined;
    response.writeHead(isKnown ? 200 : 404, {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    });
    response.end(mail ? messagePage(mail) : listPage(mails));
  });
}

function listen(server: NetServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}
