import { eventClass, type PackageFacts, pascal } from "./components-package.ts";
import type { PublicElement } from "./public-elements.ts";

/** Declarations of the npm package of the elements, made of what the elements say about themselves. */

const HEAD = "// Made by `npm run build` from the elements themselves.\n";
const comment = (text: string, indent = ""): string => (text === "" ? "" : `${indent}/** ${text} */\n`);
/** What `types.d.ts` has. */
const OWN_TYPES = ["GivenToken", "TokenProvider", "Place", "Choice"];
const IMPORT_TYPES = `import type { ${OWN_TYPES.join(", ")} } from "./types.js";\n`;

/** Both its name in scripts and its attribute, for templates. */
const written = ({ properties }: PublicElement): string =>
  properties
    .map(({ name, attribute, type, text }) => {
      const names = [name, ...(attribute !== "" && attribute !== name ? [JSON.stringify(attribute)] : [])];
      return names.map((one) => `${comment(text, "  ")}  ${one}?: ${type} | undefined;\n`).join("");
    })
    .join("");

export const propsName = ({ className }: PublicElement): string => `${className}Props`;

/** Properties of an element as an object, with their names in scripts. */
export const propsTypes = ({ elements }: PackageFacts): string =>
  elements
    .map((element) => {
      const fields = element.properties
        .map(({ name, type, text }) => `${comment(text, "  ")}  ${name}?: ${type} | undefined;\n`)
        .join("");
      return `export interface ${propsName(element)} {\n${fields}}\n`;
    })
    .join("\n");

export function elementTypes(facts: PackageFacts): string {
  const { elements, events } = facts;
  const classes = elements.map(({ className, tag, text, properties, members, fires }) => {
    const fields = properties.map(({ name, type, text: what }) => `${comment(what, "  ")}  ${name}: ${type};\n`);
    const others = members.map(({ name, type, isMethod, text: what }) =>
      isMethod
        ? `${comment(what, "  ")}  ${name}${type.replace(") => ", "): ")};\n`
        : `${comment(what, "  ")}  readonly ${name}: ${type};\n`,
    );
    const heard = fires.map(({ name }) => `  "${name}": ${eventClass(name)};\n`).join("");
    return `${comment(`\`<${tag}>\`: ${text}`)}export declare class ${className} extends HTMLElement {\n${fields.join("")}${others.join("")}}
export interface ${className}Events {\n${heard}}\n`;
  });
  const eventTypes = events.map(
    ({ type, fields }) =>
      `export declare class ${eventClass(type)} extends Event {\n${fields.map(({ name, type: of }) => `  readonly ${name}: ${of};\n`).join("")}}\n`,
  );
  return `${HEAD}${IMPORT_TYPES}
export type { ${OWN_TYPES.join(", ")} } from "./types.js";

${eventTypes.join("\n")}
${classes.join("\n")}
declare global {
  interface HTMLElementTagNameMap {
${elements.map(({ tag, className }) => `    "${tag}": ${className};\n`).join("")}  }
  interface GlobalEventHandlersEventMap {
${events.map(({ type }) => `    "${type}": ${eventClass(type)};\n`).join("")}  }
}
`;
}

const templateProps = (facts: PackageFacts, eventProp: (type: string) => string, base = ""): string =>
  facts.elements
    .map((element) => {
      const heard = element.fires
        .map(({ name }) => `  "${eventProp(name)}"?: ((event: ${eventClass(name)}) => void) | undefined;\n`)
        .join("");
      return `export interface ${element.className}Attributes ${base}{\n${written(element)}${heard}}\n`;
    })
    .join("\n");

const importsOf = ({ elements }: PackageFacts): string => {
  const events = [...new Set(elements.flatMap(({ fires }) => fires.map(({ name }) => eventClass(name))))];
  return `${IMPORT_TYPES}import type { ${events.sort().join(", ")} } from "./index.js";\n`;
};

const tagsTo = ({ elements }: PackageFacts, type: (className: string) => string): string =>
  elements.map(({ tag, className }) => `    "${tag}": ${type(className)};\n`).join("");

/** Templates of Vue: `<sapa-inbox :token-provider.prop="…" @sapa-room-opened="…">`. */
export const vueTypes = (facts: PackageFacts): string => `${HEAD}import type { DefineComponent } from "vue";
${importsOf(facts)}
${templateProps(facts, (type) => `on${pascal(type)}`)}
declare module "vue" {
  interface GlobalComponents {
${tagsTo(facts, (className) => `DefineComponent<${className}Attributes>`)}  }
}
`;

/** Templates of Svelte 5: `<sapa-inbox {tokenProvider} onsapa-room-opened={…}>`. */
export const svelteTypes = (
  facts: PackageFacts,
): string => `${HEAD}import type { HTMLAttributes } from "svelte/elements";
${importsOf(facts)}
${templateProps(facts, (type) => `on${type}`)}
declare module "svelte/elements" {
  interface SvelteHTMLElements {
${tagsTo(facts, (className) => `HTMLAttributes<HTMLElement> & ${className}Attributes`)}  }
}
`;

/** JSX without a wrapper, as Solid and Preact write it: `<sapa-inbox prop:tokenProvider={…} on:sapa-room-opened={…}>`. */
export function jsxTypes(facts: PackageFacts): string {
  const tags = facts.elements.map((element) => {
    const properties = element.properties.map(
      ({ name, attribute, type }) =>
        `      "prop:${name}"?: ${type} | undefined;\n${attribute === "" ? `      ${name}?: ${type} | undefined;\n` : `      "${attribute}"?: ${type} | undefined;\n`}`,
    );
    const heard = element.fires.map(
      ({ name }) => `      "on:${name}"?: ((event: ${eventClass(name)}) => void) | undefined;\n`,
    );
    return `    "${element.tag}": {\n${properties.join("")}${heard.join("")}      [attribute: string]: unknown;\n    };\n`;
  });
  return `${HEAD}${importsOf(facts)}
/** Spread into the JSX types of a framework: \`declare module "solid-js" { namespace JSX { interface IntrinsicElements extends SapaElements {} } }\`. */
export interface SapaElements {
${tags.join("")}}
`;
}
