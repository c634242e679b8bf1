import type { MemberIdentity } from "../../protocol/roles.ts";
import type { ConfigCopy } from "./config-copy.ts";
import type { OrganizationConfig, Standing } from "./contract.ts";
import type { HubStorage } from "./hub-storage.ts";
import { rightsOf, standingByRights } from "./members.ts";

export type WatchersSurroundings = {
  config: Pick<ConfigCopy, "get" | "held" | "reload">;
  /** Asks a room to end a member's sockets. Rejects when the room cannot be asked. */
  tell(roomId: string, call: { memberId: string; standing: "changed" | "gone"; rights: string }): Promise<void>;
  now(): number;
};

type Watch = { roomId: string; member: MemberIdentity; endsAt: number };
type Row = { member_id: string; room_id: string; rights: string };

const AT_ONCE = 20;

/** Who has which room open with which rights. Stored, because a change of rights may come after both have slept. */
export class Watchers {
  readonly #storage: HubStorage;
  readonly #around: WatchersSurroundings;

  constructor(storage: HubStorage, around: WatchersSurroundings) {
    this.#storage = storage;
    this.#around = around;
  }

  /** Written before the answer is found, so that no change of rights falls in between. */
  async watch({ roomId, member, endsAt }: Watch): Promise<Standing> {
    this.#storage.write(
      `INSERT INTO watchers (member_id, room_id, rights, ends_at) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET ends_at = max(ends_at, excluded.ends_at)`,
      member.memberId,
      roomId,
      rightsOf(member),
      endsAt,
    );
    const { config } = this.#around;
    await config.get().catch(() => null);
    const standing = standingIn(config.held, member.memberId, rightsOf(member));
    if (standing === "current") return standing;
    // The token may be newer than the copy; while libSQL is away nobody can tell, and the token is good.
    const fresh = await config.reload().catch(() => null);
    return standingIn(fresh, member.memberId, rightsOf(member));
  }

  /** After a change of the configuration. Rejects while a room could not be told; those that were are not told again. */
  async tellChanged(): Promise<void> {
    this.forgetEnded();
    const rows = this.#storage.read<Row>("SELECT member_id, room_id, rights FROM watchers");
    const concerned = rows.flatMap((row) => {
      const standing = standingIn(this.#around.config.held, row.member_id, row.rights);
      return standing === "current" ? [] : [{ row, standing }];
    });
    for (let at = 0; at < concerned.length; at += AT_ONCE)
      await Promise.all(concerned.slice(at, at + AT_ONCE).map(({ row, standing }) => this.#tell(row, standing)));
  }

  /** Their tokens have ended, and with them their sockets; those that were renewed have been told of since. */
  forgetEnded(): void {
    if (this.#storage.exists) this.#storage.write("DELETE FROM watchers WHERE ends_at <= ?", this.#around.now());
  }

  async #tell({ member_id, room_id, rights }: Row, standing: "changed" | "gone"): Promise<void> {
    await this.#around.tell(room_id, { memberId: member_id, standing, rights });
    const own = "DELETE FROM watchers WHERE member_id = ? AND room_id = ? AND rights = ?";
    this.#storage.write(own, member_id, room_id, rights);
  }
}

const standingIn = (config: OrganizationConfig | null, memberId: string, rights: string): Standing =>
  config === null ? "current" : standingByRights(config, memberId, rights);
