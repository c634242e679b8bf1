/**
 * Calls back once when npm, which runs us, has gone: ended by a signal, npm takes its shell along but not us.
 * Run without npm, nothing is watched: then whoever started us may have meant to leave us running.
 * @param {() => void} onOrphaned
 */
export function watchParent(onOrphaned) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onOrphaned();
  }, 500).unref();
}
