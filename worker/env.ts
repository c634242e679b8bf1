import type { ProjectorObject } from "./db/projector/projector-object.ts";
import type { OrganizationObject } from "./organization/organization-object.ts";
import type { RoomObject } from "./room/room-object.ts";

/** Bindings and settings of the Worker; `wrangler.toml` declares them, secrets come from the environment. */
export interface Env {
  ROOM: DurableObjectNamespace<RoomObject>;
  ORGANIZATION: DurableObjectNamespace<OrganizationObject>;
  PROJECTOR: DurableObjectNamespace<ProjectorObject>;
  ASSETS: Fetcher;
  /** Object storage for what people attach (MSG-13). */
  FILES: R2Bucket;
  /** Approximate, per location; absent where the platform does not offer it. */
  WIDGET_RATE?: RateLimit;
  LIBSQL_URL: string;
  LIBSQL_TOKEN?: string;
  /** At least 32 random bytes as base64url; signs access tokens. */
  SAPA_SECRET: string;
  /** Only set in development: opens /api/dev/* to the holder of this key. */
  SAPA_DEV_KEY?: string;
  /** Only with SAPA_DEV_KEY: multiplies socket and message limits, for load tests. */
  SAPA_RATE_FACTOR?: string;
}
