import { describe, expect, it } from "vitest";
import { ConfigCopy } from "../../../worker/organization/config-copy.ts";
import type { OrganizationConfig } from "../../../worker/organization/contract.ts";
import type { HubStorage } from "../../../worker/organization/hub-storage.ts";

const configOf = (version: number, name: string) => ({ version, name }) as OrganizationConfig;
const MINUTE_MS = 60_000;

/** The one thing that a copy asks of its storage. */
const memory = () => ({ config: undefined }) as unknown as HubStorage;

describe("the copy of an organization's configuration", () => {
  it("INV-7 is compared with libSQL once a minute of use, so that a lost call about a change does not last", async () => {
    let inDatabase = configOf(1, "before");
    let reads = 0;
    let now = 0;
    const copy = new ConfigCopy(
      memory(),
      {
        load: async () => {
          reads += 1;
          return inDatabase;
        },
        version: async () => inDatabase.version,
      },
      () => now,
    );
    expect(await copy.get()).toMatchObject({ name: "before" });
    inDatabase = configOf(2, "after");
    now = MINUTE_MS - 1;
    expect(await copy.get()).toMatchObject({ name: "before" });
    expect(reads).toBe(1);
    now = MINUTE_MS;
    await copy.get();
    await copy.get();
    await Promise.resolve();
    await Promise.resolve();
    expect(await copy.get()).toMatchObject({ name: "after" });
    expect(reads).toBe(2);
  });

  it("INV-7 goes on serving what it has while libSQL is away", async () => {
    let isAway = false;
    let now = 0;
    const load = async () => {
      if (isAway) throw new Error("away");
      return configOf(1, "kept");
    };
    const source = { load, version: async () => (await load()).version };
    const copy = new ConfigCopy(memory(), source, () => now);
    await copy.get();
    isAway = true;
    now = 5 * MINUTE_MS;
    expect(await copy.get()).toMatchObject({ name: "kept" });
    await Promise.resolve();
    expect(await copy.get()).toMatchObject({ name: "kept" });
  });

  it("INV-7 when nothing changed, telling it so costs one small question and no reading", async () => {
    let inDatabase = configOf(1, "before");
    let reads = 0;
    const load = async () => {
      reads += 1;
      return inDatabase;
    };
    const copy = new ConfigCopy(memory(), { load, version: async () => inDatabase.version }, () => 0);
    const told: number[] = [];
    copy.onChanged = ({ version }) => void told.push(version);
    await copy.get();
    await copy.reload();
    await copy.reload();
    expect([reads, told]).toEqual([1, [1]]);
    inDatabase = configOf(2, "after");
    expect(await copy.reload()).toMatchObject({ name: "after" });
    expect([reads, told]).toEqual([2, [1, 2]]);
  });
});
