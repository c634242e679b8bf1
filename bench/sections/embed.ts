import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { Browser } from "playwright";
import { freePort } from "../../scripts/system/ports.ts";
import { launchBrowser } from "../../test/support/browser.ts";
import { Admin, startPortal } from "../../test/support/portal-site.ts";
import { startTestSystem, type TestSystem } from "../../test/support/running-system.ts";
import { figure, ms, type Section, table } from "../support/section.ts";
import { median } from "../support/statistics.ts";

/** What stands on the page, and what is seen when it is there. */
type Scene = { name: string; tags: string[]; sign: string };
const ROW = "sapa-room-list button.row";
const SCENES: Scene[] = [
  { name: "inbox", tags: ["sapa-inbox"], sign: ROW },
  { name: "inbox and badge", tags: ["sapa-inbox", "sapa-unread-badge"], sign: ROW },
  { name: "inbox and one room", tags: ["sapa-inbox", "sapa-room"], sign: "sapa-room sapa-timeline" },
  { name: "badge alone", tags: ["sapa-unread-badge"], sign: "sapa-unread-badge .badge" },
  { name: "one room alone", tags: ["sapa-room"], sign: "sapa-timeline" },
  { name: "report alone", tags: ["sapa-report"], sign: "sapa-report-view h2" },
  { name: "settings alone", tags: ["sapa-settings"], sign: "sapa-settings-desk .entry" },
];

type Visit = { bytes: number; requests: number; shownMs: number };

export const embed: Section = {
  name: "embed",
  title: "Elements in a portal",
  async run(pace, log) {
    const system = await startTestSystem({ withDemoData: true });
    const folder = mkdtempSync(join(tmpdir(), "sapa-embed-"));
    const browser = await launchBrowser();
    const portal = await portalOf(system, folder);
    try {
      const rows: string[][] = [];
      for (const scene of SCENES) {
        writePage(folder, scene.tags, await roomOf(system));
        const visits: Visit[] = [];
        for (let round = 0; round <= pace.rounds; round += 1) {
          const visit = await open(browser, portal.origin, scene.sign);
          // The first one warms the server up.
          if (round > 0) visits.push(visit);
        }
        log(scene.name);
        const of = (key: keyof Visit): number => median(visits.map((visit) => visit[key]));
        rows.push([scene.name, figure(of("bytes")), figure(of("requests")), ms(of("shownMs"))]);
      }
      return `${table(["on the page", "bytes, brotli", "requests", "shown p50 ms"], rows)}\n\nBytes are those of every answer, compressed with brotli, tokens and lists included; live connections are not counted.`;
    } finally {
      await portal.stop();
      await browser.close();
      await system.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function portalOf(system: TestSystem, folder: string) {
  const admin = await Admin.signedIn(system);
  const port = await freePort();
  await admin.allowOrigins([`http://localhost:${port}`]);
  const { secret } = await admin.newApiToken("Bench");
  const member = system.world?.accounts.find(({ role }) => role === "admin")?.email ?? "";
  return startPortal({ system, page: folder, secret, member, port, components: "inbox,report,settings" });
}

async function roomOf(system: TestSystem): Promise<string> {
  const admin = await Admin.signedIn(system);
  const { rooms } = await admin.call<{ rooms: { roomId: string }[] }>("GET", "/rooms?limit=1");
  return rooms[0]?.roomId ?? "";
}

function writePage(folder: string, tags: string[], roomId: string): void {
  const elements = tags.map(
    (tag) => `<${tag} base-url="{{SAPA_URL}}"${tag === "sapa-room" ? ` room-id="${roomId}"` : ""}></${tag}>`,
  );
  const head = `<title>Portal</title><script type="module" src="{{SAPA_URL}}/components/sapa.js"></script><script type="module" src="/portal.js"></script>`;
  writeFileSync(
    join(folder, "index.html"),
    `<!doctype html><html lang="en"><head>${head}</head><body>${elements.join("")}</body></html>`,
  );
  writeFileSync(
    join(folder, "portal.js"),
    `const tokenProvider = async () => (await fetch("/token", { method: "POST" })).json();
for (const element of document.body.children) element.tokenProvider = tokenProvider;`,
  );
}

async function open(browser: Browser, origin: string, sign: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const sizes: Promise<number>[] = [];
  page.on("requestfinished", (request) => {
    if (!request.url().startsWith(origin)) sizes.push(sizeOf(request.response()));
  });
  await page.goto(origin);
  await page.locator(sign).first().waitFor();
  const shownMs = await page.evaluate(() => performance.now());
  await page.waitForLoadState("networkidle");
  const bytes = (await Promise.all(sizes)).reduce((sum, one) => sum + one, 0);
  await context.close();
  return { bytes, requests: sizes.length, shownMs };
}

async function sizeOf(answer: Promise<{ body(): Promise<Buffer> } | null>): Promise<number> {
  const body = await (await answer)?.body().catch(() => null);
  return body && body.byteLength > 0 ? brotliCompressSync(body).byteLength : 0;
}
