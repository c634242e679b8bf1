import { type BadField, lengthOf } from "./form-rules.ts";

const ORIGIN_LENGTH = 300;
const LOCAL_HOSTS = ["localhost", "127.0.0.1"];
const ORIGIN = /^(https?):\/\/[^\s/?#@\\*%]+$/i;

export type DomainCheck =
  | { ok: true; domain: string }
  | { ok: false; code: "required" | "too_long" | "widget.slash" | "widget.domain"; params?: BadField["params"] };

/**
 * WIDGET-2: the one origin of a widget as browsers write it: lower case, punycode, without the port that goes without
 * saying. Else what is wrong, `params.wrong` being what was typed and `params.right` what was probably meant.
 */
export function checkDomain(text: string): DomainCheck {
  const wrong = text.trim();
  if (wrong === "") return { ok: false, code: "required" };
  const length = lengthOf(wrong);
  const max = ORIGIN_LENGTH;
  if (length > max) return { ok: false, code: "too_long", params: { max, length } };
  const domain = originIn(wrong);
  if (domain !== null) return { ok: true, domain };
  const trimmed = originIn(wrong.replace(/\/+$/, ""));
  if (trimmed !== null) return { ok: false, code: "widget.slash", params: { wrong, right: trimmed } };
  const right = guess(wrong);
  return { ok: false, code: "widget.domain", params: right === null ? { wrong } : { wrong, right } };
}

function originIn(text: string): string | null {
  if (!ORIGIN.test(text) || !URL.canParse(text)) return null;
  const { protocol, hostname, origin } = new URL(text);
  if (hostname.endsWith(".") || origin.length > ORIGIN_LENGTH) return null;
  return protocol === "https:" || LOCAL_HOSTS.includes(hostname) ? origin : null;
}

const SCHEME = /^(?:https?:|(?:[a-z][a-z0-9+.-]*:)?(?=[/\\]))[/\\]*/i;
const HOST = /^(?:[^/?#\s]*@)?(?:\*\.)?([^\s/?#@\\*%:]+)(:\d+)?(?=$|[/?#\\])/;

/** The host that somebody meant who pasted an address, forgot the scheme, or wished for all subdomains. */
function guess(text: string): string | null {
  const [, typed = "", port = ""] = HOST.exec(text.replace(SCHEME, "")) ?? [];
  const host = typed.replace(/\.+$/, "");
  if (LOCAL_HOSTS.includes(host.toLowerCase())) return originIn(`http://${host}${port}`);
  return host.includes(".") ? originIn(`https://${host}${port}`) : null;
}
