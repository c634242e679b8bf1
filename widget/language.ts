export type Language = "en" | "id";

/** The first candidate we speak (WIDGET-24). Regions are ignored: `id-ID` is Indonesian. */
export function pickLanguage(candidates: readonly (string | null | undefined)[]): Language {
  for (const candidate of candidates) {
    const primary = candidate?.toLowerCase().split("-")[0];
    if (primary === "en" || primary === "id") return primary;
  }
  return "en";
}
