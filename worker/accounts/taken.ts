/** Whether a write failed because somebody else made an account of the same email in the same moment. */
export function isEmailTaken(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause)
    if (/accounts[._]email/.test(current.message)) return true;
  return false;
}

/** Decides and writes; if the email became somebody's meanwhile, once more on the ground of that. */
export const onceMoreIfTaken = <T>(write: () => Promise<T>): Promise<T> =>
  write().catch((error: unknown) => {
    if (isEmailTaken(error)) return write();
    throw error;
  });
