import { sweepAccounts } from "./accounts/sweep.ts";
import { accountsDatabase, tryDatabase } from "./db/client.ts";
import type { Env } from "./env.ts";
import { sweepFiles } from "./files/sweep.ts";
import { sweepNotices } from "./notices/store.ts";

/** Every minute: forgets what has ended. With libSQL away there is nothing to do, and the next minute comes. */
export async function sweep(env: Env, now: number): Promise<void> {
  await tryDatabase(async () => {
    await sweepAccounts(accountsDatabase(env), now);
    await sweepNotices(accountsDatabase(env), now);
    await sweepFiles(env, now);
  });
}
