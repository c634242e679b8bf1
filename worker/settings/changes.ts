const SHOWN_CHARACTERS = 500;

/** Fields that tell who a person is: the log stays when people and whole organizations are erased (PRIVACY-7). */
export const PERSONAL: readonly string[] = ["/name", "/firstName", "/lastName", "/email", "/phone"];

type Shown = { from: unknown; to: unknown } | "changed";

/**
 * What an audit entry says of a change (SET-10): each field that differs, by JSON pointer, with both values unless they
 * are long or `hidden`. Lists count as one field.
 */
export function changedFields(
  before: unknown,
  after: unknown,
  hidden: readonly string[] = [],
  pointer = "",
): Record<string, Shown> {
  if (isRecord(before) && isRecord(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    const parts = keys.map((key) => changedFields(before[key], after[key], hidden, `${pointer}/${key}`));
    return Object.assign({}, ...parts);
  }
  const [from, to] = [JSON.stringify(before) ?? "null", JSON.stringify(after) ?? "null"];
  if (from === to) return {};
  const isHarmless = !hidden.includes(pointer) && from.length + to.length <= SHOWN_CHARACTERS;
  return { [pointer]: isHarmless ? { from: before ?? null, to: after ?? null } : "changed" };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
