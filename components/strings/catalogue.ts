/** A text, or its plural forms by the categories of Intl.PluralRules; `{n}` chooses the form. */
export type Entry = string | { readonly one?: string; readonly other: string };

type Placeholder<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;
type Forms<E> = E extends string ? E : E extends { other: infer Other extends string } ? Other : never;

/** Names of the values an entry needs, read from its text. */
export type ParamsOf<E> = [Placeholder<Forms<E>>] extends [never]
  ? []
  : [params: Record<Placeholder<Forms<E>>, string | number>];

/** Fills `{name}` in `entry`; unknown names stay as they are, so that a mistake is seen. */
export function fill(
  entry: Entry,
  params: Record<string, string | number> | undefined,
  plural: Intl.PluralRules,
): string {
  // May be written as people read it: "1,234", "1.5", "99+".
  const count = Number(String(params?.n).replaceAll(",", ""));
  const text =
    typeof entry === "string"
      ? entry
      : ((Number.isNaN(count) ? undefined : entry[plural.select(count) as "one" | "other"]) ?? entry.other);
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (params && name in params ? String(params[name]) : whole));
}
