import { eventClass, type PackageFacts, pascal } from "./components-package.ts";
import { propsName, propsTypes } from "./element-types.ts";

/** The React part of the npm package: one component per element, for React 18 and later. */

const WRAP = `// Made by \`npm run build\` from the elements themselves.
import { createElement, forwardRef, useEffect, useImperativeHandle, useLayoutEffect, useRef } from "react";

const isPage = typeof document !== "undefined";
// Where there is no page, nothing is loaded: the elements come to life in the browser.
if (isPage) void import("./index.js");
const useBeforePaint = isPage ? useLayoutEffect : useEffect;

/** A property is set when React was given another value than before: what the person did meanwhile stays. */
function wrap(tag, name, properties, events) {
  const Wrapped = forwardRef((props, given) => {
    const element = useRef(null);
    const latest = useRef(props);
    const set = useRef({});
    const usual = useRef({});
    const rest = {};
    for (const [key, value] of Object.entries(props))
      if (!properties.includes(key) && !Object.hasOwn(events, key)) rest[key] = value;
    useBeforePaint(() => {
      latest.current = props;
      for (const key of properties) {
        const before = set.current[key];
        if (props[key] === before) continue;
        if (!(key in usual.current)) usual.current[key] = element.current[key];
        element.current[key] = props[key] === undefined ? usual.current[key] : props[key];
        set.current[key] = props[key];
      }
    });
    useBeforePaint(() => {
      const end = new AbortController();
      for (const [key, type] of Object.entries(events))
        element.current.addEventListener(type, (event) => latest.current[key]?.(event), { signal: end.signal });
      return () => end.abort();
    }, []);
    useImperativeHandle(given, () => element.current, []);
    return createElement(tag, { ...rest, ref: element });
  });
  Wrapped.displayName = name;
  return Wrapped;
}
`;

const handler = (type: string): string => `on${pascal(type)}`;

export const reactWrappers = ({ elements }: PackageFacts): string =>
  `${WRAP}
${elements
  .map(({ tag, className, properties, fires }) => {
    const names = JSON.stringify(properties.map(({ name }) => name));
    const events = JSON.stringify(Object.fromEntries(fires.map(({ name }) => [handler(name), name])));
    return `export const ${className} = wrap("${tag}", "${className}", ${names}, ${events});\n`;
  })
  .join("")}`;

export function reactTypes(facts: PackageFacts): string {
  const used = facts.elements.flatMap(({ className, fires }) => [
    className,
    ...fires.map(({ name }) => eventClass(name)),
  ]);
  const names = [...new Set(used)].sort();
  const components = facts.elements.map((element) => {
    const heard = element.fires.map(
      ({ name, text }) =>
        `${text === "" ? "" : `  /** ${text} */\n`}  ${handler(name)}?: ((event: ${eventClass(name)}) => void) | undefined;\n`,
    );
    const own = `${propsName(element)} & {\n${heard.join("")}}`;
    const html = `Omit<HTMLAttributes<HTMLElement>, keyof ${propsName(element)}>`;
    return `export declare const ${element.className}: ForwardRefExoticComponent<${html} & ${own} & RefAttributes<Elements.${element.className}>>;\n`;
  });
  return `// Made by \`npm run build\` from the elements themselves.
import type { ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from "react";
import type * as Elements from "./index.js";
import type { ${names.filter((name) => name.endsWith("Event")).join(", ")} } from "./index.js";
import type { Choice, GivenToken, Place, TokenProvider } from "./types.js";

${propsTypes(facts)}
${components.join("\n")}`;
}
