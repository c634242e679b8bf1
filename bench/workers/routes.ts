import type { Env } from "../../worker/env.ts";
import type { NewRoom, RoomChanges } from "./contract.ts";
import type { BareInsert, BareRelay } from "./relay.ts";

export interface BenchEnv extends Env {
  RELAY: DurableObjectNamespace<BareRelay>;
  INSERT: DurableObjectNamespace<BareInsert>;
}

/** Addresses that only a measured instance has. Everything else is the product's own. */
export async function benchRoute(request: Request, env: BenchEnv): Promise<Response | null> {
  const [, area, what, name = ""] = new URL(request.url).pathname.split("/");
  if (area !== "bench") return null;
  switch (what) {
    case "relay":
      return env.RELAY.getByName(name).fetch(request);
    case "insert":
      return env.INSERT.getByName(name).fetch(request);
    case "rooms":
      return Response.json(await openRooms(env, (await request.json()) as NewRoom[]));
    case "changes":
      await tellChanges(env, (await request.json()) as RoomChanges);
      return new Response("ok");
    case "health":
      return new Response("ok");
    case "gc":
      collectGarbage();
      return new Response("ok");
    default:
      return new Response("unknown", { status: 404 });
  }
}

/** Rooms with a past, through the same commands as ever. Answers how many commands were refused. */
async function openRooms(env: BenchEnv, rooms: NewRoom[]): Promise<{ refused: number }> {
  const outcomes = await Promise.all(
    rooms.map(async ({ context, calls }) => {
      const room = env.ROOM.getByName(context.roomId);
      await room.openVisitor({ context, visitorId: context.externalId, now: Date.now() });
      return room.rehearse({ context, calls });
    }),
  );
  return { refused: outcomes.reduce((sum, one) => sum + one.refused.length, 0) };
}

async function tellChanges(env: BenchEnv, { organizationId, summaries, idleCalls }: RoomChanges): Promise<void> {
  const hub = env.ORGANIZATION.getByName(organizationId);
  const idle = Array.from({ length: idleCalls }, () => hub.job());
  await Promise.all([...summaries.map((summary) => hub.roomChanged({ summary, laggingSince: null })), ...idle]);
}

/** Only there when the runtime was started for it; makes figures of memory steadier. */
function collectGarbage(): void {
  (globalThis as { gc?: () => void }).gc?.();
}
