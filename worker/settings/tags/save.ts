import { refusal } from "../../../protocol/codes.ts";
import type { TagRow } from "../../../protocol/http.schema.ts";
import { newId } from "../../../protocol/ids.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import { checkTag } from "../../../protocol/settings-rules.ts";
import { foldText } from "../../db/fold.ts";
import type { ChangeScope, Decision } from "../change.ts";
import { changedBy } from "../changed-by.ts";
import { badForm } from "../rules.ts";
import { writeSection } from "../store.ts";
import { autoResolveRow, insertTag, standingOf, type TagRecord, updateTag, withoutTag } from "./store.ts";

const toTag = ({ tagId, name }: TagRecord): TagRow => ({ tagId, name });

/** SET-4: a new tag without `tagId`, else the renamed one. */
export async function decideSaveTag(
  scope: ChangeScope,
  given: { name: string; was?: string },
  tagId?: string,
): Promise<Decision<TagRow>> {
  const { db, organizationId, now } = scope;
  const name = given.name.trim();
  const bad = badForm(checkTag({ name }));
  if (bad !== null) return { ok: false, refusal: bad };
  const nameFolded = foldText(name);
  const { row, isTaken, count } = await standingOf(db, organizationId, { tagId: tagId ?? "", nameFolded });
  if (isTaken)
    return { ok: false, refusal: refusal("tag.exists", { fields: [{ pointer: "/name", code: "tag.exists" }] }) };
  if (tagId !== undefined) return rename(scope, row, { name, nameFolded }, given.was);
  if (count >= LIMITS.tags)
    return { ok: false, refusal: refusal("settings.limit", { params: { limit: LIMITS.tags } }) };
  const created = { tagId: newId("tag"), organizationId, name, nameFolded, isActive: true, createdAt: now };
  const audit = { action: "tag.create", target: created.tagId, changes: { name } };
  return { ok: true, status: 201, value: toTag(created), change: { statements: [insertTag(db, created)], audit } };
}

async function rename(
  { db, organizationId }: ChangeScope,
  row: TagRecord | undefined,
  wanted: { name: string; nameFolded: string },
  was: string | undefined,
): Promise<Decision<TagRow>> {
  if (row === undefined) return { ok: false, refusal: refusal("not_found") };
  if (row.name === wanted.name) return { ok: true, value: toTag(row) };
  if (was !== undefined && was !== row.name) {
    const params = { name: await changedBy(db, organizationId, row.tagId) };
    return { ok: false, refusal: refusal("conflict", { params, current: toTag(row) }) };
  }
  const renamed = { ...row, ...wanted };
  const audit = { action: "tag.rename", target: row.tagId, changes: { name: { from: row.name, to: wanted.name } } };
  return { ok: true, value: toTag(renamed), change: { statements: [updateTag(db, renamed)], audit } };
}

/** Takes the tag from the choice, and from the rule that would give it; past conversations keep it. */
export async function decideDeleteTag(
  { db, organizationId, member, now }: ChangeScope,
  tagId: string,
): Promise<Decision<undefined>> {
  const [{ row }, rule] = await Promise.all([
    standingOf(db, organizationId, { tagId, nameFolded: "" }),
    autoResolveRow(db, organizationId),
  ]);
  if (row === undefined) return { ok: false, refusal: refusal("not_found") };
  const value = rule && withoutTag(rule.value, tagId);
  const changed = { version: (rule?.version ?? 0) + 1, changedBy: member.memberId, changedByName: member.name };
  return {
    ok: true,
    value: undefined,
    change: {
      statements: [
        updateTag(db, { ...row, isActive: false }),
        ...(rule && value ? [writeSection(db, { ...rule, ...changed, changedAt: now, value })] : []),
      ],
      audit: { action: "tag.delete", target: tagId, changes: { name: row.name } },
    },
  };
}
