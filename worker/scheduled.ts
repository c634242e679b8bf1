import { sweepAccounts } from "./accounts/sweep.ts";
import { sweepAudit } from "./audit/sweep.ts";
import { runContactJobs } from "./contacts/jobs/run.ts";
import { accountsDatabase, tryDatabase } from "./db/client.ts";
import type { Env } from "./env.ts";
import { eraseDueOrganization } from "./erasure/organization.ts";
import { sweepFiles } from "./files/sweep.ts";
import { sweepMails } from "./mail/deliver.ts";
import { sweepNotices } from "./notices/store.ts";
import { resealFormer } from "./reseal.ts";
import { sendLogouts } from "./sign-on/provider/back-channel.ts";
import { sweepSignOn } from "./sign-on/provider/store.ts";

/** Every minute: forgets what has ended. With libSQL away there is nothing to do, and the next minute comes. */
export async function sweep(env: Env, now: number): Promise<void> {
  await tryDatabase(async () => {
    await sweepAccounts(accountsDatabase(env), now);
    await sweepNotices(accountsDatabase(env), now);
    await sweepAudit(accountsDatabase(env), now);
    await sweepFiles(env, now);
    await sweepMails(env, now);
    await sweepSignOn(accountsDatabase(env), now);
    await sendLogouts(env, now);
    await runContactJobs(env, now);
    await eraseDueOrganization(env, now);
    await resealFormer(env);
  });
}
