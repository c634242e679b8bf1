import { ProblemError } from "../../client/api.ts";
import { newCommandId } from "../../client/command-id.ts";
import type { Outgoing } from "../../client/types.ts";
import type { Refusal } from "../../protocol/codes.ts";
import type { MemberCommand } from "../../protocol/commands.schema.ts";
import type { Counters } from "../../protocol/feed-frames.schema.ts";
import type { Me, MemberRow, TagRow } from "../../protocol/http.schema.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import { acquireConnection, type Connection } from "../data/connection.ts";
import { Drafts } from "../data/drafts.ts";
import type { Expectation } from "../data/expected-rooms.ts";
import { InboxStore } from "../data/inbox-store.ts";
import { NameBook } from "../data/name-book.ts";
import { Observable } from "../data/observable.ts";
import { type OfferUndo, PendingResolves, type ResolveCommand } from "../data/pending-resolves.ts";
import { type RoomServices, roomServices } from "../data/room-services.ts";
import { type RoomMemory, RoomStore } from "../data/room-store.ts";
import { codeOf } from "../data/texts-of-errors.ts";
import { roomPart } from "./room-part-loader.ts";
import { isSameViewer, type Viewer, viewerOf } from "./viewer.ts";

const ROOMS_REMEMBERED = 30;
const NOTHING_EXPECTED: Expectation = { settle: () => {}, takeBack: () => {} };

export type InboxModelEvents = {
  onRefused: (refusal: Refusal) => void;
  /** Somebody else took the room first; an agent no longer sees it. */
  onTaken: (roomId: string, refusal: Refusal) => void;
  onError: (code: string) => void;
  onCounters: (counters: Counters) => void;
  onResolved: (roomId: string, conversationNumber: number) => void;
  /** A room was resolved from here and can still be taken back. */
  onResolving: OfferUndo;
  /** It was taken back. */
  onUndone: (room: RoomSummary) => void;
  /** The customer wrote before a resolution was sent; it was taken back. */
  onOvertaken: (room: RoomSummary) => void;
  /** What was done without opening a room was refused. */
  onFailed: (error: unknown) => void;
};

export type InboxModelRules = {
  /** The host shows it for reading only; a token that only reads is so anyway. */
  isReadOnly: () => boolean;
  /** Whether the token opens this element (EMBED-3); nothing is asked for else. */
  isInScope: (connection: Connection) => boolean;
};

/** All that one `<sapa-inbox>` knows: its share of the connection, the lists, the drafts and the open room. */
export class InboxModel extends Observable {
  readonly connection: Connection;
  readonly names: NameBook;
  readonly resolves: PendingResolves;
  readonly #release: () => void;
  readonly #events: InboxModelEvents;
  readonly #isReadOnly: () => boolean;
  readonly #isInScope: () => boolean;
  readonly #memories = new Map<string, RoomMemory>();
  readonly #memberNames = new Map<string, string>();
  readonly #tagNames = new Map<string, string>();
  readonly #stops: (() => void)[] = [];
  #viewer: Viewer | null = null;
  #viewerFrom: Me | null = null;
  #counters = "";
  #generation = 0;
  #stopFeed: () => void = () => {};
  #resolvedOf: { roomId: string; isResolved: boolean } | null = null;
  lists: InboxStore | null = null;
  drafts: Drafts | null = null;
  room: RoomStore | null = null;

  constructor(
    [baseUrl, provider]: Parameters<typeof acquireConnection>,
    { isReadOnly, isInScope, ...events }: InboxModelEvents & InboxModelRules,
  ) {
    super();
    const { connection, release } = acquireConnection(baseUrl, provider);
    this.connection = connection;
    this.#release = release;
    this.#events = events;
    this.names = new NameBook(connection);
    this.services = roomServices(connection, {
      members: this.loadMembers,
      tags: this.loadTags,
      memberName: (memberId) => this.#memberNames.get(memberId),
    });
    this.#isReadOnly = () => isReadOnly() || (connection.me?.scope?.isReadOnly ?? false);
    this.#isInScope = () => isInScope(connection);
    this.resolves = new PendingResolves({
      self: () => ({ memberId: connection.me?.memberId ?? "", name: connection.me?.name ?? "" }),
      told: (roomId) =>
        (this.room?.roomId === roomId ? this.room.settledSummary : null) ?? this.lists?.told(roomId) ?? null,
      expect: (roomId, change) => this.lists?.expect(roomId, change) ?? NOTHING_EXPECTED,
      deliver: (roomId, command, isLeaving) => this.#deliver(roomId, command, isLeaving),
      offer: events.onResolving,
      onUndone: events.onUndone,
      onOvertaken: events.onOvertaken,
      onRefused: events.onFailed,
    });
    this.#stops.push(connection.subscribe(() => this.#handleConnection()));
    this.#stops.push(roomPart.subscribe(() => this.changed()));
    void roomPart.load();
    this.#handleConnection();
  }

