import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeEvents, type EventFacts, tagsOf } from "./element-facts.ts";
import { elementTypes, jsxTypes, svelteTypes, vueTypes } from "./element-types.ts";
import { inRoot } from "./paths.ts";
import { type PublicElement, publicElements } from "./public-elements.ts";
import { reactTypes, reactWrappers } from "./react-wrappers.ts";

/** What is said of the elements in every file of the package. */
export type PackageFacts = { elements: PublicElement[]; events: EventFacts[] };

/** The files of the npm package of the elements besides its script, by name. */
export function packageFiles(): Record<string, string> {
  const facts: PackageFacts = { elements: publicElements(), events: describeEvents(read("components/events.ts")) };
  const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
  return {
    "package.json": json(packageManifest()),
    "custom-elements.json": json(elementsManifest(facts)),
    "types.d.ts": read("components/npm/types.d.ts"),
    "index.d.ts": elementTypes(facts),
    "react.js": reactWrappers(facts),
    "react.d.ts": reactTypes(facts),
    "vue.d.ts": vueTypes(facts),
    "svelte.d.ts": svelteTypes(facts),
    "jsx.d.ts": jsxTypes(facts),
    // Types alone need a script too: what is imported must be there.
    "types-only.js": "export {};\n",
  };
}

/** Completes the npm package of the elements in `folder`, where its scripts have been built. */
export function writeComponentsPackage(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(packageFiles())) writeFileSync(join(folder, name), text);
  cpSync(inRoot("components/npm/README.md"), join(folder, "README.md"));
}

const read = (path: string): string => readFileSync(inRoot(path), "utf8");

function packageManifest(): object {
  const { version } = JSON.parse(read("package.json")) as { version: string };
  const typesOnly = (name: string) => ({ types: `./${name}.d.ts`, default: "./types-only.js" });
  return {
    name: "@sapa/components",
    version,
    description: "The inbox of a Sapa server and its parts as custom elements, with types.",
    type: "module",
    customElements: "custom-elements.json",
    sideEffects: ["./index.js", "./chunks/*.js"],
    exports: {
      ".": { types: "./index.d.ts", default: "./index.js" },
      "./react": { types: "./react.d.ts", default: "./react.js" },
      "./vue": typesOnly("vue"),
      "./svelte": typesOnly("svelte"),
      "./jsx": typesOnly("jsx"),
      "./custom-elements.json": "./custom-elements.json",
    },
    peerDependencies: { react: ">=18" },
    peerDependenciesMeta: { react: { optional: true } },
  };
}

/** https://github.com/webcomponents/custom-elements-manifest, 2.1.0 */
function elementsManifest({ elements }: PackageFacts): object {
  const described = <T extends object>(text: string, rest: T): T & { description?: string } =>
    text === "" ? rest : { ...rest, description: text };
  const cssProperties = tagsOf(read("components/tokens.css.ts"), "cssproperty").map(({ name, text }) =>
    described(text, { name }),
  );
  return {
    schemaVersion: "2.1.0",
    readme: "README.md",
    modules: [
      {
        kind: "javascript-module",
        path: "index.js",
        declarations: elements.map(({ tag, className, text, properties, members, fires, parts }) => ({
          kind: "class",
          customElement: true,
          name: className,
          tagName: tag,
          description: text,
          superclass: { name: "HTMLElement" },
          attributes: properties
            .filter(({ attribute }) => attribute !== "")
            .map(({ attribute, name, type, text: what }) =>
              described(what, { name: attribute, fieldName: name, type: { text: type } }),
            ),
          members: [
            ...properties.map(({ name, attribute, type, text: what }) =>
              described(what, { kind: "field", name, type: { text: type }, ...(attribute && { attribute }) }),
            ),
            ...members.map(({ name, type, isMethod, text: what }) =>
              isMethod
                ? described(what, { kind: "method", name, return: { type: { text: type.replace(/^.*=> /, "") } } })
                : described(what, { kind: "field", name, type: { text: type }, readonly: true }),
            ),
          ],
          events: fires.map(({ name, text: when }) => described(when, { name, type: { text: eventClass(name) } })),
          cssParts: parts.map(({ name, text: what }) => described(what, { name })),
          cssProperties,
        })),
        exports: elements.flatMap(({ tag, className }) => [
          { kind: "js", name: className, declaration: { name: className } },
          { kind: "custom-element-definition", name: tag, declaration: { name: className } },
        ]),
      },
    ],
  };
}

/** `sapa-room-opened` is a `SapaRoomOpenedEvent`. */
export const eventClass = (type: string): string => `${pascal(type)}Event`;
export const pascal = (dashed: string): string =>
  dashed
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
