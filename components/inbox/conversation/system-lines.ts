import type { Actor, RoomEvent } from "../../../protocol/room-events.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { scoreText } from "./surveys.ts";

/**
 * What stands in the middle of the timeline: borders of conversations are stronger than other lines, alerts need a look.
 * `why` is the server's own explanation of what it decided (BEY-3).
 */
export type SystemLine = {
  text: string;
  kind: "border" | "resolved" | "line" | "alert" | "blocked" | "survey";
  why?: string;
  /** Words of the customer's own that belong to it. */
  said?: string;
};

/** Where in the sentence the viewer stands: English writes "You" first and "you" later. */
type Place = "first" | "later";

function memberName(id: string, name: string, place: Place, viewerId: string, text: Localizer): string {
  if (id !== viewerId) return name;
  return text.t(place === "first" ? "common.you" : "common.youLater");
}

function actorName(actor: Actor, place: Place, viewerId: string, text: Localizer): string {
  if (actor.type === "member") return memberName(actor.id, actor.name, place, viewerId, text);
  if (actor.type === "bot") return actor.name;
  return actor.type === "contact" ? text.t("message.customer") : text.t("common.somebody");
}

/** The line for an event that is no message, or null for one the timeline does not mention. */
export function systemLine(event: RoomEvent, viewerId: string, text: Localizer): SystemLine | null {
  const by = actorName(event.actor, "first", viewerId, text);
  switch (event.type) {
    case "conversation.opened":
      return { kind: "border", text: openedText(event, text) };
    case "conversation.resolved":
      return { kind: "resolved", text: resolvedText(event, actorName(event.actor, "later", viewerId, text), text) };
    case "participant.joined":
      return { kind: "line", text: joinedText(event, by, viewerId, text), ...whyOf(event) };
    case "participant.left":
      return leftLine(event, by, viewerId, text);
    case "tag.added":
      return { kind: "line", text: text.t("line.tagAdded", { by, tag: event.name }) };
    case "tag.removed":
      return { kind: "line", text: text.t("line.tagRemoved", { by, tag: event.name }) };
    case "contact.updated":
      // Changed elsewhere, where it was told; here the panel shows it.
      return event.isCopy ? null : { kind: "line", text: updatedText(event, by, text) };
    case "contact.linked":
      return { kind: "line", text: linkedText(event, by, text) };
    case "survey.sent":
      return { kind: "survey", text: text.t("line.surveySent", { survey: text.t(`survey.${event.kind}`) }) };
    case "survey.answered":
      return answeredLine(event, text);
    case "session.expiring":
      return { kind: "line", text: text.t("line.sessionExpiring") };
    case "session.expired":
      return { kind: "line", text: text.t("line.sessionExpired") };
    case "note.deleted":
      return { kind: "line", text: text.t("line.noteDeleted", { by }) };
    case "conversation.moved":
      return { kind: "line", text: text.t("line.moved", { by, division: divisionName(event, text) }) };
    case "contact.blocked":
      return {
        kind: "blocked",
        text:
          event.reason === undefined
            ? text.t("line.blocked", { by })
            : text.t("line.blockedReason", { by, reason: event.reason }),
      };
    case "contact.unblocked":
      return { kind: "line", text: text.t("line.unblocked", { by }) };
    case "room.snoozed":
      return { kind: "line", text: text.t("line.snoozed", { by, time: text.dateTime(event.until) }) };
    case "room.unsnoozed":
      return unsnoozedLine(event, by, text);
    case "room.marked_unread":
      return { kind: "line", text: text.t("line.markedUnread", { by }) };
    case "conversation.auto_resolve_set":
      return { kind: "line", text: text.t(event.isAllowed ? "line.autoResolveOn" : "line.autoResolveOff", { by }) };
    case "message.unscheduled":
      return unscheduledLine(event, by, text);
    case "idle.exhausted":
      return { kind: "alert", text: text.t("line.idleExhausted", { n: event.minutes, tries: event.tries }) };
    case "session.reminder":
      return { kind: "alert", text: text.t("line.sessionReminder", { time: text.time(event.endsAt) }) };
    default:
      return null;
  }
}

type Of<T extends RoomEvent["type"]> = Extract<RoomEvent, { type: T }>;

function openedText(event: Of<"conversation.opened">, text: Localizer): string {
  const params = { n: event.number };
  if (event.origin === "broadcast") return text.t("line.openedByBroadcast", params);
  return event.origin === "template" ? text.t("line.openedByTemplate", params) : text.t("line.openedByContact", params);
}

