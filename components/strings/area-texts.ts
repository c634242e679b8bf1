import { type Entry, fill, type ParamsOf } from "./catalogue.ts";
import type { Language, Localizer } from "./localizer.ts";

/** Looks up the texts of one area in the language of a localizer. */
export interface AreaTexts<C> {
  t<K extends keyof C>(key: K, ...params: ParamsOf<C[K]>): string;
  /** For keys made from data; undefined if there is no such text. */
  find(key: string, params?: Record<string, string | number>): string | undefined;
}

/**
 * Texts of an area that is loaded later than the rest: its catalogues stay out of the first load. The first one is the
 * master, as `en.ts` is.
 */
export const areaTexts =
  <C extends Record<string, Entry>>(catalogues: { en: C } & Record<Language, Record<keyof C, Entry>>) =>
  (text: Localizer): AreaTexts<C> => {
    const find = (key: string, params?: Record<string, string | number>): string | undefined => {
      const entry = (catalogues[text.language] as Record<string, Entry>)[key];
      return entry === undefined ? undefined : fill(entry, params, text.plural);
    };
    return { find, t: (key, ...params) => find(String(key), params[0]) ?? String(key) };
  };
