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
  /** The secret before it, while it is being changed: opens what was sealed with it, and lets nobody in. */
  SAPA_SECRET_FORMER?: string;
  /** Public address of this installation, for example `https://chat.example.com`: for links in messages (SURVEY-4). */
  SAPA_ORIGIN?: string;
  /** Where mail goes out, `smtp://name:password@host:587` or `smtps://…:465`; without it none is sent (AUTH-9, 14..16). */
  SAPA_SMTP_URL?: string;
  /** Sender of mails, such as `Sapa <no-reply@chat.example.com>`; needed with SAPA_SMTP_URL. */
  SAPA_MAIL_FROM?: string;
  /** At least 32 characters; opens /operator to its holder. Without it there is no such page. */
  SAPA_OPERATOR_KEY?: string;
  /** Only set in development: opens /api/dev/* to the holder of this key. */
  SAPA_DEV_KEY?: string;
  /** Only with SAPA_DEV_KEY: multiplies socket and message limits, for load tests. */
  SAPA_RATE_FACTOR?: string;
}
