export type Language = "en" | "id";

/** The first candidate we speak (WIDGET-24). Regions are ignored: `id-ID` is Indonesian. */
export function pickLanguage(candidates: readonly (string | null | undefined)[]): Language {
  const found = /^(en|id)\b/im.exec(candidates.join("\n"));
  return (found?.[0].toLowerCase() as Language | undefined) ?? "en";
}
