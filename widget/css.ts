/** Marks style sheets for editors and for the build, which strips their white space. */
export const css = String.raw;
