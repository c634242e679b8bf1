const told = new Set<string>();

/** EMBED-6: an attribute with a value we do not know falls back to its default, with one line in the console. */
export function warnUnknown(name: string, value: string | null, known: readonly string[]): void {
  if (value === null || value === "" || known.includes(value) || told.has(`${name}=${value}`)) return;
  told.add(`${name}=${value}`);
  console.warn(`<sapa-inbox ${name}="${value}"> is not known; use one of: ${known.join(", ")}`);
}
