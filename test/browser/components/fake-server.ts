import { foldSummary } from "../../../components/inbox/conversation/fold-summary.ts";
import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import type { Me, MemberRow, MessageHit, TagRow } from "../../../protocol/http.schema.ts";
import type { RoomHistory, Draft as SavedDraft } from "../../../protocol/inbox.schema.ts";
import { ACTIONS, can, type Role } from "../../../protocol/roles.ts";
import type { RoomEvent, RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { Positions } from "../../../protocol/room-frames.schema.ts";
import { DEFAULT_SESSION } from "../../../protocol/session.ts";
import type { Division, QuickReply } from "../../../protocol/settings.schema.ts";
import { type Draft, eventsBy } from "./fake-commands.ts";
import { answerOfRoom } from "./fake-room.ts";
import { FakeSocket } from "./fake-socket.ts";

const SETTINGS = { agentCanTakeOver: true, agentCanAssign: true, agentCanBroadcast: false, contactMasking: false };
const PAGE = 50;

type Frame = {
  type: string;
  id?: string;
  command?: MemberCommand;
  before?: number;
  ref?: string;
  last?: number;
  read?: number;
  isOnline?: boolean;
};

/**
 * A server inside the page, at the boundary of `fetch` and `WebSocket`, for the states of the inbox that a real one shows
 * only for a moment or not on demand. What the server really does is tested end to end elsewhere.
 */
export class FakeServer {
  me: Me;
  readonly rooms = new Map<string, RoomSummary>();
  readonly logs = new Map<string, RoomEvent[]>();
  readonly positions = new Map<string, Positions>();
  readonly sockets = new Set<FakeSocket>();
  /** "GET /rooms?…" and so on, in order. */
  readonly requests: string[] = [];
  /** Frames of room and feed sockets, in order. */
  readonly frames: Frame[] = [];
  members: MemberRow[] = [];
  tags: TagRow[] = [];
  divisions: Division[] = [];
  quickReplies: QuickReply[] = [];
  readonly drafts = new Map<string, SavedDraft>();
  readonly histories = new Map<string, RoomHistory>();
  hits: MessageHit[] = [];
  /** Paths (after /api/v1) that fail, and how. */
  readonly failing = new Map<string, { status: number; code: string }>();
  /** Answers commands of this type with this refusal. */
  readonly refusing = new Map<
    MemberCommand["type"],
    { code: string; retryable: boolean; params?: Record<string, string> }
  >();
  /** Answers of further parts of the server, asked first: "GET /notices" gives the body, or a whole Response. */
  readonly extra = new Map<string, (query: URLSearchParams, body: unknown) => unknown>();
  /** Takes commands without ever answering. */
  isMute = false;
  /** Nothing is answered before this many ms. */
  delayMs = 1;
  /** Rows a list page has at least, whatever was asked for. */
  minPage = 0;
  /** False: no network at all. */
  isUp = true;
  isOnline = false;
  /** Answers what it knows before this server does; paths are those after /api/v1. */
  answerer: ((method: string, path: string, body: unknown) => Response | null) | null = null;
  readonly #realFetch = window.fetch;
  readonly #realSocket = window.WebSocket;
  #feedLast = 0;
  #sorted: { key: string; rooms: RoomSummary[] } | null = null;

  constructor(role: Role = "supervisor") {
    this.me = {
      memberId: "mem_me",
      name: "Bagas Pratama",
      email: "bagas@kopisenja.example",
      role,
      organization: { organizationId: "org_a", name: "Kopi Senja", timeZone: "Asia/Jakarta", language: "en" },
      language: null,
      permissions: ACTIONS.filter((action) => can(role, action, SETTINGS)),
      session: DEFAULT_SESSION,
      divisionIds: [],
      isOwner: false,
      deletion: null,
      scope: null,
      surveys: [],
    };
    window.fetch = (input, init) => this.#fetch(input, init);
    const server = this;
    window.WebSocket = class {
      constructor(url: string | URL, protocols?: string | string[]) {
        const isOurs = new URL(url).pathname.startsWith("/api/v1/");
        // biome-ignore lint/correctness/noConstructorReturn: the page must get another object than the one being made
        return isOurs ? new FakeSocket(server, String(url)) : new server.#realSocket(url, protocols);
      }
    } as unknown as typeof WebSocket;
  }

  uninstall(): void {
    window.fetch = this.#realFetch;
    window.WebSocket = this.#realSocket;
    for (const socket of [...this.sockets]) socket.cut(1000);
  }

  add(room: RoomSummary, drafts: Draft[] = []): void {
    this.logs.set(
      room.roomId,
      drafts.map((draft, index) => ({ ...draft, seq: index + 1 }) as RoomEvent),
    );
    this.rooms.set(room.roomId, { ...room, headSeq: drafts.length });
    this.positions.set(room.roomId, { contactDelivered: 0, contactRead: 0, staffRead: drafts.length });
  }

  /** Something happens in a room: sockets of the room get the event, the feed gets the summary. */
  append(roomId: string, ...drafts: Draft[]): void {
    const log = this.logs.get(roomId) ?? [];
    const events = drafts.map((draft, index) => ({ ...draft, seq: log.length + index + 1 }) as RoomEvent);
    log.push(...events);
    const before = this.rooms.get(roomId);
    if (before) {
      const room = foldSummary(before, log);
      const last = events.findLast((event) => event.type === "message.created");
      this.change({
        ...room,
        ...(last?.type === "message.created"
          ? {
              lastMessage: {
                seq: last.seq,
                at: last.at,
                direction: last.direction,
                authorType: last.direction === "inbound" ? "contact" : "member",
                authorName: null,
                contentType: last.content.type,
                preview: last.content.type === "text" ? last.content.text : "",
              },
              unreadCount: last.direction === "inbound" ? room.unreadCount + 1 : 0,
            }
          : {}),
      });
    }
    this.toRoom(roomId, { type: "events", events });
  }

  /** A summary as the feed carries it. */
  change(room: RoomSummary): void {
    const next = { ...room, version: room.version + 1 };
    this.rooms.set(room.roomId, next);
    this.toFeed({ type: "rooms", last: ++this.#feedLast, rooms: [next], gone: [], counters: this.counters });
  }

  takeAway(roomId: string): void {
    this.rooms.delete(roomId);
    this.toFeed({ type: "rooms", last: ++this.#feedLast, rooms: [], gone: [roomId], counters: this.counters });
  }

  says(roomId: string, text: string, at = Date.now()): void {
    const actor = { type: "contact" as const, id: "con_1" };
    this.append(roomId, {
      type: "message.created",
      at,
      actor,
      conversationNumber: 1,
      direction: "inbound",
      content: { type: "text", text },
    });
  }

  toRoom(roomId: string, frame: object): void {
    for (const socket of this.sockets) if (socket.roomId === roomId) socket.push(frame);
  }

  toFeed(frame: object): void {
    for (const socket of this.sockets) if (socket.roomId === null) socket.push(frame);
  }

  /** The network is gone: sockets end, requests fail. */
  down(): void {
    this.isUp = false;
    for (const socket of [...this.sockets]) socket.cut(1006);
  }

  up(): void {
    this.isUp = true;
    window.dispatchEvent(new Event("online"));
  }

  get counters() {
    const rooms = [...this.rooms.values()];
    return {
      messages: rooms.filter((room) => room.kind === "message" && room.isUnresponded).length,
      comments: rooms.filter((room) => room.kind === "comment" && room.isUnresponded).length,
      unassigned: rooms.filter((room) => room.status === "unassigned").length,
    };
  }

  answer(socket: FakeSocket, frame: Frame): void {
    this.frames.push(frame);
    if (socket.roomId === null) this.#answerFeed(socket, frame);
    else this.#answerRoom(socket, socket.roomId, frame);
  }

  #answerFeed(socket: FakeSocket, frame: Frame): void {
    const presence = this.members.map(({ memberId, isOnline }) => ({ memberId, isOnline }));
    if (frame.type === "hello")
      socket.push({
        type: "welcome",
        version: 1,
        epoch: "e",
        last: this.#feedLast,
        isComplete: frame.last !== undefined,
        serverTime: Date.now(),
        counters: this.counters,
        isOnline: this.isOnline,
        presence,
      });
    if (frame.type === "presence.set") {
      this.isOnline = frame.isOnline === true;
      socket.push({ type: "presence", presence, isOnline: this.isOnline });
    }
  }

  #answerRoom(socket: FakeSocket, roomId: string, frame: Frame): void {
    const log = this.logs.get(roomId);
    const summary = this.rooms.get(roomId);
    const positions = this.positions.get(roomId);
    if (!log || !summary || !positions) {
      socket.cut(4003);
      return;
    }
    if (frame.type === "hello") {
      const after = frame.last ?? Math.max(0, log.length - PAGE);
      const mode = frame.last === undefined ? "snapshot" : "resume";
      const head = log.length;
      socket.push({
        type: "resumed",
        mode,
        version: 1,
        epoch: "e",
        head,
        floor: 1,
        after,
        serverTime: Date.now(),
        positions,
        summary,
      });
      socket.push({ type: "events", events: log.slice(after) });
      socket.push({ type: "live", head });
    } else if (frame.type === "history" && frame.before) {
      const from = Math.max(0, frame.before - 1 - PAGE);
      socket.push({ type: "history", ref: frame.ref, events: log.slice(from, frame.before - 1), hasMore: from > 0 });
    } else if (frame.type === "position" && frame.read) {
      this.positions.set(roomId, { ...positions, staffRead: Math.max(positions.staffRead, frame.read) });
      this.change({ ...summary, unreadCount: 0 });
    } else if (frame.type === "command" && frame.id && frame.command)
      this.#take(socket, roomId, frame.id, frame.command);
  }

  #take(socket: FakeSocket, roomId: string, id: string, command: MemberCommand): void {
    if (this.isMute) return;
    const refusal = this.refusing.get(command.type);
    if (refusal) {
      socket.push({ type: "refused", id, refusal });
      return;
    }
    this.append(roomId, ...eventsBy(command, id, this.me, this.rooms.get(roomId) as RoomSummary, this));
    socket.push({ type: "ack", acks: [{ id, seq: this.logs.get(roomId)?.length ?? 0, isRepeat: false }] });
  }

  async #fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const url = new URL(input instanceof Request ? input.url : input, location.href);
    if (!url.pathname.startsWith("/api/v1/")) return this.#realFetch.call(window, input, init);
    const path = url.pathname.slice("/api/v1".length);
    this.requests.push(`${init?.method ?? "GET"} ${path}${url.search}`);
    await new Promise((resolve) => setTimeout(resolve, this.delayMs));
    init?.signal?.throwIfAborted();
    if (!this.isUp) throw new TypeError("no network");
    const failure = this.failing.get(path);
    if (failure) return json({ code: failure.code, retryable: failure.status >= 500 }, failure.status);
    const more = this.extra.get(`${init?.method ?? "GET"} ${path}`);
    if (more) return asResponse(more(url.searchParams, init?.body ? JSON.parse(String(init.body)) : undefined));
    const body: unknown = typeof init?.body === "string" ? JSON.parse(init.body) : null;
    const ofRoom = answerOfRoom(this, init?.method ?? "GET", path, url.searchParams, body);
    if (ofRoom !== undefined) return json(ofRoom);
    return this.answerer?.(init?.method ?? "GET", path, body) ?? this.#respond(path, url.searchParams);
  }

  #respond(path: string, query: URLSearchParams): Response {
    if (path === "/me") return json(this.me);
    if (path === "/members") return json(this.members);
    if (path === "/tags") return json(this.tags);
    if (path === "/divisions") return json(this.divisions);
    if (path === "/quick-replies") return json(this.quickReplies);
    if (path === "/drafts") return json([...this.drafts.values()]);
    if (path === "/counters") return json(this.counters);
    if (path === "/rooms") return json(this.#page(query));
    if (path === "/search/messages") {
      const words = (query.get("q") ?? "").toLowerCase();
      return json({ hits: this.hits.filter(({ text }) => text.toLowerCase().includes(words)), nextCursor: null });
    }
    return json({ code: "not_found", retryable: false }, 404);
  }

  #page(query: URLSearchParams): object {
    const status = query.get("status") ?? "all";
    const direction = query.get("sort") === "oldest" ? 1 : -1;
    const limit = Math.max(this.minPage, Number(query.get("limit") ?? PAGE));
    const from = Number(query.get("cursor") ?? 0);
    const key = `${query.get("kind")} ${status} ${direction} ${this.rooms.size} ${this.#feedLast}`;
    const all = this.#sorted?.key === key ? this.#sorted.rooms : this.#sort(query.get("kind"), status, direction);
    this.#sorted = { key, rooms: all };
    const end = from + limit;
    return { rooms: all.slice(from, end), nextCursor: end < all.length ? String(end) : null, lagMs: 0 };
  }

  #sort(kind: string | null, status: string, direction: number): RoomSummary[] {
    return [...this.rooms.values()]
      .filter((room) => room.kind === (kind ?? "message") && (status === "all" || room.status === status))
      .sort((a, b) => direction * ((a.lastInboundAt ?? 0) - (b.lastInboundAt ?? 0) || (a.roomId < b.roomId ? -1 : 1)));
  }
}

const asResponse = (body: unknown): Response =>
  body instanceof Response ? body : body === undefined ? new Response(null, { status: 204 }) : json(body);
export const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
