/**
 * Takes comments and needless white space out of CSS and touches nothing else, so that newer CSS passes unharmed.
 * Stands in for the template minifier's own CSS step, which drops at-rules it does not know.
 */
export function squeezeCss(css: string): string {
  // Strings are kept as they are; the capturing group keeps them in the list, at odd places.
  return css
    .replace(/("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|\/\*[\s\S]*?\*\//g, (_comment, text?: string) => text ?? " ")
    .split(/("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/)
    .map((part, index) => (index % 2 === 1 ? part : squeezeOutsideStrings(part)))
    .join("")
    .trim();
}

/** Where a template has an expression; ends with a semicolon of its own that must stay. */
const expression = "@TEMPLATE_EXPRESSION();";
const standIn = "\u0001";

function squeezeOutsideStrings(css: string): string {
  return css
    .replaceAll(expression, standIn)
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,]) ?/g, "$1")
    .replace(/: /g, ":")
    .replace(/;+\}/g, "}")
    .replaceAll(standIn, expression);
}
