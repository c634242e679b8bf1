import { html, type TemplateResult } from "lit";
import { classMap } from "lit/directives/class-map.js";
import { partsOf, type RichOptions, type TextPart } from "./rich-text.ts";

/** A text with its links, marks and mentions. Nothing of it is ever markup. */
export const words = (value: string, options?: RichOptions): unknown[] => partsOf(value, options).map(wordsPart);

function wordsPart({ text, href, marks }: TextPart): unknown {
  const content: TemplateResult | string =
    href === null ? text : html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow">${text}</a>`;
  if (marks.length === 0) return content;
  if (marks.includes("mono")) return html`<code>${content}</code>`;
  if (marks.includes("mention")) return html`<span class="mention">${content}</span>`;
  const classes = Object.fromEntries(marks.map((mark) => [mark, true]));
  // Real elements, so that those who listen hear the emphasis too.
  if (marks.includes("strike")) return html`<s class=${classMap(classes)}>${content}</s>`;
  return marks.includes("bold")
    ? html`<strong class=${classMap(classes)}>${content}</strong>`
    : html`<em class=${classMap(classes)}>${content}</em>`;
}
