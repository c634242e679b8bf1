import { timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { z } from "zod";
import { refusal } from "../../protocol/codes.ts";
import { commandIdSchema, memberCommandSchema, visitorCommandSchema } from "../../protocol/commands.schema.ts";
import { isOrganizationId, isRoomId } from "../../protocol/ids.ts";
import { uploadedSchema, uploadQuerySchema } from "../../protocol/inbox.schema.ts";
import { messageContentSchema } from "../../protocol/room-events.schema.ts";
import { acceptUpload } from "../files/accept.ts";
import type { AppEnv } from "../http/context.ts";
import { answer, type Endpoint, endpoint } from "../http/endpoint.ts";
import type { Caller } from "../http/identity.ts";
import { forgetOrganization } from "../http/members.ts";
import { callObject, organizationOf, roomOf } from "../http/objects.ts";
import { problemResponse } from "../http/problem.ts";
import { forgetWidgetsOf } from "../integrations/webchat/widget.ts";
import type { RehearsedCall, RoomContext } from "../room/contract.ts";

const KEY_HEADER = "x-sapa-dev-key";
const STEPS_MAX = 200;
const KEYS_PER_STEP = 40;

/** Without the setting there is no such address; with it, nothing happens without the key. */
export const requireDeveloper: MiddlewareHandler<AppEnv> = async (c, next) => {
  const expected = Buffer.from(c.env.SAPA_DEV_KEY ?? "");
  const given = Buffer.from(c.req.header(KEY_HEADER) ?? "");
  const isKnown = expected.length > 0 && given.length === expected.length && timingSafeEqual(given, expected);
  return isKnown ? next() : problemResponse(refusal("not_found"), c.get("requestId"));
};

// Written by our own scripts for our own data: callers and contexts are taken as they are, beyond what addresses need.
const step = { id: commandIdSchema, at: z.int().positive() };
const rehearseSchema = z.object({
  context: z.looseObject({
    roomId: z.string().refine(isRoomId),
    organizationId: z.string().refine(isOrganizationId),
  }),
  calls: z
    .array(
      z.union([
        z.object({
          ...step,
          caller: z.looseObject({ kind: z.enum(["visitor", "member"]) }),
          command: z.union([memberCommandSchema, visitorCommandSchema]),
        }),
        z.object({ ...step, bot: z.object({ botId: z.string(), name: z.string() }), content: messageContentSchema }),
      ]),
    )
    .max(STEPS_MAX),
});

const rehearse = endpoint(
  {
    method: "POST",
    path: "/api/dev/rehearse",
    audience: "developer",
    summary: "Play a past into a room: the same commands, each at its own time",
    body: rehearseSchema,
    keysMax: STEPS_MAX * KEYS_PER_STEP,
    answer: z.object({ headSeq: z.int(), refused: z.array(z.object({ id: z.string(), refusal: z.looseObject({}) })) }),
  },
  async ({ c, body }) => {
    const context = body.context as unknown as RoomContext;
    const calls = body.calls.map(
      (call): RehearsedCall => ("caller" in call ? { ...call, caller: call.caller as unknown as Caller } : call),
    );
    const called = await callObject(() => roomOf(c.env, context.roomId).rehearse({ context, calls }));
    return called.ok ? answer(called.value) : called;
  },
);

const file = endpoint(
  {
    method: "POST",
    path: "/api/dev/files",
    audience: "developer",
    summary: "A file for a made-up past: its ticket is named by a rehearsed message",
    query: uploadQuerySchema.extend({
      organizationId: z.string().refine(isOrganizationId),
      roomId: z.string().refine(isRoomId),
    }),
    answer: uploadedSchema,
    isUpload: true,
  },
  ({ c, query: { name, ...room } }) => acceptUpload(c, { ...room, channel: "web_chat" }, name),
);

const configChanged = endpoint(
  {
    method: "POST",
    path: "/api/dev/config-changed",
    audience: "developer",
    summary: "Read an organization's configuration anew, after it was changed in the database",
    body: z.strictObject({ organizationId: z.string().refine(isOrganizationId) }),
  },
  async ({ c, body: { organizationId } }) => {
    const called = await callObject(() => organizationOf(c.env, organizationId).configChanged());
    forgetOrganization(organizationId);
    forgetWidgetsOf(organizationId);
    return called.ok ? answer(undefined) : called;
  },
);

export const developerEndpoints: Endpoint[] = [rehearse, file, configChanged];
