import type {
  BulkRequest,
  BulkResult,
  ExpiredCounts,
  IntegrationRow,
  Job,
  ResolveExpired,
  SavedFilter,
  SaveFilter,
} from "../../../protocol/inbox.schema.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { DEFAULT_SESSION, sessionStart, sessionState } from "../../../protocol/session.ts";
import { type FakeServer, json } from "./fake-server.ts";

const refused = (code: string, status = 409): Response => json({ code, retryable: false }, status);

/** What stands around the list, on the server inside the page: filters, both searches, bulk work, the expired rooms. */
export class FakeInbox {
  readonly server: FakeServer;
  integrations: IntegrationRow[] = [
    { integrationId: "int_a", name: "Shop", channel: "web_chat", isEnabled: true },
    { integrationId: "int_wa", name: "Orders", channel: "wa_cloud", isEnabled: true },
  ];
  saved: SavedFilter[] = [];
  counts: ExpiredCounts = {
    assigned: { wa_cloud: 3, ig: 0, fb: 1, other: 5 },
    unassigned: { wa_cloud: 2, ig: 0, fb: 0, other: 0 },
  };
  job: Job | null = null;
  /** The room that Get New Chat gives. */
  next: string | null = null;
  /** Rooms that bulk work skips, and why. */
  readonly skipping = new Map<string, string>();
  readonly bulks: BulkRequest[] = [];
  readonly resolveAsked: ResolveExpired[] = [];
  readonly commands: { roomId: string; type: string }[] = [];

  constructor(server: FakeServer) {
    this.server = server;
    const { extra } = server;
    extra.set("GET /integrations", () => this.integrations);
    extra.set("GET /saved-filters", () => this.saved);
    extra.set("POST /saved-filters", (_, body) => this.#save(body as SaveFilter));
    extra.set("GET /rooms", (query) => this.#list(query));
    extra.set("GET /search/rooms", (query) => this.#findRooms(query));
    extra.set("POST /rooms/bulk", (_, body) => this.#bulk(body as BulkRequest));
    extra.set("POST /rooms/next", () => ({ roomId: this.next }));
    extra.set("GET /rooms/resolve-expired", () => this.counts);
    extra.set("POST /rooms/resolve-expired", (_, body) => this.#resolve(body as ResolveExpired));
    extra.set("GET /jobs/current", () => json(this.job));
  }

  /** Takes the commands that the list sends for a room, or refuses them. */
  hearCommands(roomId: string, code?: string): void {
    this.server.extra.set(`POST /rooms/${roomId}/commands`, (_, body) => {
      if (code !== undefined) return refused(code);
      this.commands.push({ roomId, type: (body as { type: string }).type });
      return { id: "x", seq: 1, isRepeat: false };
    });
  }

  tellJob(change: Partial<Job>): void {
    if (!this.job) return;
    this.job = { ...this.job, ...change };
    this.server.toFeed({ type: "job", job: this.job });
  }

  #save({ name, query, isShared }: SaveFilter): unknown {
    if (this.saved.some((one) => one.name === name)) return refused("filter.exists", 422);
    const saved = { filterId: `fil_${this.saved.length}`, name, query, isShared, isOwn: true };
    this.saved.push(saved);
    this.server.extra.set(`DELETE /saved-filters/${saved.filterId}`, () => {
      this.saved = this.saved.filter(({ filterId }) => filterId !== saved.filterId);
      return undefined;
    });
    return saved;
  }

  /** Sees to the fields that the tests of the screen use, by other means than the screen itself. */
  #list(query: URLSearchParams): object {
    const values = (name: string): string[] | null => query.get(name)?.split(",") ?? null;
    const isWanted = (room: RoomSummary): boolean => {
      const [tags, sessions, agents, status] = [
        values("tagIds"),
        values("sessions"),
        values("agentIds"),
        query.get("status"),
      ];
      const session = sessionState(sessionStart(room), Date.now(), DEFAULT_SESSION);
      return (
        room.kind === (query.get("kind") ?? "message") &&
        (status === "all" || room.status === status) &&
        (!tags ||
          room.tags.some(({ tagId }) => tags.includes(tagId)) ||
          (tags.includes("none") && !room.tags.length)) &&
        (!sessions || sessions.includes(session)) &&
        (!agents || room.participants.some(({ memberId }) => agents.includes(memberId))) &&
        (query.get("unresponded") !== "true" || room.isUnresponded) &&
        (query.get("sort") !== "expires" || session !== "expired")
      );
    };
    const direction = query.get("sort") === "newest" ? -1 : 1;
    const rooms = [...this.server.rooms.values()]
      .filter(isWanted)
      .sort((a, b) => direction * ((a.lastInboundAt ?? 0) - (b.lastInboundAt ?? 0)));
    const limit = Number(query.get("limit") ?? 50);
    const from = Number(query.get("cursor") ?? 0);
    const nextCursor = from + limit < rooms.length ? String(from + limit) : null;
    return { rooms: rooms.slice(from, from + limit), nextCursor, lagMs: 0 };
  }

  #findRooms(query: URLSearchParams): object {
    const words = (query.get("q") ?? "").toLowerCase();
    const from = Number(query.get("from") ?? 0);
    const until = Number(query.get("until") ?? Number.MAX_SAFE_INTEGER);
    const rooms = [...this.server.rooms.values()].filter(
      ({ contact, lastActivityAt }) =>
        `${contact.name} ${contact.phone} ${contact.email}`.toLowerCase().includes(words) &&
        lastActivityAt >= from &&
        lastActivityAt <= until,
    );
    return { rooms, nextCursor: null, lagMs: 0 };
  }

  #bulk(request: BulkRequest): BulkResult {
    this.bulks.push(request);
    const result: BulkResult = { done: [], skipped: [] };
    for (const roomId of request.roomIds) {
      const room = this.server.rooms.get(roomId);
      const code = this.skipping.get(roomId);
      if (code !== undefined) result.skipped.push({ roomId, contactName: room?.contact.name ?? null, code });
      else {
        result.done.push(roomId);
        if (room && request.action.type === "resolve") this.server.change({ ...room, status: "resolved" });
      }
    }
    return result;
  }

  #resolve(choice: ResolveExpired): unknown {
    this.resolveAsked.push(choice);
    if (this.job?.state === "running") return refused("resolve_all.running");
    this.job = {
      jobId: "job_1",
      kind: "resolve_expired",
      state: "running",
      byMemberId: this.server.me.memberId,
      byName: this.server.me.name,
      startedAt: Date.now(),
      finishedAt: null,
      total: 4,
      done: 0,
      skipped: 0,
    };
    return this.job;
  }
}
