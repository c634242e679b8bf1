import { maskSummary, seesMasked } from "../../protocol/masking.ts";
import type { MemberIdentity } from "../../protocol/roles.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";

/** A summary's JSON as agents get it while contacts are masked (CONTACT-8). */
const maskedJson = (summaryJson: string): string => JSON.stringify(maskSummary(JSON.parse(summaryJson) as RoomSummary));

/** The summary as this member may see it. Serialised once for everybody, and masked once for all who see it masked. */
export class Sight {
  readonly #masked = new Map<string, string>();

  summaryJson(member: MemberIdentity, summaryJson: string): string {
    if (!seesMasked(member)) return summaryJson;
    const masked = this.#masked.get(summaryJson) ?? maskedJson(summaryJson);
    this.#masked.set(summaryJson, masked);
    return masked;
  }
}
