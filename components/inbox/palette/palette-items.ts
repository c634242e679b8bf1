import type { SavedFilter } from "../../../protocol/inbox.schema.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { SapaGoEvent } from "../../events.ts";
import { inboxToolsTexts } from "../../strings/inbox-tools.ts";
import type { Localizer } from "../../strings/localizer.ts";
import type { ChoiceState } from "../control/choice-state.ts";
import type { ActionId, InboxActions } from "../control/inbox-actions.ts";
import type { RoomNavigation } from "../control/room-navigation.ts";
import type { Desk } from "../desk.ts";
import { MYSELF, parseFilter } from "../filter/room-filter.ts";
import { contactName } from "../people.ts";
import { SHOWN_KEYS, type Shortcut } from "../shortcuts.ts";
import { matchScore, ranked } from "./match.ts";

export type PaletteItem = {
  id: string;
  label: string;
  detail?: string;
  keys?: readonly string[];
  room?: RoomSummary;
  run: () => unknown;
};
export type PaletteGroup = { title: string; items: PaletteItem[] };

export type PaletteSources = {
  desk: Desk;
  actions: InboxActions;
  navigation: RoomNavigation;
  choice: ChoiceState;
  text: Localizer;
  saved: readonly SavedFilter[];
  /** Rooms that the server found, beside those known here. */
  found: readonly RoomSummary[];
  onSearch: (words: string) => void;
};

const ROOMS_SHOWN = 6;
type GroupKey = `palette.${"thisRoom" | "rooms" | "inbox" | "filters" | "goTo"}` | "search.title";

/** What the palette offers for what was typed, in groups; empty groups are left out. */
export function paletteGroups(sources: PaletteSources, typed: string): PaletteGroup[] {
  const words = inboxToolsTexts(sources.text);
  const group = (title: GroupKey, items: PaletteItem[]): PaletteGroup => ({ title: words.t(title), items });
  return [
    group("palette.thisRoom", ranked(actionItems(sources, "room"), typed)),
    group("palette.rooms", typed.trim() === "" ? [] : roomItems(sources, typed)),
    group("palette.inbox", ranked(actionItems(sources, "list"), typed)),
    group("palette.filters", ranked(filterItems(sources), typed)),
    group("palette.goTo", ranked(placeItems(sources), typed)),
    group("search.title", searchItem(sources, typed)),
  ].filter(({ items }) => items.length > 0);
}

function actionItems({ actions, text }: PaletteSources, group: "room" | "list"): PaletteItem[] {
  return (Object.keys(actions.actions) as ActionId[])
    .filter((id) => {
      const action = actions.actions[id];
      return action.group === group && !action.isKeyOnly && action.isOffered();
    })
    .map((id) => ({
      id,
      label: text.t(actions.actions[id].text as never),
      ...keysOf(id),
      run: () => actions.press(id),
    }));
}

const keysOf = (id: ActionId): { keys?: readonly string[] } => {
  const keys: readonly string[] | undefined = SHOWN_KEYS[id as Shortcut];
  return keys ? { keys } : {};
};

function roomItems({ desk, navigation, text, found }: PaletteSources, typed: string): PaletteItem[] {
  const nameOf = (room: RoomSummary): string => contactName(room.contact, room.channel, text);
  const known = [...(desk.model?.lists?.rooms() ?? [])].filter((room) => matchScore(nameOf(room), typed) >= 50);
  const rooms = [...new Map([...known, ...found].map((room) => [room.roomId, room])).values()];
  return rooms
    .sort((a, b) => matchScore(nameOf(b), typed) - matchScore(nameOf(a), typed) || b.lastActivityAt - a.lastActivityAt)
    .slice(0, ROOMS_SHOWN)
    .map((room) => ({
      id: room.roomId,
      label: nameOf(room),
      detail: `${text.t(`channel.${room.channel}`)} · ${text.t(`status.${room.status}`)}`,
      room,
      run: () => navigation.open(room.roomId),
    }));
}

function filterItems({ desk, choice, text, saved }: PaletteSources): PaletteItem[] {
  const words = inboxToolsTexts(text);
  const mine: PaletteItem = {
    id: "mine",
    label: words.t("filter.mine"),
    run: () => choice.choose({ filter: { agentIds: [MYSELF] } }),
  };
  const kept = saved.map(({ filterId, name, query, isShared }) => ({
    id: filterId,
    label: name,
    ...(isShared ? { detail: words.t("filter.shared") } : {}),
    run: () => choice.choose({ filter: parseFilter(query) }),
  }));
  return desk.viewer?.role === "agent" ? kept : [mine, ...kept];
}

const placeItems = ({ desk }: PaletteSources): PaletteItem[] =>
  desk.inbox.places.map(({ place, key, label }) => ({
    id: `go-${place}`,
    label,
    keys: ["G", key.toUpperCase()],
    run: () => desk.inbox.dispatchEvent(new SapaGoEvent(place)),
  }));

function searchItem({ text, onSearch }: PaletteSources, typed: string): PaletteItem[] {
  const searched = typed.trim();
  if (searched.length < 2) return [];
  const label = inboxToolsTexts(text).t("palette.searchFor", { text: searched });
  return [{ id: "search-for", label, run: () => onSearch(searched) }];
}
