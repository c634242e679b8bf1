import { advise } from "../data/host-advice.ts";

/** EMBED-6: an attribute with a value we do not know falls back to its default, with one line in the console. */
export function warnUnknown(
  name: string,
  value: string | null,
  known: readonly string[],
  element = "sapa-inbox",
): void {
  const written = `<${element} ${name}="${value}">`;
  if (value === null || value === "" || known.includes(value)) return;
  advise(`${written} is not known; use one of: ${known.join(", ")}`);
}
