import type { HubStorage } from "./hub-storage.ts";

/**
 * What a member's newest ask for a room came to. `commandId`: what the room was asked under, perhaps by the ask before it.
 * `askedAt`: when it was first asked, ms UTC. `isTaken` false: nobody knows yet.
 */
export type Grasp = { id: string; commandId: string; roomId: string; askedAt: number; isTaken: boolean };

/** A room that has said yes and could tell nobody for so long is not to be waited for. */
const KEPT_MS = 60_000;

/** Written down, so that neither a lost answer nor a restart gives a member a second room. */
export class GraspStore {
  readonly #storage: Pick<HubStorage, "meta" | "setMeta">;
  readonly #grasps: Map<string, Grasp>;

  constructor(storage: Pick<HubStorage, "meta" | "setMeta">) {
    this.#storage = storage;
    this.#grasps = new Map(JSON.parse(storage.meta("grasps") ?? "[]") as [string, Grasp][]);
  }

  of(memberId: string, now: number): Grasp | null {
    const grasp = this.#grasps.get(memberId);
    return grasp === undefined || now - grasp.askedAt > KEPT_MS ? null : grasp;
  }

  /** null: it came to nothing. */
  keep(memberId: string, grasp: Grasp | null): void {
    if (grasp === null) this.#grasps.delete(memberId);
    else this.#grasps.set(memberId, grasp);
    const newest = grasp?.askedAt ?? 0;
    for (const [id, { askedAt }] of this.#grasps) if (newest - askedAt > KEPT_MS) this.#grasps.delete(id);
    this.#storage.setMeta("grasps", JSON.stringify([...this.#grasps]));
  }
}
