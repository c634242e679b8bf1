import { sweepAccounts } from "./accounts/sweep.ts";
import { accountsDatabase, tryDatabase } from "./db/client.ts";
import type { Env } from "./env.ts";

/** Every minute: forgets what has ended. With libSQL away there is nothing to do, and the next minute comes. */
export async function sweep(env: Env, now: number): Promise<void> {
  await tryDatabase(() => sweepAccounts(accountsDatabase(env), now));
}
