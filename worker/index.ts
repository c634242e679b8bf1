import { env as settings } from "cloudflare:workers";
import { app } from "./app.ts";
import type { Env } from "./env.ts";
import { checkSecrets } from "./http/keys.ts";
import { sweep } from "./scheduled.ts";

export { ProjectorObject } from "./db/projector/projector-object.ts";
export { OrganizationObject } from "./organization/organization-object.ts";
export { RoomObject } from "./room/room-object.ts";

checkSecrets(settings as Env);

export default {
  fetch: app.fetch,
  scheduled: (_controller, env) => sweep(env, Date.now()),
} satisfies ExportedHandler<Env>;
