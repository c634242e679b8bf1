import type { ProjectionAnswer, ProjectionSlice } from "../../worker/db/projector/contract.ts";
import app, {
  OrganizationObject as Organization,
  ProjectorObject as Projector,
  RoomObject as Room,
} from "../../worker/index.ts";
import { metered } from "./metered.ts";
import { meterRuntime, noteProjected, takeFigures } from "./meters.ts";
import { type BenchEnv, benchRoute } from "./routes.ts";

export { BareInsert, BareRelay } from "./relay.ts";

meterRuntime();

export const RoomObject = metered(Room, "room");
export const OrganizationObject = metered(Organization, "organization");

const MeteredProjector = metered(Projector, "projector");
export class ProjectorObject extends MeteredProjector {
  override async submit(slice: ProjectionSlice): Promise<ProjectionAnswer> {
    const answer = await super.submit(slice);
    if (answer.ok) noteProjected(slice.events, Date.now());
    return answer;
  }
}

/** The product's Worker with meters on it. Slower than the real one: for counts, not for speed. */
export default {
  async fetch(request, env, context): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/bench/figures") return Response.json(takeFigures(Number(searchParams.get("since"))));
    return (await benchRoute(request, env)) ?? (app as ExportedHandler<BenchEnv>).fetch!(request, env, context);
  },
} satisfies ExportedHandler<BenchEnv>;
