import type { CommandAnswer } from "../../protocol/commands.schema.ts";
import type { MemberIdentity } from "../../protocol/roles.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import { type Database, databaseFor, writeBatch } from "../db/client.ts";
import { replyMinutesOf } from "../db/reply-time.ts";
import type { Env } from "../env.ts";
import { ANSWER_WITHIN_MS, inTime } from "../http/in-time.ts";
import { secretsOf } from "../http/keys.ts";
import { type RoomStub, roomOf } from "../http/objects.ts";
import { openRooms } from "../inbox/store.ts";
import { insertNotices } from "../notices/store.ts";
import type { OrganizationCommand } from "../room/contract.ts";
import type { Candidate } from "./allocation.ts";
import type { Offer } from "./allocator.ts";
import type { NoticeCall, OrganizationConfig } from "./contract.ts";
import { askEndpoint, type CustomAnswer, customAllocationSecret } from "./custom-endpoint.ts";
import { customQuestion } from "./custom-question.ts";
import type { LoggedPresence } from "./presence-store.ts";
import { appendPresence, configVersion, loadConfig } from "./store.ts";

const PAGE = 500;

/** What an organization object asks of libSQL, of rooms, and of the organization's own servers. */
export class Outside {
  readonly #env: Env;
  readonly #organizationId: string;

  constructor(env: Env, organizationId: string) {
    this.#env = env;
    this.#organizationId = organizationId;
  }

  loadConfig(): Promise<OrganizationConfig | null> {
    return loadConfig(this.#database(), this.#organizationId);
  }

  configVersion(): Promise<number | null> {
    return configVersion(this.#database(), this.#organizationId);
  }

  replyMinutes(integrationId: string, now: number): Promise<number | null> {
    return replyMinutesOf(this.#database(), this.#organizationId, integrationId, now);
  }

  openRooms(afterRoomId: string | null): Promise<RoomSummary[]> {
    return openRooms(this.#database(), this.#organizationId, afterRoomId, PAGE);
  }

  appendPresence(changes: LoggedPresence[]): Promise<void> {
    const rows = changes.map(({ memberId, at, isOnline, cause }) => ({ memberId, at, isOnline, cause }));
    return appendPresence(this.#database(), this.#organizationId, rows);
  }

  async appendNotices(calls: NoticeCall[]): Promise<void> {
    await writeBatch(this.#database(), [insertNotices(this.#organizationId, calls)]);
  }

  /** Rejects when the room gives no answer in time; asking again is safe. */
  offer({ roomId, ...allocation }: Offer): Promise<boolean> {
    return inTime(this.#room(roomId).allocate(allocation));
  }

  /** The same: rejects when the room gives no answer in time. */
  command(roomId: string, command: OrganizationCommand, id?: string): Promise<CommandAnswer> {
    return inTime(this.#room(roomId).organizationCommand({ command, ...(id !== undefined && { id }) }));
  }

  /** In the name of a member whose rights were just looked up. The same: asked again under the same id it is safe. */
  take(roomId: string, member: MemberIdentity, id: string): Promise<CommandAnswer> {
    const expiresAt = Date.now() + ANSWER_WITHIN_MS;
    const caller = { kind: "member", member, origin: "", expiresAt } as const;
    return inTime(this.#room(roomId).command({ caller, id, command: { type: "room.take" } }));
  }

  rightsChanged(
    roomId: string,
    call: { memberId: string; standing: "changed" | "gone"; rights: string },
  ): Promise<void> {
    return this.#room(roomId).rightsChanged(call);
  }

  /** ASSIGN-14. Never rejects. */
  async askCustom(
    config: OrganizationConfig | null,
    room: RoomSummary | null,
    eligible: readonly Candidate[],
  ): Promise<CustomAnswer> {
    const url = config?.sections.allocation.customUrl ?? "";
    if (room === null) return { ok: false, failure: "bad_answer" };
    const now = Date.now();
    return askEndpoint({
      url,
      secrets: secretsOf(this.#env).map((secret) => customAllocationSecret(secret, this.#organizationId)),
      body: customQuestion(room, eligible, now),
      isDevelopment: Boolean(this.#env.SAPA_DEV_KEY),
      now,
    });
  }

  #room(roomId: string): RoomStub {
    return roomOf(this.#env, roomId);
  }

  #database(): Database {
    return databaseFor(this.#env, this.#organizationId);
  }
}
