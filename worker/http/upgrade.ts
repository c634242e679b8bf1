import { CODES, type Code, type Refusal, refusal } from "../../protocol/codes.ts";
import { CLOSE } from "../../protocol/limits.ts";
import { SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from "../../protocol/version.ts";
import { type AppContext, requestOrigin } from "./context.ts";
import { CALLER_HEADER, type Caller } from "./identity.ts";
import { callObject } from "./objects.ts";
import { codeOfStatus, problemResponse } from "./problem.ts";
import type { TokenVerdict } from "./tokens.ts";

/** Header in which an object names the code of a refused upgrade. */
const CODE_HEADER = "x-sapa-code";

type Upgrade<C extends Caller> = {
  /** Who holds the token, as of now. */
  identify(token: string): Promise<TokenVerdict<C["kind"]>>;
  /** Told the verified caller, e.g. for the log; may refuse. */
  admit(caller: C): Promise<Refusal | undefined>;
  /** A new stub at each call; undefined: the address names nothing that could exist. */
  object(caller: C): { fetch(request: Request): Promise<Response> } | undefined;
  wrongOrigin: Code;
};

/**
 * Opens a socket to an object. The token comes as the second subprotocol entry, never in the address; the object gets
 * a request of our own making that holds nothing of the client's but the wish for a socket.
 */
export async function openSocket<C extends Caller>(c: AppContext, upgrade: Upgrade<C>): Promise<Response> {
  const deny = (refused: Refusal): Response => problemResponse(refused, c.get("requestId"));
  const offer = readOffer(c);
  if ("code" in offer) return deny(offer);
  const verdict = await upgrade.identify(offer.token);
  if (!verdict.ok) return verdict.isEnded ? turnAway(verdict.refusal, deny) : deny(verdict.refusal);
  const caller = verdict.caller as unknown as C;
  if (requestOrigin(c) !== caller.origin) return deny(refusal(upgrade.wrongOrigin));
  const refused = await upgrade.admit(caller);
  if (refused !== undefined) return deny(refused);
  const called = await callObject(async () => upgrade.object(caller)?.fetch(requestFor(c, caller)));
  if (!called.ok) return deny(called.refusal);
  return called.value === undefined ? turnAway(refusal("not_found"), deny) : toAnswer(called.value, deny);
}

/** Refusals that a client must tell from a cut line, by the code a socket closes with. */
const CLOSE_CODES: Partial<Record<Code, number>> = {
  not_found: CLOSE.forbidden,
  forbidden: CLOSE.forbidden,
  "embed.origin": CLOSE.forbidden,
  unauthenticated: CLOSE.forbidden,
  token_expired: CLOSE.tokenEnded,
  too_many_sockets: CLOSE.rateLimited,
};

/**
 * Browsers show a page nothing of a refused upgrade, so a client would try for ever. Whoever has proven who they are is
 * let in and told by the way the socket closes; a foreign room and a missing one close alike.
 */
function turnAway(refused: Refusal, deny: (refused: Refusal) => Response): Response {
  const closeCode = CLOSE_CODES[refused.code];
  if (closeCode === undefined) return deny(refused);
  const { 0: client, 1: server } = new WebSocketPair();
  server.accept();
  server.close(closeCode, refused.code);
  return new Response(null, { status: 101, webSocket: client, headers: { "sec-websocket-protocol": SUBPROTOCOL } });
}

function readOffer(c: AppContext): { token: string } | Refusal {
  if (c.req.header("upgrade")?.toLowerCase() !== "websocket") return refusal("bad_request");
  const offered = (c.req.header("sec-websocket-protocol") ?? "").split(",").map((entry) => entry.trim());
  const token = offered.find((entry) => entry.startsWith(TOKEN_SUBPROTOCOL_PREFIX));
  if (!offered.includes(SUBPROTOCOL)) {
    const speaksAnother = offered.some((entry) => /^sapa\.v\d+$/.test(entry));
    return refusal(speaksAnother ? "version_too_old" : "bad_request");
  }
  if (token === undefined) return refusal("unauthenticated");
  return { token: token.slice(TOKEN_SUBPROTOCOL_PREFIX.length) };
}

/** Header values are bytes, names of people are not: everything above ASCII is escaped inside the JSON. */
const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

const requestFor = (c: AppContext, caller: Caller): Request =>
  new Request(`https://object.invalid${new URL(c.req.url).pathname}`, {
    headers: { upgrade: "websocket", "sec-websocket-protocol": SUBPROTOCOL, [CALLER_HEADER]: asciiJson(caller) },
  });

function toAnswer(response: Response, deny: (refused: Refusal) => Response): Response {
  if (response.webSocket !== null && response.status === 101)
    return new Response(null, {
      status: 101,
      webSocket: response.webSocket,
      headers: { "sec-websocket-protocol": SUBPROTOCOL },
    });
  const named = response.headers.get(CODE_HEADER) ?? "";
  return turnAway(refusal(named in CODES ? (named as Code) : codeOfStatus(response.status)), deny);
}
