import { CODES, type Code, type Refusal } from "../../protocol/codes.ts";
import type { AppContext } from "./context.ts";
import { openMessage } from "./open-messages.ts";

/** API-2: how the open API answers. Keys never change; messages are for people, in their language (I18N-6). */
export type OpenError = {
  status: "error";
  error: {
    /** The HTTP status. */
    code: number;
    key: string;
    messages: string[];
    /** Names of bad fields, `a/b` for one within another. */
    fields: { field: string; key: string; message: string }[];
    request_id: string;
  };
};

const SECONDS = 1_000;

export const openAnswer = (c: AppContext, data: unknown, status: 200 | 201 = 200): Response =>
  c.json({ status: "success", data: data ?? null, meta: {} }, status);

export function openRefusal(c: AppContext, refused: Refusal): Response {
  const { status } = CODES[refused.code];
  const language = languageOf(c);
  const fields = (refused.fields ?? []).map(({ pointer, code }) => ({ name: pointer.slice(1), code }));
  const say = (code: Code, ...names: string[]): string =>
    openMessage(code, language, { ...refused.params, field: names.filter(Boolean).join("`, `") || "body" });
  const body: OpenError = {
    status: "error",
    error: {
      code: status,
      key: refused.code,
      messages: [say(refused.code, ...fields.filter(({ code }) => code === refused.code).map(({ name }) => name))],
      fields: fields.map(({ name, code }) => ({ field: name, key: code, message: say(code, name) })),
      request_id: c.get("requestId"),
    },
  };
  const headers: Record<string, string> = { "content-language": language };
  if (status === 401) headers["www-authenticate"] = "Bearer";
  if (refused.retryAfterMs !== undefined)
    headers["retry-after"] = String(Math.max(1, Math.ceil(refused.retryAfterMs / SECONDS)));
  return c.json(body, status as 400, headers);
}

/** Indonesian if it is asked for before English; English if neither is. */
function languageOf(c: AppContext): "en" | "id" {
  const wished = (c.req.header("accept-language") ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...rest] = part.trim().toLowerCase().split(";");
      const weight = Number(/^\s*q=([\d.]+)/.exec(rest.join(";"))?.[1] ?? 1);
      return { language: tag.split("-")[0] ?? "", weight };
    })
    .filter(({ language, weight }) => (language === "id" || language === "en") && weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  return wished[0]?.language === "id" ? "id" : "en";
}
