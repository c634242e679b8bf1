import { refusal } from "../../../protocol/codes.ts";
import { appendAudit } from "../../db/audit.ts";
import { databaseFor } from "../../db/client.ts";
import { namePart } from "../../files/names.ts";
import { attachment } from "../../http/attachment.ts";
import { clientAddress } from "../../http/context.ts";
import { type Endpoint, endpoint, refuse } from "../../http/endpoint.ts";
import { zipStream } from "../../http/zip.ts";
import { organizationArchive } from "./archive.ts";

/** It reads the whole database. */
const EXPORTS = { name: "organization.export", max: 5, windowMs: 3_600_000 };

const OWNER = `SELECT o.name FROM members AS m JOIN organizations AS o ON o.organization_id = m.organization_id
  WHERE m.member_id = ? AND m.organization_id = ? AND m.is_owner = 1 AND m.is_active = 1`;

const exportAll = endpoint(
  {
    method: "GET",
    path: "/api/v1/organization/export",
    audience: "member",
    rate: EXPORTS,
    summary: "All that the organization has, as a ZIP of JSON Lines, for its owner; made while it is read (PRIVACY-7)",
    codes: ["forbidden", "rate_limited"],
  },
  async ({ c }) => {
    const { organizationId, memberId } = c.get("member").member;
    const db = databaseFor(c.env, organizationId);
    const { rows } = await db.$client.execute({ sql: OWNER, args: [memberId, organizationId] });
    if (rows[0] === undefined) return refuse(refusal("forbidden"));
    const now = Date.now();
    // The audit log has it before the first byte leaves.
    await appendAudit(db, {
      ...{ organizationId, at: now, actor: { type: "member", id: memberId }, action: "organization.export" },
      ...{ target: organizationId, result: "ok", address: clientAddress(c), requestId: c.get("requestId") },
    });
    const name = `${namePart(String(rows[0].name))} ${new Date(now).toISOString().slice(0, 10)}.zip`;
    return new Response(zipStream(organizationArchive(db, organizationId, now)), {
      headers: {
        "content-type": "application/zip",
        "content-disposition": attachment(name),
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
    });
  },
);

export const archiveEndpoints: Endpoint[] = [exportAll];
