import { readFileSync } from "node:fs";
import { describeEvents, type EventFacts, tagsOf } from "./element-facts.ts";
import { inRoot } from "./paths.ts";
import { type PublicElement, publicElements } from "./public-elements.ts";

/** The whole text of docs/elements.md. */
export function elementReference(): string {
  const read = (path: string) => readFileSync(inRoot(path), "utf8");
  const events = describeEvents(read("components/events.ts"));
  const elements = publicElements().map((element) => section(element, events));
  const styles = tagsOf(read("components/tokens.css.ts"), "cssproperty");
  const [first = "", ...more] = [
    "# Elements",
    "Written by `npm run docs` from the comments in `components/`; edit those. How to put an element on a page stands in\n[guide/embedders.md](guide/embedders.md).",
    ...elements,
    "## Custom properties",
    "For every element; set them on the element or anywhere above it.",
    table(
      ["property", "what"],
      styles.map(({ name, text }) => [code(name), text]),
    ),
  ];
  return `${[first, ...more].join("\n\n")}\n`;
}

function section(element: PublicElement, events: EventFacts[]): string {
  const { tag, text, properties, members, fires, parts } = element;
  const blocks = [`## \`<${tag}>\``, text];
  blocks.push(
    table(
      ["attribute", "property", "type", "what"],
      properties.map(({ attribute, name, type, text }) => [
        attribute ? code(attribute) : "",
        code(name),
        code(type),
        text,
      ]),
    ),
  );
  if (members.length > 0)
    blocks.push(
      table(
        ["for scripts", "type", "what"],
        members.map(({ name, type, isMethod, text }) => [code(isMethod ? `${name}()` : name), code(type), text]),
      ),
    );
  if (fires.length > 0)
    blocks.push(
      table(
        ["event", "fields", "when"],
        fires.map(({ name, text }) => [code(name), fieldsOf(name, events), text]),
      ),
    );
  if (parts.length > 0)
    blocks.push(
      table(
        ["part", "what"],
        parts.map(({ name, text }) => [code(name), text]),
      ),
    );
  return blocks.join("\n\n");
}

function fieldsOf(type: string, events: EventFacts[]): string {
  const event = events.find((one) => one.type === type);
  if (!event) throw new Error(`components/events.ts has no event of type ${type}.`);
  return event.fields.map(({ name, type }) => code(`${name}: ${type}`)).join(", ");
}

/** Bars inside code would end a cell. */
const code = (text: string): string => `\`${text.replaceAll("|", "\\|")}\``;

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
