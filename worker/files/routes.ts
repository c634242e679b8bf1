import type { MiddlewareHandler } from "hono";
import { refusal } from "../../protocol/codes.ts";
import { isOrganizationId, isRoomId } from "../../protocol/ids.ts";
import { fileLinkListSchema, fileLinksSchema, uploadedSchema, uploadQuerySchema } from "../../protocol/inbox.schema.ts";
import { LIMITS } from "../../protocol/limits.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import { type AppContext, type AppEnv, clientNetwork } from "../http/context.ts";
import { type Answer, answer, type Endpoint, endpoint, refuse } from "../http/endpoint.ts";
import type { VisitorCaller } from "../http/identity.ts";
import { callObject, roomOf } from "../http/objects.ts";
import { overRate } from "../http/rate.ts";
import { acceptUpload } from "./accept.ts";
import { type FilePlace, isFileId, isGoodLink, keyOf, linksFor } from "./links.ts";
import { quietPage, serveFile } from "./serve.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const UPLOADS = { name: "file.upload", max: LIMITS.uploadsPerMinute, windowMs: MINUTE_MS };
/** Ten files in ten minutes, all at once if need be: a stranger must not fill the storage. */
const UPLOADS_OF_VISITOR = { name: "file.upload.visitor", max: 60, windowMs: HOUR_MS };
/** A visitor is made at will, an address is not. */
const UPLOADS_OF_PLACE = { name: "file.upload.place", max: 4 * UPLOADS_OF_VISITOR.max, windowMs: HOUR_MS };
const LINKS = { name: "file.links", max: 600, windowMs: MINUTE_MS };

const UPLOAD_CODES = ["msg.file_size", "msg.file_type", "required", "rate_limited", "bad_request"] as const;

/** The room as this member sees it now; what may not be seen is not there. */
async function memberRoom(c: AppContext): Promise<Answer<RoomSummary>> {
  const roomId = c.req.param("roomId") ?? "";
  if (!isRoomId(roomId)) return refuse(refusal("not_found"));
  const called = await callObject(() => roomOf(c.env, roomId).summary({ caller: c.get("member") }));
  if (!called.ok) return called;
  return called.value === null ? refuse(refusal("not_found")) : answer(called.value);
}

/** The visitor's room while it is theirs: a token outlives that by some minutes (WIDGET-20). */
async function visitorRoom(c: AppContext): Promise<Answer<VisitorCaller>> {
  const caller = c.get("visitor");
  const called = await callObject(() => roomOf(c.env, caller.roomId).history({ caller, limit: 1 }));
  if (!called.ok) return called;
  return called.value.ok ? answer(caller) : refuse(called.value.refusal);
}

/** What the room would refuse when the message came is refused before the bytes are sent for nothing (MSG-3, BLOCK-3). */
function refusedHere({ isBlocked, status }: RoomSummary): ReturnType<typeof refuse> | null {
  if (isBlocked) return refuse(refusal("block.active"));
  if (status === "resolved") return refuse(refusal("room.resolved"));
  return status === "campaign" ? refuse(refusal("room.campaign")) : null;
}

const memberUpload = endpoint(
  {
    method: "POST",
    path: "/api/v1/rooms/:roomId/files",
    audience: "member",
    action: "room.reply",
    summary: "A file for a message of this room, as bytes; nothing is sent until a message names its ticket",
    query: uploadQuerySchema,
    answer: uploadedSchema,
    isUpload: true,
    codes: ["not_found", "block.active", "room.resolved", "room.campaign", ...UPLOAD_CODES],
  },
  async ({ c, query }) => {
    const { organizationId, memberId } = c.get("member").member;
    const tooMany = overRate(c, UPLOADS, [organizationId, memberId]);
    if (tooMany !== undefined) return refuse(tooMany);
    const room = await memberRoom(c);
    if (!room.ok) return room;
    return refusedHere(room.value) ?? acceptUpload(c, room.value, query.name);
  },
);

