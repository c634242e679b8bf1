import { type Refusal, refusal } from "../../protocol/codes.ts";
import { asUnavailable } from "../db/unavailable.ts";
import type { Env } from "../env.ts";
import type { OrganizationApi } from "../organization/contract.ts";
import type { RoomApi, WebchatRoomApi } from "../room/contract.ts";

type Fetching = { fetch(request: Request): Promise<Response> };
export type RoomStub = RoomApi & WebchatRoomApi & Fetching;
export type OrganizationStub = OrganizationApi & Fetching;

/** Stubs are made anew for every call: one that has failed once stays broken. */
export const roomOf = (env: Env, roomId: string): RoomStub => env.ROOM.getByName(roomId) as unknown as RoomStub;
export const organizationOf = (env: Env, organizationId: string): OrganizationStub =>
  env.ORGANIZATION.getByName(organizationId) as unknown as OrganizationStub;

export type Called<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };
const RETRY_DELAY_MS = 50;

/**
 * Runs one call of an object. An object that just moved or restarted is asked once more: every call we make may run
 * twice. An overloaded one is left alone. What is neither was a bug and goes on as an exception.
 */
export async function callObject<T>(call: () => Promise<T>): Promise<Called<T>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { ok: true, value: await call() };
    } catch (error) {
      const { overloaded, retryable } = error as { overloaded?: boolean; retryable?: boolean };
      if (overloaded) return { ok: false, refusal: refusal("overloaded", { retryAfterMs: 2_000 }) };
      // The object had to ask libSQL, for example for a configuration it has never seen.
      const unavailable = asUnavailable(error);
      if (unavailable !== null) return { ok: false, refusal: unavailable.refusal };
      if (!retryable) throw error;
      if (attempt > 1) return { ok: false, refusal: refusal("unavailable", { retryAfterMs: 1_000 }) };
      await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY_MS));
    }
  }
}
