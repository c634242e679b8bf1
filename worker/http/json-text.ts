/** Only by such an escape can JSON that came as good UTF-8 hold half a character. */
const HALF = /\\u[dD][89a-fA-F]/;

/**
 * Parsed JSON; undefined for what is none. Halves of characters, which editors leave when they cut an emoji, become
 * U+FFFD: libSQL refuses them, so that they would look like an outage, and who repeats them would do so for ever.
 */
export function parseJsonText(text: string): unknown {
  try {
    return HALF.test(text) ? JSON.parse(text, whole) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

const whole = (_key: string, value: unknown): unknown => (typeof value === "string" ? value.toWellFormed() : value);