  get viewer(): Viewer | null {
    const { me } = this.connection;
    if (!me) return null;
    if (this.#viewerFrom !== me || this.#viewer?.isReadOnly !== this.#isReadOnly()) {
      const viewer = viewerOf(me, this.#isReadOnly());
      // The same person with the same rights stays the same object, which tells lists that nothing changed.
      if (!isSameViewer(this.#viewer, viewer)) this.#viewer = viewer;
      this.#viewerFrom = me;
    }
    return this.#viewer;
  }

  readonly now = (): number => this.connection.now();

  readonly loadMembers = async (): Promise<MemberRow[]> => {
    const members = await this.connection.members();
    for (const { memberId, name } of members) this.#memberNames.set(memberId, name);
    return members;
  };

  readonly loadTags = async (): Promise<TagRow[]> => {
    const tags = await this.connection.tags();
    for (const { tagId, name } of tags) this.#tagNames.set(tagId, name);
    return tags;
  };

  /** What the open room asks for beside its own log. */
  readonly services: RoomServices;

  /** Opens a room, or closes the open one. */
  openRoom(roomId: string | null): void {
    const { me } = this.connection;
    if (this.room?.roomId === (roomId ?? undefined)) return;
    this.#closeRoom();
    this.connection.watchRoom(roomId);
    if (roomId !== null && me) {
      this.room = new RoomStore({
        roomId,
        connection: this.connection.openRoom(roomId, this.#memories.get(roomId)?.log),
        self: { memberId: me.memberId, name: me.name },
        known: this.#memories.get(roomId),
        listSummary: () => this.lists?.told(roomId) ?? null,
        resolves: this.resolves,
        history: (page) => this.connection.api.events(roomId, page),
        memberName: (memberId) => (memberId === me.memberId ? me.name : this.#memberNames.get(memberId)),
        tagName: (tagId) => this.#tagNames.get(tagId),
        onRefused: (item) => this.#handleRefused(roomId, item),
      });
      this.#stopRoom = this.room.subscribe(() => this.#handleRoom());
      this.#resolvedOf = null;
    }
    this.changed();
  }

  close(): void {
    this.resolves.close();
    this.#closeRoom();
    this.connection.watchRoom(null);
    for (const stop of this.#stops) stop();
    this.#stopFeed();
    this.lists?.close();
    this.names.close();
    this.drafts?.close();
    this.#release();
  }

  #stopRoom: () => void = () => {};

  #closeRoom(): void {
    if (!this.room) return;
    this.#stopRoom();
    const memory = this.room.memory();
    if (memory) {
      this.#memories.delete(this.room.roomId);
      this.#memories.set(this.room.roomId, memory);
      const oldest = this.#memories.keys().next().value;
      if (this.#memories.size > ROOMS_REMEMBERED && oldest !== undefined) this.#memories.delete(oldest);
    }
    this.room.close();
    this.room = null;
  }

  #handleConnection(): void {
    const { connection } = this;
    if (this.lists && this.#generation !== connection.generation) this.#startAnew();
    if (connection.phase === "ready" && !this.lists && connection.me && this.#isInScope()) {
      const { feed } = connection;
      this.#generation = connection.generation;
      this.drafts ??= new Drafts(connection.me.memberId, connection.api, this.now);
      this.lists = new InboxStore({
        api: connection.api,
        feed,
        viewer: () => this.viewer,
        now: this.now,
        onError: (error) => this.#events.onError(codeOf(error)),
      });
      const stops = [feed.subscribe(() => this.#handleFeed()), this.lists.subscribe(() => this.resolves.check())];
      this.#stopFeed = () => {
        for (const stop of stops) stop();
      };
      this.#handleFeed();
    }
    this.changed();
  }

  /** After a new sign-in: the old feed and the old room socket have ended for good. */
  #startAnew(): void {
    this.#stopFeed();
    this.lists?.close();
    this.lists = null;
    const roomId = this.room?.roomId;
    this.#closeRoom();
    if (roomId !== undefined) this.openRoom(roomId);
  }

  #handleFeed(): void {
    const { view } = this.connection.feed;
    const counters = JSON.stringify(view.counters);
    if (view.state === "live" && counters !== this.#counters) {
      this.#counters = counters;
      this.#events.onCounters(view.counters);
    }
    if (view.endedWith) this.connection.ended(view.endedWith.code);
    this.changed();
  }

  #handleRoom(): void {
    const { room } = this;
    if (!room) return;
    const code = room.view.endedWith?.code;
    if (code === "forbidden" && room.wasTaking()) void this.#askWhoTook(room.roomId);
    if (code === "unauthenticated" || code === "version_too_old") this.connection.ended(code);
    const summary = room.settledSummary;
    if (!summary) return;
    if (room.view.summary) this.lists?.offer(room.view.summary);
    this.resolves.check();
    const isResolved = summary.status === "resolved";
    if (isResolved && this.#resolvedOf?.roomId === room.roomId && !this.#resolvedOf.isResolved)
      this.#events.onResolved(room.roomId, summary.conversation.number);
    this.#resolvedOf = { roomId: room.roomId, isResolved };
  }

  /** ASSIGN-7: the socket was closed before it could say who was first. */
  async #askWhoTook(roomId: string): Promise<void> {
    try {
      await this.connection.api.command(roomId, newCommandId(), { type: "room.take" });
    } catch (error) {
      if (error instanceof ProblemError) this.#events.onTaken(roomId, error.refusal);
    }
  }

  /** An open room keeps what is sent until it has arrived; a page that ends sends it while it still can. */
  async #deliver(roomId: string, command: ResolveCommand, isLeaving: boolean): Promise<boolean> {
    if (this.room?.roomId === roomId && !isLeaving) {
      this.room.sendAtOnce(command);
      return false;
    }
    await this.connection.api.command(roomId, newCommandId(), command);
    return true;
  }

  /** ROOM-19: an answer that lost against a resolution goes back to where it was written. */
  #handleRefused(roomId: string, item: Outgoing<MemberCommand> & { refusal: Refusal }): void {
    const { command, refusal } = item;
    if (command.type === "message.send" && command.content.type === "text") {
      const kept = [command.content.text, this.drafts?.get(roomId, "reply") ?? ""].filter((part) => part !== "");
      this.drafts?.set(roomId, "reply", kept.join("\n"));
    }
    if (command.type === "conversation.resolve") this.resolves.refused(roomId);
    if (refusal.code === "assign.taken") this.#events.onTaken(roomId, refusal);
    else this.#events.onRefused(refusal);
    this.#events.onError(refusal.code);
  }
}
