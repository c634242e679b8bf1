import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import { type Database, databaseFor } from "../db/client.ts";
import type { Env } from "../env.ts";
import { openRooms } from "../inbox/store.ts";
import type { Offer } from "./allocator.ts";
import type { OrganizationConfig } from "./contract.ts";
import type { LoggedPresence } from "./presence-store.ts";
import { appendPresence, loadConfig } from "./store.ts";

const PAGE = 500;
const OFFER_WITHIN_MS = 10_000;

/** What an organization object asks of libSQL and of rooms. */
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

  openRooms(afterRoomId: string | null): Promise<RoomSummary[]> {
    return openRooms(this.#database(), this.#organizationId, afterRoomId, PAGE);
  }

  appendPresence(changes: LoggedPresence[]): Promise<void> {
    const rows = changes.map(({ memberId, at, isOnline, cause }) => ({ memberId, at, isOnline, cause }));
    return appendPresence(this.#database(), this.#organizationId, rows);
  }

  /** Rejects when the room gives no answer in time; asking again is safe. */
  async offer({ roomId, ...allocation }: Offer): Promise<boolean> {
    // The timer is cleared in any case: one that is left would keep the object from sleeping.
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("the room gave no answer")), OFFER_WITHIN_MS);
    });
    try {
      return await Promise.race([this.#env.ROOM.getByName(roomId).allocate(allocation), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  rightsChanged(roomId: string, call: { memberId: string; standing: "changed" | "gone" }): Promise<void> {
    return this.#env.ROOM.getByName(roomId).rightsChanged(call);
  }

  #database(): Database {
    return databaseFor(this.#env, this.#organizationId);
  }
}
