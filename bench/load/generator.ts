import type { Job } from "./job.ts";
import { runJob } from "./run-job.ts";

/** Entry of the load generator's process: takes one job at a time from its parent and answers with the outcome. */
process.on("message", async (job: Job) => {
  try {
    process.send?.({ ok: true, outcome: await runJob(job) });
  } catch (error) {
    process.send?.({ ok: false, message: error instanceof Error ? error.message : String(error) });
  }
});
process.on("disconnect", () => process.exit(0));
