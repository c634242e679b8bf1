import { writeFileSync } from "node:fs";
import { accessibilityStatement } from "./support/accessibility-statement.ts";
import { elementReference } from "./support/element-reference.ts";
import { inRoot } from "./support/paths.ts";
import { speedPage } from "./support/speed-page.ts";

/** Pages that nobody writes by hand, and what makes their text. */
export const GENERATED: Readonly<Record<string, () => string>> = {
  "docs/elements.md": elementReference,
  "docs/accessibility.md": accessibilityStatement,
  "docs/widget-size-and-speed.md": speedPage,
};

/** `npm run docs` */
export async function run(): Promise<number> {
  for (const [path, make] of Object.entries(GENERATED)) {
    writeFileSync(inRoot(path), make());
    console.log(`Wrote ${path}.`);
  }
  return 0;
}
