import app from "../../worker/index.ts";
import { type BenchEnv, benchRoute } from "./routes.ts";

export { OrganizationObject, ProjectorObject, RoomObject } from "../../worker/index.ts";
export { BareInsert, BareRelay } from "./relay.ts";

/** The product's Worker as it is, with the bare objects it is compared with in the same process. */
export default {
  async fetch(request, env, context): Promise<Response> {
    return (await benchRoute(request, env)) ?? (app as ExportedHandler<BenchEnv>).fetch!(request, env, context);
  },
} satisfies ExportedHandler<BenchEnv>;
