import { createHash, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { refusal } from "../../protocol/codes.ts";
import type { Env } from "../env.ts";
import { type AppEnv, clientNetwork } from "../http/context.ts";
import { problemResponse } from "../http/problem.ts";
import { overRate, undoRate } from "../http/rate.ts";

const KEY_CHARACTERS_MIN = 32;
const WRONG_KEYS = { name: "operator.key", max: 10, windowMs: 15 * 60_000 };
const BEARER = /^Bearer (\S+)$/;
const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** A key that is too short to be safe is none. */
export const isOperatorOn = ({ SAPA_OPERATOR_KEY }: Pick<Env, "SAPA_OPERATOR_KEY">): boolean =>
  (SAPA_OPERATOR_KEY ?? "").length >= KEY_CHARACTERS_MIN;

/** Without the setting there is no such address; with it, nothing happens without the key. */
export const requireOperator: MiddlewareHandler<AppEnv> = async (c, next) => {
  const expected = c.env.SAPA_OPERATOR_KEY ?? "";
  if (!isOperatorOn(c.env)) return problemResponse(refusal("not_found"), c.get("requestId"));
  const place = [clientNetwork(c)];
  // Counted before the key is looked at, so that many tries at once are as limited as one after the other.
  const tooMany = overRate(c, WRONG_KEYS, place);
  if (tooMany !== undefined) return problemResponse(tooMany, c.get("requestId"));
  const given = BEARER.exec(c.req.header("authorization") ?? "")?.[1] ?? "";
  if (!timingSafeEqual(digest(given), digest(expected)))
    return problemResponse(refusal("unauthenticated"), c.get("requestId"));
  undoRate(WRONG_KEYS, place);
  return next();
};
