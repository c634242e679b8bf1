import type { Actor, RoomEvent, VisitorEvent } from "../../../protocol/room-events.schema.ts";

type VisitorActor = Exclude<VisitorEvent, { type: "hidden" }>["actor"];

const visitorActor = (actor: Actor): VisitorActor =>
  "name" in actor ? { type: actor.type, name: actor.name } : { type: actor.type };

/** WIDGET-24 as an allowlist: fields are named one by one, whatever is not named here never reaches a visitor. */
export function forVisitor(event: RoomEvent): VisitorEvent {
  const { seq, at } = event;
  const actor = visitorActor(event.actor);
  switch (event.type) {
    case "message.created":
      return {
        seq,
        at,
        actor,
        type: event.type,
        direction: event.direction,
        content: event.content,
        ...(event.replyToSeq === undefined ? {} : { replyToSeq: event.replyToSeq }),
        // Only the visitor's own id settles anything in the visitor's client.
        ...(event.direction === "inbound" && event.commandId !== undefined ? { commandId: event.commandId } : {}),
      };
    case "message.withheld":
      // BLOCK-4: whoever is blocked does not learn it; the message stands there as sent.
      return {
        seq,
        at,
        actor,
        type: "message.created",
        direction: "inbound",
        content: event.content,
        ...(event.replyToSeq === undefined ? {} : { replyToSeq: event.replyToSeq }),
        ...(event.commandId === undefined ? {} : { commandId: event.commandId }),
      };
    case "survey.sent": {
      const { kind, conversationNumber, title, question, comment, thanks } = event;
      return { seq, at, actor, type: event.type, kind, conversationNumber, title, question, comment, thanks };
    }
    case "survey.answered": {
      const { surveySeq, kind, score, comment } = event;
      return {
        seq,
        at,
        actor,
        type: event.type,
        surveySeq,
        kind,
        score,
        ...(comment === undefined ? {} : { comment }),
      };
    }
    case "conversation.opened":
    case "conversation.resolved":
      return { seq, at, actor, type: event.type, number: event.number };
    case "participant.joined":
    case "participant.left":
      return { seq, at, actor, type: event.type, memberName: event.memberName };
    default:
      return { seq, type: "hidden" };
  }
}
