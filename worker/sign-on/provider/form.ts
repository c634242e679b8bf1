import { readBounded } from "../../http/body.ts";
import type { AppContext } from "../../http/context.ts";
import { isMuddled } from "./rules.ts";

const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(;.*)?$/i;
const FORM_BYTES_MAX = 16 * 1024;

/** The body of a form; null: another kind, too large, or with a parameter twice. */
export async function readForm(c: AppContext): Promise<URLSearchParams | null> {
  if (!FORM_TYPE.test(c.req.header("content-type") ?? "")) return null;
  const bytes = await readBounded(c.req.raw.body, FORM_BYTES_MAX);
  if (bytes === undefined) return null;
  const form = new URLSearchParams(new TextDecoder().decode(bytes));
  return isMuddled(form) ? null : form;
}

/** What an address asks, without what stands there twice; null then. */
export function readQuery(c: AppContext): URLSearchParams | null {
  const { searchParams } = new URL(c.req.url);
  return isMuddled(searchParams) ? null : searchParams;
}

/** RFC 6749 §5.2. */
export function oauthError(
  error: string,
  description: string,
  status: 400 | 401 | 429 = 400,
  more: Headers | null = null,
) {
  const headers = new Headers(more ?? {});
  headers.set("content-type", "application/json");
  headers.set("cache-control", "no-store");
  return new Response(JSON.stringify({ error, error_description: description }), { status, headers });
}
