import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { files } from "../../../worker/db/schema/index.ts";
import { sweepFiles } from "../../../worker/files/sweep.ts";
import type { World } from "../../support/world.ts";
import { db, world } from "../http/support.ts";

const DAY_MS = 24 * 3600_000;
let w: World;
beforeAll(async () => {
  w = await world();
});

const fileIdOf = (number: number): string => `fil_${number.toString(16).padStart(32, "0")}`;
const keyOf = (organizationId: string, number: number): string =>
  `${organizationId}/room_${"a".repeat(26)}/${fileIdOf(number)}`;

async function put(organizationId: string, number: number, isNamed: boolean): Promise<string> {
  const key = keyOf(organizationId, number);
  await env.FILES.put(key, "x");
  const row = {
    organizationId,
    fileId: fileIdOf(number),
    roomId: "room_x",
    seq: 1,
    kind: "image",
    name: "x",
    mime: "x",
  };
  if (isNamed)
    await db()
      .insert(files)
      .values({ ...row, size: 1, at: 1 });
  return key;
}

const isThere = async (key: string): Promise<boolean> => (await env.FILES.head(key)) !== null;

it("MSG-13 uploads that no message names go after eight days, in bounded steps; the others stay", async () => {
  const { organizationId } = w.one;
  const named = await put(organizationId, 1, true);
  const forgotten = await put(organizationId, 2, false);
  // The same id in the other organization's name saves nothing here.
  const foreign = await put(w.two.organizationId, 1, false);
  const many = await Promise.all(Array.from({ length: 520 }, (_, index) => put(organizationId, 1_000 + index, false)));
  const soon = Date.now() + 7 * DAY_MS;
  expect([await sweepFiles(env, soon), await sweepFiles(env, soon)]).toEqual([0, 0]);
  expect(await isThere(forgotten)).toBe(true);

  const later = Date.now() + 9 * DAY_MS;
  const first = await sweepFiles(env, later);
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThanOrEqual(500);
  const second = await sweepFiles(env, later);
  expect(first + second).toBe(522);
  expect([await isThere(named), await isThere(forgotten), await isThere(foreign)]).toEqual([true, false, false]);
  expect(await isThere(many.at(-1) ?? "")).toBe(false);

  await put(organizationId, 5, false);
  expect(await sweepFiles(env, later + DAY_MS / 2)).toBe(0);
  expect(await sweepFiles(env, later + DAY_MS)).toBe(1);
});

it("MSG-13 with libSQL away nothing is deleted", async () => {
  const key = await put(w.one.organizationId, 9, false);
  const away = { ...env, FILES: env.FILES, LIBSQL_URL: "http://127.0.0.1:9" };
  await expect(sweepFiles(away as typeof env, Date.now() + 40 * DAY_MS)).rejects.toThrow();
  expect(await isThere(key)).toBe(true);
});
