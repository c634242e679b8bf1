import type { RoomFilter } from "../../../protocol/inbox.schema.ts";
import type { KnownNames } from "../../data/name-book.ts";
import { type InboxToolsKey, inboxToolsTexts } from "../../strings/inbox-tools.ts";
import type { Localizer } from "../../strings/localizer.ts";
import type { ChoiceWords } from "../../ui/choice-field.ts";
import type { PickerOption } from "../../ui/picker.ts";
import { hueOf, initials } from "../people.ts";
import type { Viewer } from "../viewer.ts";
import { GENERAL, type ListField, MYSELF, UNTAGGED } from "./room-filter.ts";

export type ChoiceField = {
  name: Exclude<ListField, "sessions">;
  label: string;
  words: ChoiceWords;
  /** null while they are being read. */
  options: PickerOption[] | null;
  chosen: readonly string[];
};

type Facts = { filter: RoomFilter; names: KnownNames; viewer: Viewer; text: Localizer };

const TEXTS = {
  agentIds: "agents",
  tagIds: "tags",
  integrationIds: "channels",
  divisionIds: "divisions",
} as const;

/** SEARCH-7: agent, tags, channels, divisions; agents have no field for agents and divisions. */
export function choiceFields(facts: Facts): ChoiceField[] {
  const isAgent = facts.viewer.role === "agent";
  const names = (["agentIds", "tagIds", "integrationIds", "divisionIds"] as const).filter(
    (name) => !isAgent || name === "tagIds" || name === "integrationIds",
  );
  return names.map((name) => fieldOf(name, facts));
}

function fieldOf(name: ChoiceField["name"], facts: Facts): ChoiceField {
  const words = inboxToolsTexts(facts.text);
  const plural = TEXTS[name];
  const search = `filter.search${plural.charAt(0).toUpperCase()}${plural.slice(1)}` as InboxToolsKey;
  return {
    name,
    label: words.t(`filter.${plural}`),
    words: {
      add: words.t(`filter.${plural}Add`),
      search: words.find(search) ?? "",
      none: words.t("filter.none"),
      remove: (label) => words.t("filter.remove", { name: label }),
    },
    options: optionsOf(name, facts),
    chosen: facts.filter[name] ?? [],
  };
}

function optionsOf(name: ChoiceField["name"], { names, viewer, text }: Facts): PickerOption[] | null {
  switch (name) {
    case "agentIds":
      return (
        names.members && [
          { id: MYSELF, label: text.t("filter.myself"), detail: viewer.name },
          ...names.members.map((one) => ({
            id: one.memberId,
            label: one.name,
            detail: text.t(`role.${one.role}`),
            face: { initials: initials(one.name), hue: hueOf(one.memberId), isOnline: one.isOnline },
          })),
        ]
      );
    case "tagIds":
      return (
        names.tags && [
          { id: UNTAGGED, label: text.t("filter.untagged") },
          ...names.tags.map((one) => ({ id: one.tagId, label: one.name })),
        ]
      );
    case "integrationIds":
      return (
        names.integrations?.map((one) => ({
          id: one.integrationId,
          label: one.name,
          detail: text.t(`channel.${one.channel}`),
        })) ?? null
      );
    case "divisionIds":
      return (
        names.divisions && [
          { id: GENERAL, label: text.t("division.general") },
          ...names.divisions.map((one) => ({ id: one.divisionId, label: one.name })),
        ]
      );
  }
}
