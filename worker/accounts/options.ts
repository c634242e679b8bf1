import { asc } from "drizzle-orm";
import { signInOptionsSchema } from "../../protocol/accounts.schema.ts";
import { accountsDatabase } from "../db/client.ts";
import { oidcProviders } from "../db/schema/index.ts";
import { clientNetwork } from "../http/context.ts";
import { answer, type Endpoint, endpoint, refuse } from "../http/endpoint.ts";
import { overRate } from "../http/rate.ts";
import { readSupport, savedSupport } from "./support.ts";

const READS = { name: "sign-in.options", max: 120, windowMs: 60_000 };

const options = endpoint(
  {
    method: "GET",
    path: "/auth/options",
    audience: "page",
    summary: "Providers that people may sign in with, and whom to ask for help",
    answer: signInOptionsSchema,
    codes: ["rate_limited"],
  },
  async ({ c }) => {
    const tooMany = overRate(c, READS, [clientNetwork(c)]);
    if (tooMany !== undefined) return refuse(tooMany);
    const db = accountsDatabase(c.env);
    const [providers, saved] = await db.batch([
      db
        .select({ providerId: oidcProviders.providerId, name: oidcProviders.name })
        .from(oidcProviders)
        .orderBy(asc(oidcProviders.name)),
      savedSupport(db),
    ]);
    return answer({ providers, support: readSupport(saved) });
  },
);

export const optionEndpoints: Endpoint[] = [options];
