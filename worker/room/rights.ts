import { CLOSE } from "../../protocol/limits.ts";
import type { OrganizationApi, Standing } from "../organization/contract.ts";
import { rightsOf } from "../organization/members.ts";
import type { Peer } from "./peer.ts";
import type { RoomSockets } from "./sockets.ts";

const TRIES = 3;
const RETRY_MS = 500;
/** The standard "restart": clients come back and resume. */
const TRY_AGAIN = 1012;

/**
 * ROLE-23 for sockets that are open: the organization object knows who has this room open, answers at once whether
 * the rights in the token are still those that hold, and tells later when they no longer do.
 */
export class Rights {
  readonly #roomId: string;
  readonly #sockets: RoomSockets;
  readonly #organization: (organizationId: string) => Pick<OrganizationApi, "watch">;

  constructor(
    roomId: string,
    sockets: RoomSockets,
    organization: (organizationId: string) => Pick<OrganizationApi, "watch">,
  ) {
    this.#roomId = roomId;
    this.#sockets = sockets;
    this.#organization = organization;
  }

  /** Nobody waits for it: what the token says holds until the answer is here. A socket that cannot be watched may not stay. */
  watch(peer: Peer): void {
    if (!peer.isVisitor) void this.#watch(peer);
  }

  /** `rights`: those that no longer hold; a member's other sockets may have others, such as a portal's. */
  changed(memberId: string, standing: Standing, rights: string): void {
    for (const peer of [...this.#sockets.peers]) {
      const { caller } = peer;
      if (caller.kind === "member" && caller.member.memberId === memberId && rightsOf(caller.member) === rights)
        this.#apply(peer, standing);
    }
  }

  async #watch(peer: Peer): Promise<void> {
    const { caller } = peer;
    if (caller.kind !== "member") return;
    const { member, expiresAt: endsAt } = caller;
    for (let attempt = 1; this.#sockets.peer(peer.socket) === peer; attempt += 1) {
      try {
        const standing = await this.#organization(member.organizationId).watch({
          roomId: this.#roomId,
          member,
          endsAt,
        });
        return this.#apply(peer, standing);
      } catch {
        if (attempt === TRIES) return this.#sockets.close(peer, TRY_AGAIN, "rights unknown");
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS * attempt));
      }
    }
  }

  #apply(peer: Peer, standing: Standing): void {
    if (standing === "gone") this.#sockets.close(peer, CLOSE.forbidden, "no longer a member");
    else if (standing === "changed") this.#sockets.close(peer, CLOSE.tokenEnded, "rights changed");
  }
}
