import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { inRoot } from "../../scripts/support/paths.ts";
import { launchBrowser } from "../../test/support/browser.ts";
import { startTestSystem } from "../../test/support/running-system.ts";
import { openDatabase } from "../../worker/db/client.ts";
import { createAccount, createMember, createOrganization, createWebchat } from "../../worker/db/seed-rows.ts";
import type { Section } from "../support/section.ts";
import { litHello, others, PINNED, pictureFolder, sapa, type WidgetContender } from "../widgets/contenders.ts";
import { type Edge, startEdge } from "../widgets/edge.ts";
import { fetchPackages } from "../widgets/packages.ts";
import { type Measured, reportWidgets } from "../widgets/report.ts";
import { hurry, type Stage, visit } from "../widgets/visit.ts";

const VISITS = 10;
const QUICK_VISITS = 2;

export const widget: Section = {
  name: "widget",
  title: "The chat on a page",
  async run(pace, log) {
    const system = await startTestSystem();
    const folder = mkdtempSync(join(tmpdir(), "sapa-hello-"));
    const packages = fetchPackages(PINNED, log);
    const browser = await launchBrowser();
    const edge = await startEdge(() => system.url);
    try {
      await bundleHello(folder);
      const contenders = [
        sapa(edge.url, await makeWidget(system.libsqlUrl, edge)),
        litHello(edge.url, folder),
        ...others({ edgeUrl: edge.url, siteUrl: edge.siteUrl }, packages),
      ];
      edge.serve({ files: { prefix: "art", folder: pictureFolder } });
      for (const contender of contenders) edge.serve(contender);
      const stage = { browser, edge, pictures: readdirSync(pictureFolder) };
      const measured = await measure(stage, contenders, pace.isQuick ? QUICK_VISITS : VISITS, log);
      const missing = PINNED.filter(({ name }) => !packages.folderOf(name)).map(({ name }) => name);
      return reportWidgets(measured, missing);
    } finally {
      await edge.stop();
      await browser.close();
      packages.remove();
      rmSync(folder, { recursive: true, force: true });
      await system.stop();
    }
  },
};

/** In turn, so that whatever slows the machine for a while slows all of them. */
async function measure(
  stage: Stage,
  contenders: readonly WidgetContender[],
  visits: number,
  log: (line: string) => void,
): Promise<Measured[]> {
  const measured: Measured[] = [null, ...contenders].map((contender) => ({ contender, visits: [], hurriedMs: [] }));
  for (let round = 0; round <= visits; round += 1) {
    log(round === 0 ? "each once to warm the machine" : `visit ${round} of ${visits}`);
    for (const { contender, visits: found, hurriedMs } of measured) {
      const seen = await visit(stage, contender);
      const hurried = contender ? await hurry(stage, contender) : Number.NaN;
      if (round === 0) continue;
      found.push(seen);
      hurriedMs.push(hurried);
    }
  }
  return measured;
}

/** A company whose widget belongs to the site. */
async function makeWidget(libsqlUrl: string, edge: Edge): Promise<string> {
  const db = openDatabase(libsqlUrl);
  const { organizationId } = await createOrganization(db, { name: "Kopi Senja" });
  const name = "Ayu Lestari";
  const { accountId } = await createAccount(db, { email: "ayu@kopisenja.example", passwordHash: "none", name });
  await createMember(db, { organizationId, accountId, name, role: "supervisor", isOwner: true });
  const { integrationId } = await createWebchat(db, { organizationId, name: "Shop", domain: edge.siteUrl });
  return integrationId;
}

const HELLO = `
  import { html, LitElement } from "lit";
  customElements.define("hello-element", class extends LitElement {
    render() { return html\`<p>Hello</p>\`; }
  });`;

async function bundleHello(folder: string): Promise<void> {
  await build({
    stdin: { contents: HELLO, resolveDir: inRoot() },
    outfile: join(folder, "hello.js"),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    conditions: ["production", "browser"],
    logLevel: "error",
  });
}
