import { build } from "./build.ts";
import { detail, phase } from "./support/console.ts";
import { inRoot } from "./support/paths.ts";
import { buildPortals } from "./support/portal-examples.ts";

/** `npm run examples` */
export async function run(): Promise<number> {
  await phase("Building what the examples use", () => build({ log: detail }));
  await phase("Building the portals into dist/examples", () => buildPortals(inRoot("dist/examples")));
  return 0;
}