function resolvedText(event: Of<"conversation.resolved">, name: string, text: Localizer): string {
  const params = { n: event.number };
  switch (event.reason) {
    case "manual":
      return text.t("line.resolvedBy", { ...params, name });
    case "bulk":
      return text.t("line.resolvedBulk", { ...params, name });
    case "expired":
      return text.t("line.resolvedExpired", params);
    case "bot":
      return text.t("line.resolvedBot", params);
    default:
      return text.t("line.resolvedAuto", params);
  }
}

/** WIDGET-11, 19: what the visitor or the site says is told with who said it. */
function updatedText(event: Of<"contact.updated">, by: string, text: Localizer): string {
  if (event.actor.type === "contact") {
    const values = [event.name, event.email, event.phone].filter((one) => one).join(" · ");
    if (values !== "") return text.t(event.isVerified ? "line.siteTold" : "line.visitorTold", { values });
  }
  return event.name === undefined
    ? text.t("line.contactUpdated", { by })
    : text.t("line.contactNamed", { by, name: event.name });
}

function linkedText({ name, reason }: Of<"contact.linked">, by: string, text: Localizer): string {
  if (reason === "merged")
    return name === null ? text.t("line.mergedNameless", { by }) : text.t("line.merged", { by, name });
  return name === null ? text.t("line.linkedNameless") : text.t("line.linked", { name });
}

function answeredLine({ kind, score, comment }: Of<"survey.answered">, text: Localizer): SystemLine {
  const survey = text.t(`survey.${kind}`);
  return {
    kind: "survey",
    text: text.t("line.surveyAnswered", { survey, score: scoreText(kind, score, text) }),
    ...(comment === undefined || comment === "" ? {} : { said: comment }),
  };
}

function joinedText(event: Of<"participant.joined">, by: string, viewerId: string, text: Localizer): string {
  const named = (place: Place): string => memberName(event.memberId, event.memberName, place, viewerId, text);
  switch (event.how) {
    case "takeover":
      return text.t("line.tookOver", { name: named("first") });
    case "assigned":
      return text.t("line.assigned", { by, name: named("later") });
    case "handed_over":
      return text.t("line.handedOver", { by, name: named("later") });
    case "answered":
      return text.t("line.answered", { name: named("first") });
    default:
      return event.memberId === viewerId
        ? text.t("line.allocatedYou")
        : text.t("line.allocated", { name: event.memberName });
  }
}

/** A hand-over is one line, told by the one who came; the leaving half is not repeated. */
function leftLine(event: Of<"participant.left">, by: string, viewerId: string, text: Localizer): SystemLine | null {
  const named = (place: Place): string => memberName(event.memberId, event.memberName, place, viewerId, text);
  if (event.reason === "handed_over") return null;
  if (event.reason === "removed") return { kind: "line", text: text.t("line.removed", { by, name: named("later") }) };
  if (event.reason === "deactivated")
    return { kind: "line", text: text.t("line.deactivated", { name: named("first") }), ...whyOf(event) };
  const movedOn = MOVED_ON[event.reason as keyof typeof MOVED_ON];
  if (movedOn) return { kind: "line", text: text.t(movedOn, { name: named("first") }), ...whyOf(event) };
  return { kind: "line", text: text.t("line.left", { name: named("first") }) };
}

const MOVED_ON = { idle: "line.leftIdle", offline: "line.leftOffline", moved: "line.leftMoved" } as const;

const whyOf = ({ explanation }: { explanation?: string | undefined }): { why?: string } =>
  explanation === undefined || explanation === "" ? {} : { why: explanation };

const divisionName = (event: Of<"conversation.moved">, text: Localizer): string =>
  event.divisionId === null ? text.t("division.general") : event.divisionName;

function unsnoozedLine(event: Of<"room.unsnoozed">, by: string, text: Localizer): SystemLine | null {
  if (event.reason === "due") return { kind: "alert", text: text.t("line.snoozeDue") };
  if (event.reason === "answered") return { kind: "line", text: text.t("line.snoozeAnswered") };
  return event.reason === "cancelled" ? { kind: "line", text: text.t("line.unsnoozed", { by }) } : null;
}

/** A scheduled message that was sent needs no line: it stands there itself. */
function unscheduledLine(event: Of<"message.unscheduled">, by: string, text: Localizer): SystemLine | null {
  switch (event.reason) {
    case "cancelled":
      return { kind: "line", text: text.t("line.scheduleCancelled", { by }) };
    case "answered":
      return { kind: "line", text: text.t("line.scheduleAnswered") };
    case "resolved":
      return { kind: "line", text: text.t("line.scheduleResolved") };
    case "refused":
      return {
        kind: "alert",
        text: text.t("line.scheduleRefused", {
          cause: text.find(`error.${event.code}`) ?? text.t("error.other"),
        }),
      };
    default:
      return null;
  }
}
