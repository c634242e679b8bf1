import fc from "fast-check";
import { expect, it } from "vitest";
import { parseJsonText } from "../../../worker/http/json-text.ts";

const anyText = fc.string({ unit: "binary" });
const anyValue = fc.jsonValue({ stringUnit: "binary" });
const half = fc.constantFrom("\ud83d", "\udE00", "a\udbff", "\udc00\ud800");

it("gives what JSON says, whatever text is in it", () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      const json = JSON.stringify(value);
      expect(parseJsonText(json)).toEqual(JSON.parse(json));
    }),
  );
  expect(parseJsonText('{"a":"\\ud83d\\ude00"}')).toEqual({ a: "😀" });
});

it("leaves no half of a character, however deep and however it is written", () => {
  fc.assert(
    fc.property(anyText, half, anyText, (before, broken, after) => {
      const text = `${before}${broken}`;
      const written = JSON.stringify({ a: [{ b: text }], c: after });
      for (const json of [written, written.replaceAll("\\ud", "\\uD")])
        expect(parseJsonText(json)).toEqual({ a: [{ b: text.toWellFormed() }], c: after.toWellFormed() });
    }),
  );
});

it.each(["", "{", "[1,", "nul", '{"a":"\\ud8"}', "[".repeat(300_000), `[${"[".repeat(300_000)}"\\ud800"`])(
  "%# is no JSON",
  (text) => {
    expect(parseJsonText(text)).toBeUndefined();
  },
);
