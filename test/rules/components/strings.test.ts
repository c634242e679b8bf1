import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Entry } from "../../../components/strings/catalogue.ts";
import { inRoot } from "../../../scripts/support/paths.ts";

/** Words that belong to both languages, and examples that are not language at all. */
const ALIKE_WORDS = 3;
type Catalogue = Record<string, Entry>;

const folder = (language: "en" | "id"): string => inRoot(`components/strings/${language}`);
const areas = readdirSync(folder("en")).filter((name) => name.endsWith(".ts"));

async function catalogueOf(language: "en" | "id", area: string): Promise<Catalogue> {
  const module = (await import(`${folder(language)}/${area}`)) as Record<string, Catalogue>;
  const [catalogue] = Object.values(module).filter((value) => typeof value === "object");
  if (!catalogue) throw new Error(`${area} has no catalogue`);
  return catalogue;
}

const formsOf = (entry: Entry): string[] => (typeof entry === "string" ? [entry] : Object.values(entry));
const placeholders = (form: string): string[] => [...form.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").sort();
const lastForm = (entry: Entry | undefined): string => (entry === undefined ? "" : (formsOf(entry).at(-1) ?? ""));

describe("catalogues of both languages", () => {
  it("I18N-1 there is one of each area, in both", () => {
    expect(readdirSync(folder("id")).sort()).toEqual(readdirSync(folder("en")).sort());
    expect(areas.length).toBeGreaterThan(10);
  });

  it.each(areas)("I18N-1 %s has the same keys and fills in the same values", async (area) => {
    const [english, indonesian] = [await catalogueOf("en", area), await catalogueOf("id", area)];
    expect(Object.keys(indonesian).sort()).toEqual(Object.keys(english).sort());
    for (const [key, entry] of Object.entries(english))
      expect([key, ...placeholders(lastForm(indonesian[key]))]).toEqual([key, ...placeholders(lastForm(entry))]);
  });

  it.each(areas)("I18N-1 no text of %s is empty, and none of several words is the same in both", async (area) => {
    const [english, indonesian] = [await catalogueOf("en", area), await catalogueOf("id", area)];
    for (const entry of [...Object.values(english), ...Object.values(indonesian)])
      for (const form of formsOf(entry)) expect(form.trim()).not.toBe("");
    const forgotten = Object.keys(english).filter((key) => {
      const words = lastForm(english[key])
        .split(/\s+/)
        .filter((word) => /^[a-z]{3,}/i.test(word));
      return words.length >= ALIKE_WORDS && lastForm(english[key]) === lastForm(indonesian[key]);
    });
    expect(forgotten).toEqual([]);
  });

  it("I18N-4 words of the product stay as they are in Indonesian", async () => {
    const all = await Promise.all(areas.map((area) => catalogueOf("id", area)));
    const forms = all.flatMap((catalogue) => Object.values(catalogue).flatMap(formsOf));
    for (const translated of [/\bruang(an)? (obrolan|percakapan)\b/i, /\bsiaran\b/i, /\btemplat\b/i, /\bsaluran\b/i])
      expect(forms.filter((form) => translated.test(form))).toEqual([]);
  });
});
