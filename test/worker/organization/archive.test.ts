import { env } from "cloudflare:workers";
import { unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { projectorFor } from "../../../worker/db/projector/shard.ts";
import { PARTS } from "../../../worker/organization/archive/archive.ts";
import { pageSql } from "../../../worker/organization/archive/pages.ts";
import { projected } from "../../support/projection.ts";
import { RoomScript } from "../../support/room-script.ts";
import type { World, WorldMember } from "../../support/world.ts";
import { asMember, db, world } from "../http/support.ts";

let here: World;
const run = (sql: string, ...args: (string | number)[]) => db().$client.execute({ sql, args });
const asks = (member: WorldMember) => asMember(member, "/api/v1/organization/export");

beforeAll(async () => {
  here = await world();
  await run("UPDATE members SET is_owner = 0 WHERE member_id = ?", here.two.admin.memberId);
  await run("UPDATE members SET is_owner = 1 WHERE member_id = ?", here.one.admin.memberId);
  for (const organization of [here.one, here.two])
    for (let n = 0; n < 3; n += 1) {
      const script = await RoomScript.open(organization, `export${n}`, { contactName: `Rina ${organization.name}` });
      for (let line = 0; line < 400; line += 1) script.writes(`${organization.name} ${n} ${line}`);
      await projected(projectorFor(env, organization.organizationId), script.slice());
    }
  await run(
    "UPDATE integrations SET secrets_ciphertext = 'zzsecret', secrets_key_id = 'zzkey' WHERE organization_id = ?",
    here.one.organizationId,
  );
});

async function archive(): Promise<Record<string, string>> {
  const response = await asks(here.one.admin);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/zip");
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]));
}
const linesOf = (text = "") =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));

describe("the export of an organization", () => {
  it("PRIVACY-7 BEY-18 holds every conversation, contact, member and setting of it, in order, over many pages", async () => {
    const files = await archive();
    expect(Object.keys(files)).toEqual([
      "README.txt",
      "organization.json",
      ...PARTS.map(({ name }) => `${name}.jsonl`),
    ]);
    expect(JSON.parse(files["organization.json"] ?? "")).toMatchObject({ name: here.one.name });
    const events = linesOf(files["events.jsonl"]);
    expect(events).toHaveLength(3 * 402);
    for (const [roomId, ofRoom] of Map.groupBy(events, (event) => event.roomId)) {
      expect(roomId).toMatch(/^room_/);
      expect(ofRoom.map(({ seq }) => seq)).toEqual(ofRoom.map((_, index) => index + 1));
    }
    expect(linesOf(files["contacts.jsonl"])).toHaveLength(3);
    expect(linesOf(files["rooms.jsonl"])[0].summary).toMatchObject({ organizationId: here.one.organizationId });
    expect(linesOf(files["members.jsonl"]).map(({ email }) => email)).toContain(here.one.admin.email);
    expect(linesOf(files["integrations.jsonl"])).toHaveLength(1);
  });

  it("PRIVACY-1 INV-6 holds nothing of another organization, and no secret, password or token", async () => {
    const whole = JSON.stringify(await archive());
    const password = await run("SELECT password_hash FROM accounts WHERE account_id = ?", here.one.admin.accountId);
    for (const word of [
      here.two.name,
      here.two.organizationId,
      "zzsecret",
      "zzkey",
      String(password.rows[0]?.password_hash),
    ])
      expect(whole).not.toContain(word);
  });

  it("PRIVACY-7 is the owner's alone, and the audit log has it before the first byte", async () => {
    const others = [here.one.supervisor, here.one.agentA, here.two.admin];
    for (const member of others) expect((await asks(member)).status).toBe(403);
    const audited = () =>
      run(
        "SELECT actor_id FROM audit WHERE organization_id = ? AND action = 'organization.export'",
        here.one.organizationId,
      );
    const before = (await audited()).rows.length;
    const response = await asks(here.one.admin);
    expect((await audited()).rows).toHaveLength(before + 1);
    await response.body?.cancel();
  });

  it("PRIVACY-7 every page is found by an index", async () => {
    for (const { name, paged } of PARTS)
      for (const isLater of [false, true]) {
        const args = ["org_x", ...(isLater ? paged.key.map(() => 1) : [])];
        const { rows } = await run(`EXPLAIN QUERY PLAN ${pageSql(paged, isLater)}`, ...args);
        const plan = rows.map((row) => String(row.detail));
        expect(
          plan.filter((step) => /^SCAN|TEMP B-TREE FOR ORDER/.test(step)),
          name,
        ).toEqual([]);
      }
  });
});
