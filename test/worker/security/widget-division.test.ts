import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import type { WebchatIntegration } from "../../../protocol/webchat.schema.ts";
import { writeBatch } from "../../../worker/db/client.ts";
import { members } from "../../../worker/db/schema/index.ts";
import { configChange } from "../../../worker/organization/store.ts";
import type { WorldOrganization } from "../../support/world.ts";
import { codeOf, db, world } from "../http/support.ts";
import { at, formOf, newWidget } from "../integrations/support.ts";
import { read, send } from "../settings/support.ts";

async function restrict({ organizationId, supervisor }: WorldOrganization, isRestricted: boolean): Promise<void> {
  await writeBatch(db(), [
    db().update(members).set({ isRestricted }).where(eq(members.memberId, supervisor.memberId)),
    configChange(db(), organizationId),
  ]);
  await env.ORGANIZATION.getByName(organizationId).configChanged();
}

it("ROLE-3 INTEG-8 a restricted supervisor saves all of a widget but its division, which would show them others' rooms", async () => {
  const { one } = await world();
  await restrict(one, true);
  const created = await newWidget(one.admin);
  const now = () => read<WebchatIntegration>(one.admin, at(created));
  const move = async (widget: WebchatIntegration, divisionId: string | null) =>
    codeOf(await send(one.supervisor, "PUT", at(created), formOf(widget, { divisionId })));
  expect(await move(created, one.salesId)).toBe("forbidden");
  expect(await now()).toEqual(created);
  expect((await send(one.supervisor, "PUT", at(created), formOf(created, { name: "Dari Budi" }))).status).toBe(200);

  await restrict(one, false);
  await expect.poll(async () => move(await now(), one.salesId)).not.toBe("forbidden");
  expect((await now()).divisionId).toBe(one.salesId);
});
