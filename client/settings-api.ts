import type { TagRow } from "../protocol/http.schema.ts";
import type {
  Division,
  QuickReply,
  SaveDivision,
  SaveQuickReply,
  Settings,
  SettingsAnswer,
  SettingsSection,
} from "../protocol/settings.schema.ts";
import { type ApiOptions, apiCall, type Cancel, pathOf } from "./api-call.ts";

/**
 * What changes settings under /api/v1, beside `Api`, which reads the lists. Every call rejects with ProblemError,
 * SignInNeeded, or what `fetch` rejects with; a save that somebody else overtook with `conflict` (GEN-11).
 */
export interface SettingsApi {
  section<S extends SettingsSection>(section: S, cancel?: Cancel): Promise<SettingsAnswer<S>>;
  /** `version` as read. */
  saveSection<S extends SettingsSection>(
    section: S,
    saved: { version: number; value: Settings[S] },
  ): Promise<SettingsAnswer<S>>;
  /** What the own allocation checks our signature with. */
  allocationSecret(cancel?: Cancel): Promise<{ secret: string }>;
  addQuickReply(quickReply: SaveQuickReply): Promise<QuickReply>;
  changeQuickReply(quickReplyId: string, quickReply: SaveQuickReply): Promise<QuickReply>;
  deleteQuickReply(quickReplyId: string): Promise<void>;
  addTag(name: string): Promise<TagRow>;
  /** `was`: the name as read. */
  renameTag(tagId: string, name: string, was?: string): Promise<TagRow>;
  deleteTag(tagId: string): Promise<void>;
  addDivision(division: SaveDivision): Promise<Division>;
  changeDivision(divisionId: string, division: SaveDivision): Promise<Division>;
  deleteDivision(divisionId: string): Promise<void>;
}

export function createSettingsApi(options: ApiOptions): SettingsApi {
  const call = apiCall(options);
  const add = <T>(list: string, body: object): Promise<T> => call(pathOf(list), { method: "POST", body });
  const change = <T>(list: string, id: string, body: object): Promise<T> =>
    call(pathOf(list, id), { method: "PUT", body });
  const remove = (list: string, id: string): Promise<void> => call(pathOf(list, id), { method: "DELETE" });

  return {
    section: (section, cancel) => call(pathOf("settings", section), cancel),
    saveSection: (section, saved) => change("settings", section, saved),
    allocationSecret: (cancel) => call(pathOf("settings", "allocation", "secret"), cancel),
    addQuickReply: (quickReply) => add("quick-replies", quickReply),
    changeQuickReply: (quickReplyId, quickReply) => change("quick-replies", quickReplyId, quickReply),
    deleteQuickReply: (quickReplyId) => remove("quick-replies", quickReplyId),
    addTag: (name) => add("tags", { name }),
    renameTag: (tagId, name, was) => change("tags", tagId, { name, was }),
    deleteTag: (tagId) => remove("tags", tagId),
    addDivision: (division) => add("divisions", division),
    changeDivision: (divisionId, division) => change("divisions", divisionId, division),
    deleteDivision: (divisionId) => remove("divisions", divisionId),
  };
}
