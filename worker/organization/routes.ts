import type { z } from "zod";
import { refusal } from "../../protocol/codes.ts";
import { expiredCountsSchema, jobSchema, nextRoomSchema, resolveExpiredSchema } from "../../protocol/inbox.schema.ts";
import { asUnavailable } from "../db/unavailable.ts";
import type { AppContext } from "../http/context.ts";
import { type Answer, answer, type Endpoint, endpoint, refuse } from "../http/endpoint.ts";
import { callObject, organizationOf } from "../http/objects.ts";
import { overRate } from "../http/rate.ts";

/** Each press may give a room away, and each job touches many. */
const TAKES = { name: "member.next", max: 30, windowMs: 60_000 };
const JOBS = { name: "member.job", max: 10, windowMs: 60_000 };

const memberIn = (c: AppContext) => c.get("member").member;
const hubOf = (c: AppContext) => organizationOf(c.env, memberIn(c).organizationId);
const placeOf = (c: AppContext): string[] => [memberIn(c).organizationId, memberIn(c).memberId];

const next = endpoint(
  {
    method: "POST",
    path: "/api/v1/rooms/next",
    audience: "member",
    action: "room.take",
    summary: "Takes the unassigned room whose customer has waited longest; null: none waits",
    answer: nextRoomSchema,
    codes: ["forbidden", "rate_limited", "unavailable"],
  },
  async ({ c }): Promise<Answer<z.infer<typeof nextRoomSchema>>> => {
    const tooMany = overRate(c, TAKES, placeOf(c));
    if (tooMany !== undefined) return refuse(tooMany);
    try {
      // Asked once: asked twice, it could give two rooms.
      const taken = await hubOf(c).takeNext({ member: memberIn(c) });
      return taken.ok ? answer({ roomId: taken.roomId }) : taken;
    } catch (error) {
      const isPassing = (error as { retryable?: boolean }).retryable === true || asUnavailable(error) !== null;
      if (!isPassing) throw error;
      return refuse(refusal("unavailable", { retryAfterMs: 1_000 }));
    }
  },
);

const expired = endpoint(
  {
    method: "GET",
    path: "/api/v1/rooms/resolve-expired",
    audience: "member",
    action: "room.resolveExpired",
    summary: "How many expired rooms this member sees, by group of channels",
    answer: expiredCountsSchema,
    codes: ["forbidden"],
  },
  async ({ c }) => {
    const called = await callObject(() => hubOf(c).expiredCounts({ member: memberIn(c) }));
    return called.ok ? answer(called.value) : called;
  },
);

const resolveExpired = endpoint(
  {
    method: "POST",
    path: "/api/v1/rooms/resolve-expired",
    audience: "member",
    action: "room.resolveExpired",
    summary: "Starts the job that closes expired rooms; its progress comes over the feed",
    body: resolveExpiredSchema,
    answer: jobSchema,
    codes: ["forbidden", "resolve_all.running", "resolve_all.nothing", "rate_limited"],
  },
  async ({ c, body }) => {
    const tooMany = overRate(c, JOBS, placeOf(c));
    if (tooMany !== undefined) return refuse(tooMany);
    const called = await callObject(() => hubOf(c).resolveExpired({ member: memberIn(c), choice: body }));
    if (!called.ok) return called;
    return called.value.ok ? answer(called.value.job, 201) : refuse(called.value.refusal);
  },
);

const currentJob = endpoint(
  {
    method: "GET",
    path: "/api/v1/jobs/current",
    audience: "member",
    summary: "The job that runs, or the last that ended within a day; null: none",
    answer: jobSchema.nullable(),
  },
  async ({ c }) => {
    const called = await callObject(() => hubOf(c).job());
    return called.ok ? answer(called.value) : called;
  },
);

export const organizationEndpoints: Endpoint[] = [next, expired, resolveExpired, currentJob];
