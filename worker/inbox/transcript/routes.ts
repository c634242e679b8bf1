import type { Refusal } from "../../../protocol/codes.ts";
import { refusal } from "../../../protocol/codes.ts";
import { type TranscriptQuery, transcriptQuerySchema } from "../../../protocol/inbox.schema.ts";
import type { AppContext } from "../../http/context.ts";
import { type Answer, type Endpoint, endpoint, refuse } from "../../http/endpoint.ts";
import type { Caller } from "../../http/identity.ts";
import { organizationConfig } from "../../http/members.ts";
import { callObject, roomOf } from "../../http/objects.ts";
import { overRate } from "../../http/rate.ts";
import { roomIdIn } from "../request.ts";
import { wholeLog } from "./log.ts";
import { transcriptOf } from "./rules.ts";

const TRANSCRIPTS = { name: "transcript", max: 20, windowMs: 60_000 };

type Asked = { caller: Caller; roomId: string; query: TranscriptQuery; customerName: string | null };

const refusedAs = (refused: Refusal): Answer<undefined> => refuse(refused);

async function transcript(c: AppContext, { caller, roomId, query, customerName }: Asked) {
  const organizationId = caller.kind === "member" ? caller.member.organizationId : caller.organizationId;
  const reader = caller.kind === "member" ? caller.member.memberId : caller.visitorId;
  const tooMany = overRate(c, TRANSCRIPTS, [organizationId, reader]);
  if (tooMany) return refusedAs(tooMany);
  const config = await organizationConfig(c.env, organizationId);
  if (!config) return refusedAs(refusal("unavailable"));
  const log = await wholeLog(c.env, caller, roomId);
  if ("code" in log) return refusedAs(log);
  const text = transcriptOf(log.events, {
    language: query.language ?? browserLanguage(c) ?? config.language,
    timeZone: query.timeZone ?? config.timeZone,
    organizationName: config.name,
    customerName,
    isCut: log.isCut,
  });
  return new Response(text, {
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "content-disposition": `attachment; filename="transcript-${new Date().toISOString().slice(0, 10)}.txt"`,
      "cache-control": "no-store",
    },
  });
}

function browserLanguage(c: AppContext): "en" | "id" | undefined {
  const wish = c.req.header("accept-language")?.slice(0, 2).toLowerCase();
  return wish === "en" || wish === "id" ? wish : undefined;
}

const ofMember = endpoint(
  {
    method: "GET",
    path: "/api/v1/rooms/:roomId/transcript",
    audience: "member",
    action: "room.history",
    summary: "The room's conversation as plain text, without what is for staff only",
    query: transcriptQuerySchema,
    codes: ["not_found", "rate_limited", "unavailable", "bad_request"],
  },
  async ({ c, query }) => {
    const roomId = roomIdIn(c);
    if (roomId === undefined) return refusedAs(refusal("not_found"));
    const called = await callObject(() => roomOf(c.env, roomId).summary({ caller: c.get("member") }));
    if (!called.ok) return called;
    if (called.value === null) return refusedAs(refusal("not_found"));
    const { contact } = called.value;
    const customerName = contact.name ?? contact.email ?? contact.phone ?? CUSTOMER[query.language ?? "en"];
    return transcript(c, { caller: c.get("member"), roomId, query, customerName });
  },
);

const CUSTOMER = { en: "Customer", id: "Pelanggan" };

const ofVisitor = endpoint(
  {
    method: "GET",
    path: "/widget/v1/transcript",
    audience: "visitor",
    summary: "The visitor's own conversation as plain text",
    query: transcriptQuerySchema,
    codes: ["not_found", "rate_limited", "unavailable", "bad_request"],
  },
  ({ c, query }) => {
    const caller = c.get("visitor");
    return transcript(c, { caller, roomId: caller.roomId, query, customerName: null });
  },
);

export const transcriptEndpoints: Endpoint[] = [ofMember, ofVisitor];
