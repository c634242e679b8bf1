import type { ProjectionAnswer, ProjectionSlice } from "../../worker/db/projector/contract.ts";

/** As a room does it: what a busy database sent back is sent again, until it is taken. */
export async function projected(
  projector: { submit(slice: ProjectionSlice): Promise<ProjectionAnswer> },
  slice: ProjectionSlice,
): Promise<Extract<ProjectionAnswer, { ok: true }>> {
  for (;;) {
    const answer = await projector.submit(slice);
    if (answer.ok) return answer;
    await new Promise((resolve) => setTimeout(resolve, answer.retryAfterMs));
  }
}
