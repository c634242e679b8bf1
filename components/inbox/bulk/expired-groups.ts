import type { ResolveExpired } from "../../../protocol/inbox.schema.ts";

export type ExpiredGroup = ResolveExpired["groups"][number];
/** In the order of the dialog. The contract's own list comes with a library that the page does not need. */
export const EXPIRED_GROUPS = ["wa_cloud", "ig", "fb", "other"] as const satisfies readonly ExpiredGroup[];
