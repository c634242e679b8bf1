import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Settings, SettingsAnswer } from "../../../protocol/settings.schema.ts";
import { audit, organizations, settings } from "../../../worker/db/schema/index.ts";
import { defaultSettings } from "../../../worker/settings/defaults.ts";
import type { WorldOrganization } from "../../support/world.ts";
import { db, problemOf, world } from "../http/support.ts";
import { done, section, send } from "./support.ts";

/** More calls of libSQL than any save makes. */
const CALLS_MAX = 12;
const realFetch = globalThis.fetch;
afterEach(() => vi.restoreAllMocks());

/** From its n-th call on libSQL gives no answer; `isDone`: the n-th itself still reaches it, and only its answer is lost. */
function loseFrom(n: number, isDone: boolean): { calls: () => number } {
  let calls = 0;
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    if (!request.url.startsWith(env.LIBSQL_URL)) return realFetch(request);
    calls += 1;
    if (calls < n) return realFetch(request);
    if (calls === n && isDone) await (await realFetch(request)).arrayBuffer();
    throw new TypeError("network connection lost");
  });
  return { calls: () => calls };
}

/** What a save is made of; all of it or none is there. */
async function written({ organizationId }: WorldOrganization): Promise<number[]> {
  const [rows, entries, versions] = await db().batch([
    db().select().from(settings).where(eq(settings.organizationId, organizationId)),
    db().select().from(audit).where(eq(audit.organizationId, organizationId)),
    db().select().from(organizations).where(eq(organizations.organizationId, organizationId)),
  ]);
  return [rows.filter((row) => row.section === "idle").length, entries.length, versions[0]?.configVersion ?? 0];
}

describe("INV-7 settings while libSQL is away", () => {
  it.each([
    ["unreachable", false],
    ["silent after it was told", true],
  ])(
    "%s from any call on: a clear 503 or done, nothing half done, and asking again does it once",
    async (_, isDone) => {
      const outcomes = new Set<string>();
      for (let n = 1; n <= CALLS_MAX; n += 1) {
        const { one } = await world();
        const value: Settings["idle"] = { ...defaultSettings("UTC").idle, minutes: 7 };
        const [, entries = 0, version = 0] = await written(one);
        // The organization has its copy, as ever when somebody has a form open.
        await section(one.admin, "idle");
        const before = await written(one);
        const lost = loseFrom(n, isDone);
        const response = await send(one.admin, "PUT", "/settings/idle", { version: 0, value });
        const calls = lost.calls();
        vi.restoreAllMocks();
        if (response.status !== 200) {
          expect(response.status).toBe(503);
          expect(await problemOf(response)).toMatchObject({ code: "unavailable", retryable: true });
        }
        const all = [1, entries + 1, version + 1];
        const after = await written(one);
        expect([before, all]).toContainEqual(after);
        if (response.status === 200) expect(after).toEqual(all);
        outcomes.add(`${response.status} ${after[0]}`);
        const again = await done<SettingsAnswer>(one.admin, "PUT", "/settings/idle", { version: 0, value });
        expect(again).toMatchObject({ version: 1, value });
        expect((await env.ORGANIZATION.getByName(one.organizationId).config())?.sections.idle).toEqual(value);
        expect(await written(one)).toEqual(all);
        if (calls < n) break;
      }
      expect(outcomes).toContain("503 0");
      expect(outcomes).toContain("200 1");
      if (isDone) expect(outcomes).toContain("503 1");
    },
  );
});
