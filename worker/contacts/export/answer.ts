import { refusal } from "../../../protocol/codes.ts";
import { appendAudit } from "../../db/audit.ts";
import { databaseFor } from "../../db/client.ts";
import { namePart } from "../../files/names.ts";
import { attachment } from "../../http/attachment.ts";
import type { AppContext } from "../../http/context.ts";
import { type Answer, refuse } from "../../http/endpoint.ts";
import { organizationConfig } from "../../http/members.ts";
import { zipStream } from "../../http/zip.ts";
import { entryOf } from "../change.ts";
import { erasureWord } from "../rules.ts";
import { standingOf } from "../store.ts";
import { contactArchive } from "./archive.ts";

/** The archive as it is made. The audit log has it before the first byte leaves. */
export async function exportContact(c: AppContext, contactId: string): Promise<Response | Answer<never>> {
  const { member } = c.get("member");
  const db = databaseFor(c.env, member.organizationId);
  const { contact, definitions } = await standingOf(db, member, contactId);
  if (contact === null) return refuse(refusal("not_found"));
  const config = await organizationConfig(c.env, member.organizationId);
  if (!config) return refuse(refusal("unavailable"));
  const now = Date.now();
  const { detail } = contact;
  await appendAudit(db, { ...entryOf(c, now), action: "contact.export", target: detail.contactId });
  const customerName = erasureWord(detail);
  const entries = contactArchive({
    db,
    files: c.env.FILES,
    member,
    detail,
    definitions,
    divisionName: config.divisions.find(({ divisionId }) => divisionId === detail.divisionId)?.name ?? null,
    reader: { language: config.language, timeZone: config.timeZone, customerName },
    now,
  });
  return new Response(zipStream(entries), {
    headers: {
      "content-type": "application/zip",
      "content-disposition": attachment(`${namePart(customerName)} ${new Date(now).toISOString().slice(0, 10)}.zip`),
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
