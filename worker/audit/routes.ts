import { type AuditPage, type AuditQuery, auditPageSchema, auditQuerySchema } from "../../protocol/audit.schema.ts";
import { appendAudit } from "../db/audit.ts";
import { databaseFor } from "../db/client.ts";
import { type AppContext, clientAddress } from "../http/context.ts";
import { answer, type Endpoint, endpoint } from "../http/endpoint.ts";
import { DESK_RATE } from "../http/rate.ts";
import { auditCsv } from "./export.ts";
import { auditPage } from "./store.ts";

const EXPORTS = { name: "audit.export", max: 10, windowMs: 60_000 };

const organizationIn = (c: AppContext): string => c.get("member").member.organizationId;

const list = endpoint<undefined, AuditQuery, AuditPage>(
  {
    method: "GET",
    path: "/api/v1/audit",
    audience: "member",
    action: "audit.read",
    rate: DESK_RATE,
    summary: "Who did what and when, newest first; a page may be short and still have a next one",
    query: auditQuerySchema,
    answer: auditPageSchema,
    codes: ["bad_request"],
  },
  async ({ c, query }) => {
    const { before = null, limit, ...filter } = query;
    const organizationId = organizationIn(c);
    return answer(await auditPage(databaseFor(c.env, organizationId), { organizationId, filter, before, limit }));
  },
);

const exported = endpoint<undefined, AuditQuery, undefined>(
  {
    method: "GET",
    path: "/api/v1/audit/export",
    audience: "member",
    action: "audit.read",
    rate: EXPORTS,
    summary: "The same as CSV, all of it, made while it is read; that somebody took it is an entry itself",
    query: auditQuerySchema,
    codes: ["bad_request"],
  },
  async ({ c, query }) => {
    const { before: _, limit: __, ...filter } = query;
    const { organizationId, memberId } = c.get("member").member;
    const db = databaseFor(c.env, organizationId);
    await appendAudit(db, {
      organizationId,
      at: Date.now(),
      actor: { type: "member", id: memberId },
      action: "audit.export",
      result: "ok",
      address: clientAddress(c),
      requestId: c.get("requestId"),
      changes: filter,
    });
    return new Response(auditCsv(db, organizationId, filter), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="audit-${new Date().toISOString().slice(0, 10)}.csv"`,
      },
    });
  },
);

export const auditEndpoints: Endpoint[] = [list, exported];
