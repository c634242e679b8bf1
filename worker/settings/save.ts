import { refusal } from "../../protocol/codes.ts";
import type { Settings, SettingsAnswer, SettingsSection } from "../../protocol/settings.schema.ts";
import type { Database } from "../db/client.ts";
import type { ChangeScope, Decision } from "./change.ts";
import { changedFields } from "./changes.ts";
import { badForm, faultsOf, lossesOf, toStored } from "./rules.ts";
import { sectionsFrom } from "./sections.ts";
import { type Standing, standingOf, writeSection } from "./store.ts";

/** Addresses may carry a key: the audit log only says that they changed. */
const HIDDEN = ["/customUrl"];

export async function readSection<S extends SettingsSection>(
  db: Database,
  organizationId: string,
  section: S,
): Promise<SettingsAnswer<S>> {
  return answerOf(section, await standingOf(db, organizationId, section));
}

/**
 * GEN-11: saves if the caller has read what stands. The same value again is no conflict, whoever saved it: nothing would
 * be lost, and a caller whose answer was lost asks so.
 */
export async function decideSave<S extends SettingsSection>(
  { db, member, organizationId, now }: ChangeScope,
  section: S,
  given: { version: number; value: Settings[S] },
): Promise<Decision<SettingsAnswer<S>>> {
  const standing = await standingOf(db, organizationId, section);
  const current = answerOf(section, standing);
  const value = toStored(section, given.value, current.value, now);
  const bad = badForm(faultsOf(section, value, standing.known), "/value");
  if (bad !== null) return { ok: false, refusal: bad };
  if (JSON.stringify(value) === JSON.stringify(current.value)) return { ok: true, value: current };
  if (given.version !== current.version)
    return { ok: false, refusal: refusal("conflict", { params: { name: current.changedBy ?? "" }, current }) };
  const lost = badForm(lossesOf(section, given.value, current.value), "/value");
  if (lost !== null) return { ok: false, refusal: lost };
  const row = {
    organizationId,
    section,
    value,
    version: current.version + 1,
    changedBy: member.memberId,
    changedByName: member.name,
    changedAt: now,
  };
  return {
    ok: true,
    value: answerOf(section, { ...standing, row }),
    change: {
      statements: [writeSection(db, row)],
      audit: {
        action: "settings.save",
        target: section,
        changes: changedFields(current.value, value, HIDDEN),
      },
    },
  };
}

function answerOf<S extends SettingsSection>(section: S, { row, timeZone }: Standing): SettingsAnswer<S> {
  const saved = row === undefined ? [] : [{ section, value: row.value }];
  return {
    section,
    value: sectionsFrom(saved, timeZone)[section],
    version: row?.version ?? 0,
    changedBy: row?.changedByName ?? null,
    changedAt: row?.changedAt ?? null,
  };
}
