import { type Refusal, refusal } from "../../protocol/codes.ts";
import { checkText } from "../../protocol/form-rules.ts";
import { newId } from "../../protocol/ids.ts";
import type { SavedFilter } from "../../protocol/inbox.schema.ts";
import { LIMITS } from "../../protocol/limits.ts";
import { allows, type MemberIdentity } from "../../protocol/roles.ts";
import type { Database } from "../db/client.ts";
import { foldText } from "../db/fold.ts";
import { type Answer, answer, refuse } from "../http/endpoint.ts";
import { badForm } from "../settings/rules.ts";
import { deleteFilter, filtersAround, toFilter, writeFilter } from "./filter-store.ts";

const NAME_LENGTH = 60;

type Given = { name: string; query: string; isShared: boolean };

const exists = (): Refusal => refusal("filter.exists", { fields: [{ pointer: "/name", code: "filter.exists" }] });

/** BEY-6: a new filter without `filterId`, else the own one changed. Names are a member's own affair. */
export async function saveFilter(
  db: Database,
  member: MemberIdentity,
  given: Given,
  now: number,
  filterId?: string,
): Promise<Answer<SavedFilter>> {
  const name = given.name.trim();
  const bad = badForm(checkText("/name", name, NAME_LENGTH));
  if (bad !== null) return refuse(bad);
  const around = await filtersAround(db, member, filterId ?? "");
  const mine = around.filter((row) => row.memberId === member.memberId);
  const present = mine.find((row) => row.filterId === filterId);
  if (filterId !== undefined && present === undefined) return refuse(refusal("not_found"));
  if (mine.some((row) => row !== present && foldText(row.name) === foldText(name))) return refuse(exists());
  if (present === undefined && mine.length >= LIMITS.savedFilters)
    return refuse(refusal("settings.limit", { params: { limit: LIMITS.savedFilters } }));
  const row = {
    organizationId: member.organizationId,
    filterId: filterId ?? newId("flt"),
    memberId: member.memberId,
    name,
    query: given.query.replace(/^\?/, ""),
    isShared: given.isShared,
    createdAt: present?.createdAt ?? now,
  };
  if (!(await writeFilter(db, row))) return refuse(exists());
  return answer(toFilter(row, member), present === undefined ? 201 : 200);
}

/** The own ones; whoever keeps the chat's settings also takes back what others share. */
export async function removeFilter(db: Database, member: MemberIdentity, filterId: string): Promise<Answer<undefined>> {
  const row = (await filtersAround(db, member, filterId)).find((one) => one.filterId === filterId);
  const isOwn = row?.memberId === member.memberId;
  const isTheirs = row?.isShared === true && allows(member, "settings.chat");
  if (row === undefined || (!isOwn && !isTheirs)) return refuse(refusal("not_found"));
  await deleteFilter(db, row);
  return answer(undefined);
}
