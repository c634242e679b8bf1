import type { Handler, Hono, MiddlewareHandler } from "hono";
import type { z } from "zod";
import { type Code, type Refusal, refusal } from "../../protocol/codes.ts";
import { type Action, allows, type MemberIdentity } from "../../protocol/roles.ts";
import { readJson } from "./body.ts";
import type { AppContext, AppEnv } from "./context.ts";
import { openAnswer, openRefusal } from "./open-envelope.ts";
import { problemResponse } from "./problem.ts";
import { overRate, type RateLimit } from "./rate.ts";
import { validate } from "./validate.ts";

/** Who may call: decides which guard stands before the handler. */
export type Audience =
  | "anyone"
  | "page"
  | "session"
  | "member"
  | "visitor"
  | "widget"
  | "link"
  | "apiToken"
  | "operator"
  | "developer";

export type Answer<T> = { ok: true; value: T; status?: 200 | 201 } | { ok: false; refusal: Refusal };
export const answer = <T>(value: T, status: 200 | 201 = 200): Answer<T> => ({ ok: true, value, status });
export const refuse = (refusal: Refusal): { ok: false; refusal: Refusal } => ({ ok: false, refusal });

type Input<B, Q> = { c: AppContext; body: B; query: Q };

type Spec<B, Q, A> = {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** Hono pattern; path parameters are checked by the handler. */
  path: string;
  audience: Audience;
  /**
   * What a member's role, and a portal's token, must allow; without it every member may, and no portal's token. Nothing of
   * the request is read before.
   */
  action?: Action;
  /** Needs no right, also of a portal's token: what every component asks for. */
  isForEveryone?: true;
  /** Changes nothing although it is no GET, so that a token that only reads may call it. */
  isReading?: true;
  /** How often one member may call; endpoints that share a limit count together. Only for the audience `member`. */
  rate?: RateLimit;
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
    if (!isAllowed(c, spec)) return problemResponse(refusal("forbidden"), c.get("requestId"));
    const isOpen = spec.audience === "apiToken";
    const deny = (refused: Refusal): Response =>
      isOpen ? openRefusal(c, refused) : problemResponse(refused, c.get("requestId"));
    const tooMany = spec.rate && overRateOfMember(c, spec.rate);
    if (tooMany) return deny(tooMany);
    const read = await readInput(c, spec);
    if (!read.ok) return deny(read.refusal);
    const result = await work({ c, ...read.value });
    if (result instanceof Response) return result;
    if (!result.ok) return deny(result.refusal);
    if (isOpen) return openAnswer(c, result.value, result.status);
    return result.value === undefined ? c.body(null, 204) : c.json(result.value as object, result.status ?? 200);
  };
  return { ...(spec as Spec<unknown, unknown, unknown>), handler };
}

type Asked = Pick<Endpoint, "audience" | "method" | "action" | "isForEveryone" | "isReading">;

/** ROLE-17, EMBED-3. A portal's token opens what one of its components is for, and nothing that was only forgotten. */
export function mayCall(member: MemberIdentity, { method, action, isForEveryone, isReading }: Asked): boolean {
  if (action !== undefined && !allows(member, action)) return false;
  const { scope } = member;
  if (!scope) return true;
  if (action === undefined && !isForEveryone) return false;
  return !scope.isReadOnly || method === "GET" || isReading === true;
}

const isAllowed = (c: AppContext, one: Asked): boolean =>
  one.audience !== "member" || mayCall(c.get("member").member, one);

function overRateOfMember(c: AppContext, rate: RateLimit): Refusal | undefined {
  const { organizationId, memberId } = c.get("member").member;
  return overRate(c, rate, [organizationId, memberId]);
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
