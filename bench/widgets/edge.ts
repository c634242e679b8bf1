import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import type { WidgetContender } from "./contenders.ts";

/** A body that went over the wire. `at`: when it had been sent, ms since 1970. */
export type Transfer = { path: string; rawBytes: number; wireBytes: number; at: number };

/**
 * What stands between visitors and servers: compresses as an edge does, and counts. It serves the site that chats are
 * guests of, chats of others whole, and passes on what it does not know.
 */
export interface Edge {
  /** The chats' origin. */
  readonly url: string;
  /** The site's origin, which answers the same. */
  readonly siteUrl: string;
  /** Everything of chats that was transferred since the last call. */
  take(): Transfer[];
  serve(served: Served): void;
  /** What the site's page is from now on. */
  show(page: string): void;
  stop(): Promise<void>;
}

export type Served = Pick<WidgetContender, "files" | "answers">;

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};
const OF_THE_SITE = /^\/($|art\/|favicon)/;
const STATIC_QUALITY = 11;
const ANSWER_QUALITY = 5;

type Body = { status: number; headers: Record<string, string>; bytes: Buffer; isStatic: boolean };

/** @param upstream asked for a path, gives the address of the server that has it; for whatever no contender serves */
export async function startEdge(upstream: () => string | undefined): Promise<Edge> {
  let transfers: Transfer[] = [];
  const contenders: Served[] = [];
  let page = "";
  const packed = new Map<string, Buffer>();

  const send = (request: IncomingMessage, response: ServerResponse, body: Body): void => {
    const path = request.url ?? "/";
    const wire = /\bbr\b/.test(String(request.headers["accept-encoding"])) ? pack(path, body) : body.bytes;
    const encoding = wire === body.bytes ? {} : { "Content-Encoding": "br", Vary: "Accept-Encoding" };
    response.writeHead(body.status, { ...body.headers, ...encoding, "Content-Length": String(wire.byteLength) });
    response.end(wire, () => {
      if (request.method !== "OPTIONS" && !OF_THE_SITE.test(path))
        transfers.push({ path, rawBytes: body.bytes.byteLength, wireBytes: wire.byteLength, at: Date.now() });
    });
  };
  const pack = (path: string, { bytes, isStatic }: Body): Buffer => {
    const known = isStatic ? packed.get(path) : undefined;
    if (known) return known;
    const quality = isStatic ? STATIC_QUALITY : ANSWER_QUALITY;
    const made = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
    const smaller = made.byteLength < bytes.byteLength ? made : bytes;
    if (isStatic) packed.set(path, smaller);
    return smaller;
  };

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname } = new URL(request.url ?? "/", "http://edge");
    if (pathname === "/") return void response.writeHead(200, { "Content-Type": TYPES[".html"] }).end(page);
    const own = answerOf(contenders, pathname) ?? fileOf(contenders, pathname);
    Promise.resolve(own ?? forward(upstream(), request)).then(
      (body) => send(request, response, body),
      () => response.writeHead(502).end(),
    );
  };
  const servers = await Promise.all([listening(answer), listening(answer)]);
  return {
    url: addressOf(servers[0]),
    siteUrl: addressOf(servers[1]),
    take() {
      const taken = transfers;
      transfers = [];
      return taken;
    },
    serve: (served) => void contenders.push(served),
    show(given) {
      page = given;
    },
    async stop() {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

function listening(answer: RequestListener): Promise<Server> {
  const server = createServer(answer);
  return new Promise((resolve) => server.listen(0, "localhost", () => resolve(server)));
}

function addressOf(server: Server): string {
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("The edge has no port");
  return `http://localhost:${address.port}`;
}

const FOR_ALL = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*" };

function answerOf(contenders: readonly Served[], path: string): Body | undefined {
  const answer = contenders.map(({ answers }) => answers?.[path]).find((one) => one !== undefined);
  if (answer === undefined) return undefined;
  const headers = { ...FOR_ALL, "Content-Type": "application/json" };
  return { status: 200, headers, bytes: Buffer.from(JSON.stringify(answer)), isStatic: false };
}

function fileOf(contenders: readonly Served[], path: string): Body | undefined {
  const [, prefix = "", ...rest] = path.split("/");
  const files = contenders.map((one) => one.files).find((one) => one?.prefix === prefix);
  if (!files) return undefined;
  const inside = join(files.folder, normalize(`/${rest.join("/") || "index.html"}`));
  if (!existsSync(inside) || !statSync(inside).isFile()) return undefined;
  const headers = { ...FOR_ALL, "Content-Type": TYPES[extname(inside)] ?? "application/octet-stream" };
  return { status: 200, headers, bytes: readFileSync(inside), isStatic: true };
}

const PASSED_ON = ["origin", "content-type", "authorization", "access-control-request-method", "accept"];

/** Compression, length and connection are ours; everything else goes through. */
async function forward(base: string | undefined, request: IncomingMessage): Promise<Body> {
  const headers = Object.fromEntries(
    PASSED_ON.flatMap((name) => (request.headers[name] ? [[name, String(request.headers[name])]] : [])),
  );
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const body = parts.length > 0 ? { body: Buffer.concat(parts) } : {};
  const answer = await fetch(`${base}${request.url}`, { method: request.method ?? "GET", headers, ...body });
  const given = Object.fromEntries(
    [...answer.headers].filter(([name]) => !/^(content-(length|encoding)|connection|transfer-encoding)$/.test(name)),
  );
  const isStatic = answer.ok && !request.url?.startsWith("/widget/v1");
  return { status: answer.status, headers: given, bytes: Buffer.from(await answer.arrayBuffer()), isStatic };
}
