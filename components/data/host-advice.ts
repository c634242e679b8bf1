import type { EmbedComponent } from "../../protocol/embed.ts";
import type { Me } from "../../protocol/http.schema.ts";

const told = new Set<string>();

/**
 * One line in the console, once, for whoever writes the host's page: what is wrong there and what to do. People at the page
 * can do nothing about it and read something else. Never say a token here.
 */
export function advise(words: string, ...details: unknown[]): void {
  if (told.has(words)) return;
  told.add(words);
  console.warn(`Sapa: ${words}`, ...details);
}

/** Why the page's token does not open what any of `components` opens (EMBED-3); null: it does. */
export function outsideOf(scope: Me["scope"] | undefined, ...components: EmbedComponent[]): string | null {
  if (!scope || components.some((component) => scope.components.includes(component))) return null;
  const wanted = components.map((component) => `"${component}"`).join(" or ");
  return `the token opens ${scope.components.join(", ")}. Let your server name ${wanted} in "components" when it makes the token`;
}
