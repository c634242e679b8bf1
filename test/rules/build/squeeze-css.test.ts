import { describe, expect, it } from "vitest";
import { squeezeCss } from "../../../scripts/support/squeeze-css.ts";

describe("squeezeCss", () => {
  it.each([
    [".a > .b ,\n .c {\n  color : red;\n  margin: 0 auto;\n}\n", ".a > .b,.c{color :red;margin:0 auto}"],
    [":host([open]) :is(a, b) { width: calc(1px + 2px); }", ":host([open]) :is(a,b){width:calc(1px + 2px)}"],
    ["/* why */ @starting-style { .a { opacity: 0; } }", "@starting-style{.a{opacity:0}}"],
    ['.a::before { content: "x;  {y}: "; }', '.a::before{content:"x;  {y}: "}'],
    ["/* don't */ .a { content: 'x' } /* it's */", ".a{content:'x'}"],
    ["@media (width > 400px) and (hover) { .a { top: 0 } }", "@media (width > 400px) and (hover){.a{top:0}}"],
    [".a { @TEMPLATE_EXPRESSION(); }", ".a{@TEMPLATE_EXPRESSION();}"],
    [".a { top: @TEMPLATE_EXPRESSION();; left: 0; }", ".a{top:@TEMPLATE_EXPRESSION();;left:0}"],
  ])("%s", (css, squeezed) => {
    expect(squeezeCss(css)).toBe(squeezed);
  });
});
