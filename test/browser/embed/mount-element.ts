import "../../../components/define.ts";
import type { Me } from "../../../protocol/http.schema.ts";
import type { FakeServer } from "../components/fake-server.ts";
import { type StageOptions, setStage } from "../components/stage.ts";

export type Scope = NonNullable<Me["scope"]>;
export const scopeOf = (change: Partial<Scope> = {}): Scope => ({
  components: ["inbox"],
  contactId: null,
  isReadOnly: false,
  ...change,
});

type Options = StageOptions & { scope?: Scope | null; prepare?: (server: FakeServer) => void };

/** A host's page with a server inside it. Call `clearStage` after each test. */
export async function hostPage({ scope = null, prepare, ...options }: Options = {}): Promise<FakeServer> {
  const server = await setStage(options);
  server.me = { ...server.me, scope };
  prepare?.(server);
  return server;
}

/** Feed sockets that are open right now. */
export const feedSockets = (of: FakeServer): number => [...of.sockets].filter(({ roomId }) => roomId === null).length;

/** Connections of tests before this one end some seconds after their elements, and would count. */
export const othersEnded = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2_500));