const visitorUpload = endpoint(
  {
    method: "POST",
    path: "/widget/v1/files",
    audience: "visitor",
    summary: "A file for a message of the visitor's room, as bytes; nothing is sent until a message names its ticket",
    query: uploadQuerySchema,
    answer: uploadedSchema,
    isUpload: true,
    codes: ["not_found", ...UPLOAD_CODES],
  },
  async ({ c, query }) => {
    const { organizationId, roomId, visitorId, integrationId } = c.get("visitor");
    const tooMany =
      overRate(c, UPLOADS_OF_VISITOR, [visitorId]) ?? overRate(c, UPLOADS_OF_PLACE, [clientNetwork(c), integrationId]);
    if (tooMany !== undefined) return refuse(tooMany);
    const room = await visitorRoom(c);
    return room.ok ? acceptUpload(c, { organizationId, roomId, channel: "web_chat" }, query.name) : room;
  },
);

const memberLinks = endpoint(
  {
    method: "POST",
    path: "/api/v1/rooms/:roomId/files/links",
    audience: "member",
    action: "menu.inbox",
    isReading: true,
    summary: "Addresses of files of this room, good for 15 minutes at most",
    body: fileLinksSchema,
    answer: fileLinkListSchema,
    codes: ["not_found", "rate_limited"],
  },
  async ({ c, body }) => {
    const { organizationId, memberId } = c.get("member").member;
    const tooMany = overRate(c, LINKS, [organizationId, memberId]);
    if (tooMany !== undefined) return refuse(tooMany);
    const room = await memberRoom(c);
    return room.ok ? answer(linksFor(c.env.SAPA_SECRET, room.value, body.fileIds)) : room;
  },
);

const visitorLinks = endpoint(
  {
    method: "POST",
    path: "/widget/v1/files/links",
    audience: "visitor",
    summary: "Addresses of files of the visitor's room, good for 15 minutes at most",
    body: fileLinksSchema,
    answer: fileLinkListSchema,
    codes: ["not_found", "rate_limited"],
  },
  async ({ c, body }) => {
    const tooMany = overRate(c, LINKS, [c.get("visitor").visitorId]);
    if (tooMany !== undefined) return refuse(tooMany);
    const room = await visitorRoom(c);
    return room.ok ? answer(linksFor(c.env.SAPA_SECRET, room.value, body.fileIds)) : room;
  },
);

const FILE_PATH = "/files/:organizationId/:roomId/:fileId";

/** The file an address names, if it is written as ours are. */
function placeIn(c: AppContext): FilePlace | null {
  const { organizationId = "", roomId = "", fileId = "" } = c.req.param() as Partial<FilePlace>;
  return isOrganizationId(organizationId) && isRoomId(roomId) && isFileId(fileId)
    ? { organizationId, roomId, fileId }
    : null;
}

/** `/files`: an address signed by us and not yet over is the permission; it was given to somebody who may see the room. */
export const requireLink: MiddlewareHandler<AppEnv> = async (c, next) => {
  const place = placeIn(c);
  const { until = "", signature = "" } = c.req.query();
  if (place === null || !isGoodLink(c.env.SAPA_SECRET, place, until, signature)) return quietPage(403);
  c.set("organizationId", place.organizationId);
  return next();
};

const file = endpoint(
  {
    method: "GET",
    path: FILE_PATH,
    audience: "link",
    summary: "A file's bytes, whole or in part, by an address that was given out",
  },
  async ({ c }) => {
    const place = placeIn(c);
    const { until, download } = c.req.query();
    const served =
      place && (await serveFile(c, { key: keyOf(place), isDownload: download !== undefined, endsAt: Number(until) }));
    return served ?? quietPage(404);
  },
);

export const fileEndpoints: Endpoint[] = [memberUpload, visitorUpload, memberLinks, visitorLinks, file];
