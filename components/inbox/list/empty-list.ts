import { html, type TemplateResult } from "lit";
import type { Localizer } from "../../strings/localizer.ts";
import { icons } from "../../ui/icons.ts";
import { stateView } from "../../ui/states.ts";
import { activeFields, NO_FILTER } from "../filter/room-filter.ts";
import type { Viewer } from "../viewer.ts";
import type { Choice } from "./list-choice.ts";
import { listIcons } from "./list-icons.ts";

const EMPTY_NAMES = { all: "All", unassigned: "Unassigned", assigned: "Assigned", resolved: "Resolved" } as const;

type Empty = {
  text: Localizer;
  choice: Choice;
  viewer: Viewer;
  /** Rooms that nobody has and this person may take. */
  waiting: number;
  /** For who is offline and so gets no new chats: the way to change that. */
  onGoOnline: (() => void) | null;
  /** null: the host has fixed what is shown. */
  onChoose: ((change: Partial<Choice>) => void) | null;
};

/** LIST-17: why there is nothing, and the next step. */
export function listEmpty(empty: Empty): TemplateResult {
  const { text, choice, viewer, onChoose } = empty;
  const { kind, status, sort, filter } = choice;
  if (activeFields(filter) > 0)
    return stateView({
      icon: listIcons.listFilter,
      title: text.t("list.noMatchTitle"),
      body: text.t("list.noMatchText"),
      ...nextStep(text.t("filter.reset"), onChoose && (() => onChoose({ filter: NO_FILTER }))),
    });
  if (sort === "expires")
    return stateView({
      icon: icons.clock,
      title: text.t("list.emptyExpiresTitle"),
      body: text.t("list.emptyExpiresText"),
      ...nextStep(text.t("list.sortNewest"), onChoose && (() => onChoose({ sort: "newest" }))),
    });
  const isAgent = viewer.role === "agent";
  if (isAgent && kind === "message" && status === "all") return noneOfOnesOwn(empty);
  const isOwnUnassigned = isAgent && status === "unassigned";
  const name = kind === "comment" && status === "all" ? "Comments" : EMPTY_NAMES[status];
  return stateView({
    icon: status === "unassigned" || status === "resolved" ? icons.circleCheck : icons.inbox,
    title: text.t(`list.empty${name}Title`),
    body: text.t(isOwnUnassigned ? "list.emptyUnassignedOwnText" : `list.empty${name}Text`),
    ...nextStep(text.t("list.showAll"), status === "all" ? null : onChoose && (() => onChoose({ status: "all" }))),
  });
}

/** LIST-13: agents see here what is theirs, so that why nothing is depends on how they get rooms. */
function noneOfOnesOwn({ text, waiting, onGoOnline, onChoose }: Empty): TemplateResult {
  const about = (body: string, action: ReturnType<typeof nextStep>): TemplateResult =>
    stateView({ icon: icons.inbox, title: text.t("list.emptyOwnTitle"), body, ...action });
  if (onGoOnline) return about(text.t("list.emptyOwnOfflineText"), nextStep(text.t("presence.backOnline"), onGoOnline));
  if (waiting === 0) return about(text.t("list.emptyOwnText"), {});
  return about(
    text.t("list.emptyOwnWaitingText", { n: waiting }),
    nextStep(text.t("list.showUnassigned"), onChoose && (() => onChoose({ status: "unassigned" }))),
  );
}

const nextStep = (words: string, onClick: (() => void) | null): { action?: TemplateResult } =>
  onClick ? { action: html`<button class="button" type="button" @click=${onClick}>${words}</button>` } : {};

/** LIST-17: nothing can come in as long as no channel is connected. */
export const noChannelView = (text: Localizer, onConnect: (() => void) | null): TemplateResult =>
  stateView({
    icon: icons.inbox,
    title: text.t("list.noChannelTitle"),
    body: text.t(onConnect ? "list.noChannelText" : "list.noChannelAskText"),
    ...nextStep(text.t("list.toChannels"), onConnect),
  });
