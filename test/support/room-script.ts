import type { Channel, RoomKind } from "../../protocol/channels.ts";
import { contactIdFor, roomIdFor } from "../../protocol/ids.ts";
import type { Actor, RoomEvent, RoomSummary } from "../../protocol/room-events.schema.ts";
import type { ProjectionSlice } from "../../worker/db/projector/contract.ts";
import { evolve } from "../../worker/room/rules/evolve.ts";
import { emptyCursors, emptyRoom, type RoomState } from "../../worker/room/rules/state.ts";
import { summaryOf } from "../../worker/room/rules/summary.ts";
import type { WorldMember, WorldOrganization } from "./world.ts";

type Body<E> = E extends RoomEvent ? Omit<E, "seq" | "at" | "actor"> : never;
type ScriptOptions = {
  kind?: RoomKind;
  channel?: Channel;
  divisionId?: string | null;
  contactName?: string | null;
  at?: number;
};

const SYSTEM: Actor = { type: "system" };

/** Writes a room's log step by step and says what its object would hand to the projector. The same folding as the room's. */
export class RoomScript {
  readonly events: RoomEvent[] = [];
  readonly roomId: string;
  readonly #organization: WorldOrganization;
  readonly #contactId: string;
  readonly #divisionId: string | null;
  #state: RoomState = emptyRoom;
  #at: number;

  private constructor(
    organization: WorldOrganization,
    ids: { roomId: string; contactId: string },
    options: ScriptOptions,
  ) {
    this.#organization = organization;
    this.roomId = ids.roomId;
    this.#contactId = ids.contactId;
    this.#divisionId = options.divisionId ?? null;
    this.#at = options.at ?? 1_700_000_000_000;
  }

  /** The room of a customer, created and waiting, before the first message. */
  static async open(
    organization: WorldOrganization,
    externalId: string,
    options: ScriptOptions = {},
  ): Promise<RoomScript> {
    const { organizationId, integrationId, integrationName } = organization;
    const channel = options.channel ?? "web_chat";
    const roomId = await roomIdFor(integrationId, externalId);
    const contactId = await contactIdFor(organizationId, channel, externalId);
    const script = new RoomScript(organization, { roomId, contactId }, options);
    const { kind = "message", contactName = null } = options;
    script.add(SYSTEM, {
      type: "room.created",
      organizationId,
      integrationId,
      integrationName,
      channel,
      kind,
      contactId,
      externalId,
      contactName,
    });
    return script.opens();
  }

  get headSeq(): number {
    return this.#state.headSeq;
  }

  at(at: number): this {
    this.#at = at;
    return this;
  }

  add(actor: Actor, body: Body<RoomEvent>): this {
    const event = { seq: this.headSeq + 1, at: this.#at++, actor, ...body } as RoomEvent;
    this.events.push(event);
    this.#state = evolve(this.#state, event);
    return this;
  }

  opens(status: "unassigned" | "campaign" = "unassigned"): this {
    const number = this.#number + 1;
    return this.add(SYSTEM, {
      type: "conversation.opened",
      number,
      origin: "contact",
      status,
      divisionId: this.#divisionId,
    });
  }

  writes(text: string): this {
    return this.#message({ type: "contact", id: this.#contactId }, "inbound", text);
  }

  answers(member: WorldMember, text: string): this {
    return this.#message(actorOf(member), "outbound", text);
  }

  joins(member: WorldMember): this {
    return this.add(actorOf(member), {
      type: "participant.joined",
      memberId: member.memberId,
      memberName: member.name,
      how: "takeover",
    });
  }

  leaves(member: WorldMember): this {
    return this.add(actorOf(member), {
      type: "participant.left",
      memberId: member.memberId,
      memberName: member.name,
      reason: "left",
    });
  }

  resolves(member: WorldMember): this {
    return this.add(actorOf(member), { type: "conversation.resolved", number: this.#number, reason: "manual" });
  }

  tags(member: WorldMember, name: string, isAdded = true): this {
    const tag = { tagId: `tag_${name}`, name };
    return this.add(actorOf(member), { type: isAdded ? "tag.added" : "tag.removed", ...tag });
  }

  get summary(): RoomSummary {
    const summary = summaryOf(this.roomId, this.#state, emptyCursors);
    if (summary === null) throw new Error("the room has no conversation yet");
    return summary;
  }

  /** What is unflushed after `flushedSeq`, with the summary as it is now. */
  slice(flushedSeq = 0, limit = Number.POSITIVE_INFINITY): ProjectionSlice {
    const events = this.events.slice(flushedSeq, flushedSeq + limit);
    return { organizationId: this.#organization.organizationId, roomId: this.roomId, events, summary: this.summary };
  }

  get #number(): number {
    return this.#state.conversation?.number ?? 0;
  }

  #message(actor: Actor, direction: "inbound" | "outbound", text: string): this {
    const content = { type: "text", text } as const;
    return this.add(actor, { type: "message.created", conversationNumber: this.#number, direction, content });
  }
}

const actorOf = ({ memberId: id, name }: WorldMember): Actor => ({ type: "member", id, name });
