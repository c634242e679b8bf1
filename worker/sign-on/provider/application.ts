import { timingSafeEqual } from "node:crypto";
import type { Database } from "../../db/client.ts";
import { type AppContext, clientNetwork } from "../../http/context.ts";
import { overRate } from "../../http/rate.ts";
import { secretTokenHash } from "../../http/secret-tokens.ts";
import { oauthError } from "./form.ts";
import { type Application, applicationOf } from "./store.ts";

const WRONG_SECRETS = { name: "oidc.secret", max: 20, windowMs: 5 * 60_000 };
const BASIC = /^Basic ([A-Za-z0-9+/]+={0,2})$/i;

type Shown = { clientId: string; secret: string | null; isBasic: boolean };
export type Authenticated = { ok: true; application: Application } | { ok: false; response: Response };

/** Which application asks: by HTTP Basic, by its form, or, for a public one, by its name alone (RFC 6749 §2.3). */
export async function authenticate(c: AppContext, db: Database, form: URLSearchParams): Promise<Authenticated> {
  const shown = shownBy(c.req.header("authorization"), form);
  const application = shown && (await applicationOf(db, shown.clientId));
  // Looked at first: an office, or one bad neighbour in it, must not lock out the application that knows its secret.
  if (shown && application && isRight(application, shown.secret)) return { ok: true, application };
  const tooMany = overRate(c, WRONG_SECRETS, [clientNetwork(c), application?.clientId ?? ""]);
  const response = tooMany ? oauthError("temporarily_unavailable", "Too many tries", 429) : invalidClient(c);
  return { ok: false, response };
}

/** null: shown in no way, or in two. */
function shownBy(header: string | undefined, form: URLSearchParams): Shown | null {
  const [named, secret] = [form.get("client_id"), form.get("client_secret")];
  if (header === undefined) return named === null ? null : { clientId: named, secret, isBasic: false };
  const [id, ...rest] = Buffer.from(BASIC.exec(header)?.[1] ?? "", "base64")
    .toString()
    .split(":")
    .map(formDecoded);
  const isTwice = secret !== null || (named !== null && named !== id);
  return id === undefined || rest.length !== 1 || isTwice
    ? null
    : { clientId: id, secret: rest[0] ?? "", isBasic: true };
}

/** RFC 6749 §2.3.1: both halves are form-encoded. */
const formDecoded = (text: string): string => new URLSearchParams(`x=${text.replaceAll("&", "%26")}`).get("x") ?? "";

function isRight({ secretHash: expected }: Application, secret: string | null): boolean {
  if (expected === null) return secret === null || secret === "";
  const [a, b] = [Buffer.from(expected), Buffer.from(secretTokenHash(secret ?? ""))];
  return a.length === b.length && timingSafeEqual(a, b);
}

function invalidClient(c: AppContext): Response {
  const isBasic = c.req.header("authorization") !== undefined;
  const headers = isBasic ? new Headers({ "www-authenticate": 'Basic realm="Sapa"' }) : null;
  return oauthError("invalid_client", "The application or its secret is not known here", 401, headers);
}
