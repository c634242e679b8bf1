import { render, type TemplateResult } from "lit-html";

/** One row as it should be: `key` names it for as long as it is the same thing. */
export type Row = { key: string; className: string; content: TemplateResult | string };

/**
 * Keeps the children of a list in step with rows. A row that stays keeps its element, so that focus, selection and the
 * reader's place survive whatever is inserted around it.
 */
export class KeyedList {
  #elements = new Map<string, HTMLLIElement>();

  update(list: Element, rows: readonly Row[]): void {
    const kept = new Map<string, HTMLLIElement>();
    let next = list.firstElementChild;
    for (const { key, className, content } of rows) {
      const element = this.#elements.get(key) ?? document.createElement("li");
      kept.set(key, element);
      element.className = className;
      render(content, element);
      if (element === next) next = next.nextElementSibling;
      else list.insertBefore(element, next);
    }
    while (next) {
      const after = next.nextElementSibling;
      next.remove();
      next = after;
    }
    this.#elements = kept;
  }
}
