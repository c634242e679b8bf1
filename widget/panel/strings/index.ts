import type { Language } from "../../language.ts";
import { en, type Strings } from "./en.ts";

export type { Strings };

const known: Partial<Record<Language, Strings>> = { en };

/** undefined: these words are not here yet. */
export const stringsOf = (language: Language): Strings | undefined => known[language];

/** Each visitor reads one language. Where the other one cannot be had now, ours is English for this page. */
export async function loadStrings(language: Language): Promise<void> {
  known[language] ??= await import("./id.ts").then(
    ({ id }) => id,
    () => en,
  );
}

export const firstStrings = en;
