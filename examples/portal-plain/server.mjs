// A company's own portal: its pages, and the one address that makes tokens. Node 20 or newer, nothing else.
//
//   SAPA_URL=https://chat.example.com SAPA_API_TOKEN=sapa_… MEMBER=citra@example.com node server.mjs
//
// PORT (3000), FOLDER (the pages; `page` beside this file) and ORIGIN (http://localhost:PORT) may be set too.
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const { SAPA_URL = "http://localhost:8787", SAPA_API_TOKEN = "", MEMBER = "", PORT = "3000" } = process.env;
const FOLDER = process.env.FOLDER ?? join(import.meta.dirname, "page");
const ORIGIN = process.env.ORIGIN ?? `http://localhost:${PORT}`;
const COMPONENTS = (process.env.COMPONENTS ?? "inbox").split(",");

/** Whoever is signed in to YOUR product. Ask your own session here; this example knows one person. */
const memberOf = (_request) => MEMBER;

/** The API token never leaves this server. */
async function makeToken(member) {
  return fetch(`${SAPA_URL}/api/open/v1/embed_tokens`, {
    method: "POST",
    headers: { authorization: `Bearer ${SAPA_API_TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify({
      member,
      components: COMPONENTS,
      origin: ORIGIN,
      lifetime: Number(process.env.LIFETIME ?? 900),
    }),
  });
}

async function token(request, response) {
  // Only our own pages may ask: another site's page must not get a token for whoever is signed in here.
  const from = request.headers["sec-fetch-site"];
  const member = memberOf(request);
  if (request.method !== "POST" || (from && from !== "same-origin") || !member) return response.writeHead(403).end();
  try {
    const made = await makeToken(member);
    const text = await made.text();
    if (!made.ok) console.error(`Sapa answered ${made.status}: ${text}`);
    response
      .writeHead(made.ok ? 200 : 502, { "content-type": "application/json", "cache-control": "no-store" })
      .end(text);
  } catch (error) {
    console.error(`Sapa cannot be reached: ${error.message}`);
    response.writeHead(503).end();
  }
}

const socket = SAPA_URL.replace(/^http/, "ws");
const POLICY = [
  "default-src 'none'",
  `script-src 'self' ${SAPA_URL}`,
  "style-src 'self'",
  `connect-src 'self' ${SAPA_URL} ${socket}`,
  `img-src 'self' ${SAPA_URL} data: blob:`,
  `media-src ${SAPA_URL} blob:`,
  "base-uri 'none'",
  "form-action 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html vue angular",
].join("; ");
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

function page(path, response) {
  const file = join(FOLDER, normalize(path === "/" ? "/index.html" : path));
  if (!existsSync(file) || !(extname(file) in TYPES)) return response.writeHead(404).end();
  response.writeHead(200, {
    "content-type": `${TYPES[extname(file)]}; charset=utf-8`,
    "content-security-policy": POLICY,
  });
  if (extname(file) === ".html") response.end(readFileSync(file, "utf8").replaceAll("{{SAPA_URL}}", SAPA_URL));
  else createReadStream(file).pipe(response);
}

createServer((request, response) => {
  const { pathname } = new URL(request.url, ORIGIN);
  if (pathname === "/token") void token(request, response);
  else page(pathname, response);
}).listen(Number(PORT), "127.0.0.1", () => console.log(`The portal is at ${ORIGIN}`));
