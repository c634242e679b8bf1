import { type Refusal, refusal } from "../../protocol/codes.ts";

const RETRY_AFTER_MS = 2_000;

/** Object storage gave no answer; the same call may succeed later. */
export class StorageUnavailable extends Error {
  readonly refusal: Refusal = refusal("unavailable", { retryAfterMs: RETRY_AFTER_MS });

  constructor(cause: unknown) {
    super("object storage is unavailable", { cause });
    this.name = "StorageUnavailable";
  }
}

/** An answer of object storage; what it rejects with, whatever that is, becomes StorageUnavailable. */
export async function fromStorage<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new StorageUnavailable(error);
  }
}
