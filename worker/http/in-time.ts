export const ANSWER_WITHIN_MS = 10_000;

/**
 * What an object answers, or a rejection when it does not in time. The timer is cleared in any case: one that is left would
 * keep the object that asks from sleeping.
 */
export async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the room gave no answer")), ANSWER_WITHIN_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
