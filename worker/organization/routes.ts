import type { z } from "zod";
import { newCommandId } from "../../protocol/ids.ts";
import { expiredCountsSchema, jobSchema, nextRoomSchema, resolveExpiredSchema } from "../../protocol/inbox.schema.ts";
import type { AppContext } from "../http/context.ts";
import { type Answer, answer, type Endpoint, endpoint, refuse } from "../http/endpoint.ts";
import { commandIdOf, IDEMPOTENCY_HEADER } from "../http/idempotency.ts";
import { callObject, organizationOf } from "../http/objects.ts";
import { overRate } from "../http/rate.ts";
import { archiveEndpoints } from "./archive/routes.ts";
import { isJobFor } from "./feed.ts";

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
    // Under one id it is safe to ask twice, here and by whoever heard no answer and sends the same one again.
    const key = c.req.header(IDEMPOTENCY_HEADER) === undefined ? { id: newCommandId() } : commandIdOf(c);
    if ("code" in key) return refuse(key);
    const called = await callObject(() => hubOf(c).takeNext({ member: memberIn(c), id: key.id }));
    if (!called.ok) return called;
    return called.value.ok ? answer({ roomId: called.value.roomId }) : called.value;
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
    const id = newCommandId();
    const called = await callObject(() => hubOf(c).resolveExpired({ member: memberIn(c), id, choice: body }));
    if (!called.ok) return called;
    return called.value.ok ? answer(called.value.job, 201) : refuse(called.value.refusal);
  },
);

const currentJob = endpoint(
  {
    method: "GET",
    path: "/api/v1/jobs/current",
    audience: "member",
    action: "menu.inbox",
    summary: "The job that runs, or the last that ended within a day; null: none",
    answer: jobSchema.nullable(),
  },
  async ({ c }) => {
    const called = await callObject(() => hubOf(c).job());
    if (!called.ok) return called;
    const job = called.value;
    return answer(job !== null && isJobFor(job, memberIn(c)) ? job : null);
  },
);

export const organizationEndpoints: Endpoint[] = [next, expired, resolveExpired, currentJob, ...archiveEndpoints];
