import type { Handler, Hono, MiddlewareHandler } from "hono";
import type { z } from "zod";
import { type Code, type Refusal, refusal } from "../../protocol/codes.ts";
import { type Action, can } from "../../protocol/roles.ts";
import { readJson } from "./body.ts";
import type { AppContext, AppEnv } from "./context.ts";
import { problemResponse } from "./problem.ts";
import { validate } from "./validate.ts";

/** Who may call: decides which guard stands before the handler. */
export type Audience = "anyone" | "page" | "session" | "member" | "visitor" | "widget" | "link" | "developer";

export type Answer<T> = { ok: true; value: T; status?: 200 | 201 } | { ok: false; refusal: Refusal };
export const answer = <T>(value: T, status: 200 | 201 = 200): Answer<T> => ({ ok: true, value, status });
export const refuse = (refusal: Refusal): { ok: false; refusal: Refusal } => ({ ok: false, refusal });

type Input<B, Q> = { c: AppContext; body: B; query: Q };

type Spec<B, Q, A> = {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** Hono pattern; path parameters are checked by the handler. */
  path: string;
  audience: Audience;
  /** What a member's role must allow; without it every member may. Nothing of the request is read before. */
  action?: Action;
  summary: string;
  body?: z.ZodType<B>;
  /** More keys than `LIMITS.jsonKeys`, for the rare body that is a long list. */
  keysMax?: number;
  /** Code of a value in the body that has the right type and lies outside its bounds; `bad_request` unless a form sends it. */
  outOfRange?: Code;
  query?: z.ZodType<Q>;
  answer?: z.ZodType<A>;
  /** Headers the caller must send besides those of its audience. */
  headers?: string[];
  /** Refusals of its own, besides those of its audience and shape. */
  codes?: Code[];
  isSocket?: boolean;
  /** The body is a file's bytes, read by the handler as they come. */
  isUpload?: boolean;
};

export type Endpoint = Spec<unknown, unknown, unknown> & { handler: Handler<AppEnv> };

/** One route: its shape for validation and OpenAPI, and what it does. A handler that returns a Response sends just that. */
export function endpoint<B = undefined, Q = undefined, A = undefined>(
  spec: Spec<B, Q, A>,
  work: (input: Input<B, Q>) => Promise<Answer<A> | Response>,
): Endpoint {
  const handler: Handler<AppEnv> = async (c) => {
    if (!isAllowed(c, spec.action)) return problemResponse(refusal("forbidden"), c.get("requestId"));
    const read = await readInput(c, spec);
    if (!read.ok) return problemResponse(read.refusal, c.get("requestId"));
    const result = await work({ c, ...read.value });
    if (result instanceof Response) return result;
    if (!result.ok) return problemResponse(result.refusal, c.get("requestId"));
    return result.value === undefined ? c.body(null, 204) : c.json(result.value as object, result.status ?? 200);
  };
  return { ...(spec as Spec<unknown, unknown, unknown>), handler };
}

/** ROLE-17. */
function isAllowed(c: AppContext, action: Action | undefined): boolean {
  if (action === undefined) return true;
  const { role, settings } = c.get("member").member;
  return can(role, action, settings);
}

async function readInput<B, Q, A>(c: AppContext, spec: Spec<B, Q, A>): Promise<Answer<{ body: B; query: Q }>> {
  const query = spec.query ? validate(c.req.query(), spec.query) : { ok: true as const, value: undefined as Q };
  if (!query.ok) return query;
  const body = spec.body ? await readJson(c.req.raw, spec.body, spec) : { ok: true as const, value: undefined as B };
  return body.ok ? answer({ body: body.value, query: query.value }) : body;
}

export type Guards = Record<Audience, MiddlewareHandler<AppEnv>[]>;

/** Fixed names before parameters: `/rooms/next` is no room called "next", in whatever order features list their routes. */
const byParameters = (a: Endpoint, b: Endpoint): number => parametersIn(a).localeCompare(parametersIn(b));
const parametersIn = ({ path }: Endpoint): string => path.replaceAll(/[^/]+/g, (part) => (part[0] === ":" ? "1" : "0"));

export function mount(app: Hono<AppEnv>, endpoints: Endpoint[], guards: Guards): void {
  for (const one of endpoints.toSorted(byParameters))
    app.on(one.method, [one.path], ...guards[one.audience], one.handler);
}
