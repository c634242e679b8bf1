import { beforeAll, describe, expect, it } from "vitest";
import type { CreatedApiToken } from "../../../protocol/embed.schema.ts";
import type { WebchatIntegration } from "../../../protocol/webchat.schema.ts";
import type { World } from "../../support/world.ts";
import { type Asked, fromPortal, mint, portalOf } from "../embed/support.ts";
import { codeOf, world } from "../http/support.ts";
import { done } from "../settings/support.ts";
import { at, auditOf, formOf, LIST, newWidget } from "./support.ts";

let w: World;
let crm: CreatedApiToken;
let own: WebchatIntegration;
let other: WebchatIntegration;
beforeAll(async () => {
  w = await world();
  crm = await portalOf(w.one);
  own = await newWidget(w.one.admin);
  other = await newWidget(w.one.admin);
});

const tokenFor = async (asked: Partial<Asked>): Promise<string> =>
  (await mint(crm.secret, { member: w.one.admin.memberId, components: ["settings"], ...asked })).token;

const routesOf = (widget: WebchatIntegration): [string, string, unknown?][] => [
  ["GET", at(widget)],
  ["PUT", at(widget), formOf(widget, { name: "Curian" })],
  ["PUT", at(widget, "/switch"), { isEnabled: false }],
  ["POST", at(widget, "/logo"), "gambar"],
  ["GET", at(widget, "/identity-secret")],
  ["POST", at(widget, "/identity-secret")],
  ["DELETE", at(widget)],
];

describe("EMBED-3 a settings token of some integrations", () => {
  it("EMBED-3 finds no other widget, whatever it asks, and nothing happens", async () => {
    const token = await tokenFor({ integrations: [own.integrationId] });
    const before = await auditOf(w.one.organizationId, 100);
    for (const [method, path, body] of routesOf(other)) {
      const response = await fromPortal(token, path, { method, body });
      expect([method, path, response.status, await codeOf(response)]).toEqual([method, path, 404, "not_found"]);
    }
    expect(await auditOf(w.one.organizationId, 100)).toEqual(before);
    expect(await done(w.one.admin, "GET", at(other))).toMatchObject({ version: other.version, isEnabled: true });
  });

  it("EMBED-3 lists and changes its own", async () => {
    const token = await tokenFor({ integrations: [own.integrationId] });
    const listed = (await (await fromPortal(token, LIST)).json()) as WebchatIntegration[];
    expect(listed.map(({ integrationId }) => integrationId)).toEqual([own.integrationId]);
    const saved = await fromPortal(token, at(own), { method: "PUT", body: formOf(own, { name: "Toko kita" }) });
    expect(saved.status).toBe(200);
    expect((await fromPortal(token, at(own, "/identity-secret"))).status).toBe(200);
  });

  it("EMBED-3 makes no new one, which would lie outside whatever narrows it", async () => {
    const body = { name: "Baru", domain: "https://baru.example" };
    for (const cut of [{ integrations: [own.integrationId] }, { divisions: ["general"] }]) {
      const response = await fromPortal(await tokenFor(cut), LIST, { body });
      expect([response.status, await codeOf(response)]).toEqual([403, "forbidden"]);
    }
    expect((await fromPortal(await tokenFor({}), LIST, { body })).status).toBe(201);
  });
});
