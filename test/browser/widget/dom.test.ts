import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Content, fill, h } from "../../../widget/panel/dom.ts";

type Shape = { tag: string; key: string | undefined; className: string; kids: (Shape | string | null)[] };

const { shape } = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.record({
    tag: fc.constantFrom("p", "span", "b", "svg"),
    key: fc.constant(undefined),
    className: fc.constantFrom("", "x", "x y"),
    kids: fc.array(fc.oneof({ maxDepth: 3 }, fc.constantFrom("", "word", "other"), fc.constant(null), tie("shape")), {
      maxLength: 4,
    }),
  }),
}));
const keys = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"));

const viewOf = (given: Shape | string | null): Content =>
  given && typeof given === "object"
    ? h(given.tag, { class: given.className || null, title: given.className }, ...given.kids.map(viewOf))
    : given;

const drawn = (contents: Content[]): Element => {
  const box = document.createElement("div");
  fill(box, contents);
  return box;
};

describe("drawing", () => {
  it("whatever was drawn before, the same description gives the same elements", () => {
    fc.assert(
      fc.property(fc.array(fc.array(shape, { maxLength: 4 }), { maxLength: 5 }), (steps) => {
        const box = document.createElement("div");
        for (const step of steps) {
          fill(box, step.map(viewOf));
          expect(box.isEqualNode(drawn(step.map(viewOf))), box.innerHTML).toBe(true);
        }
      }),
    );
  });

  it("what has a key stays the same element wherever it goes, and is never taken out and put back for others", () => {
    fc.assert(
      fc.property(keys, keys, (before, after) => {
        const list = document.createElement("ol");
        const rows = (names: string[]) => names.map((key) => h("li", { key, id: key }, key));
        fill(list, rows(before));
        const former = new Map([...list.children].map((row) => [row.id, row]));
        fill(list, rows(after));
        expect([...list.children].map(({ id }) => id)).toEqual(after);
        for (const row of list.children) if (former.has(row.id)) expect(row).toBe(former.get(row.id));
      }),
    );
  });

  it("keeps the focus while rows come and go before it", () => {
    const list = document.body.appendChild(document.createElement("div"));
    const rows = (names: string[]) => names.map((key) => h("button", { key, id: key }, key));
    fill(list, rows(["a", "b", "c"]));
    list.querySelector<HTMLElement>("#b")?.focus();
    fill(list, rows(["x", "a", "b"]));
    fill(list, rows(["b", "z"]));
    expect(document.activeElement?.id).toBe("b");
    list.remove();
  });

  it("reads no text as markup, and leaves alone what others have put there", () => {
    const box = document.createElement("p");
    box.append("theirs");
    fill(box, [h("b", null, "<img src=x onerror=alert(1)>")]);
    expect(box.innerHTML).toBe("<b>&lt;img src=x onerror=alert(1)&gt;</b>theirs");
    fill(box, []);
    expect(box.innerHTML).toBe("theirs");
  });
});
