import { build } from "../../scripts/build.ts";
import { measureSizes } from "../../scripts/size.ts";
import { figure, type Section, table } from "../support/section.ts";

export const size: Section = {
  name: "size",
  title: "Bytes over the wire",
  async run(_pace, log) {
    await build({ log });
    const rows = measureSizes().map(({ name, bytes, budget }) => [
      name,
      bytes === undefined ? "not built" : figure(bytes),
      budget === undefined ? "–" : figure(budget),
      bytes === undefined || budget === undefined ? "–" : bytes <= budget ? "yes" : "**no**",
    ]);
    return table(["brotli", "bytes", "budget", "within"], rows);
  },
};
