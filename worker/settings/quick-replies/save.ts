import { refusal } from "../../../protocol/codes.ts";
import { newId } from "../../../protocol/ids.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import type { QuickReply } from "../../../protocol/settings.schema.ts";
import { checkQuickReply } from "../../../protocol/settings-rules.ts";
import { foldText } from "../../db/fold.ts";
import type { ChangeScope, Decision } from "../change.ts";
import { changedFields } from "../changes.ts";
import { badForm } from "../rules.ts";
import {
  deleteQuickReply,
  insertQuickReply,
  type QuickReplyRow,
  standingOf,
  toQuickReply,
  updateQuickReply,
} from "./store.ts";

/** What customers may read one day is named in the audit log, not quoted. */
const HIDDEN = ["/text"];

type Given = { command: string; text: string; version?: number };

/** SET-3: a new one without `quickReplyId`, else the changed one. */
export async function decideSaveQuickReply(
  scope: ChangeScope,
  given: Given,
  quickReplyId?: string,
): Promise<Decision<QuickReply>> {
  const { db, organizationId } = scope;
  const command = given.command.trim();
  const bad = badForm(checkQuickReply({ command, text: given.text }));
  if (bad !== null) return { ok: false, refusal: bad };
  const commandFolded = foldText(command);
  const standing = await standingOf(db, organizationId, { quickReplyId: quickReplyId ?? "", commandFolded });
  if (standing.isTaken)
    return { ok: false, refusal: refusal("quick.title", { fields: [{ pointer: "/command", code: "quick.title" }] }) };
  const wanted = { command, commandFolded, text: given.text };
  return quickReplyId === undefined
    ? create(scope, wanted, standing.count)
    : change(scope, wanted, given.version, standing.row);
}

type Wanted = { command: string; commandFolded: string; text: string };

function create({ db, organizationId, member, now }: ChangeScope, wanted: Wanted, count: number): Decision<QuickReply> {
  if (count >= LIMITS.quickReplies)
    return { ok: false, refusal: refusal("settings.limit", { params: { limit: LIMITS.quickReplies } }) };
  const row = {
    ...wanted,
    organizationId,
    quickReplyId: newId("qck"),
    version: 1,
    createdAt: now,
    changedAt: now,
    changedByName: member.name,
  };
  const audit = { action: "quick_reply.create", target: row.quickReplyId, changes: { command: row.command } };
  const value = toQuickReply(row);
  return { ok: true, status: 201, value, change: { statements: [insertQuickReply(db, row)], audit } };
}

function change(
  { db, member, now }: ChangeScope,
  wanted: Wanted,
  version: number | undefined,
  row: QuickReplyRow | undefined,
): Decision<QuickReply> {
  if (row === undefined) return { ok: false, refusal: refusal("not_found") };
  const current = toQuickReply(row);
  if (row.command === wanted.command && row.text === wanted.text) return { ok: true, value: current };
  if (version !== row.version)
    return { ok: false, refusal: refusal("conflict", { params: { name: row.changedByName ?? "" }, current }) };
  const next = { ...row, ...wanted, version: row.version + 1, changedAt: now, changedByName: member.name };
  const changes = changedFields(toQuickReply({ ...row, version: 0 }), toQuickReply({ ...next, version: 0 }), HIDDEN);
  const audit = { action: "quick_reply.edit", target: row.quickReplyId, changes };
  return { ok: true, value: toQuickReply(next), change: { statements: [updateQuickReply(db, next)], audit } };
}

export async function decideDeleteQuickReply(
  { db, organizationId }: ChangeScope,
  quickReplyId: string,
): Promise<Decision<undefined>> {
  const { row } = await standingOf(db, organizationId, { quickReplyId, commandFolded: "" });
  if (row === undefined) return { ok: false, refusal: refusal("not_found") };
  const audit = { action: "quick_reply.delete", target: quickReplyId, changes: { command: row.command } };
  return { ok: true, value: undefined, change: { statements: [deleteQuickReply(db, row)], audit } };
}
