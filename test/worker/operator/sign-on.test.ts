import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Application } from "../../../protocol/operator.schema.ts";
import { SERVER_CHAIN } from "../../../worker/db/audit.ts";
import { audit, oidcApplications, oidcProviders } from "../../../worker/db/schema/index.ts";
import { db } from "../http/support.ts";
import { tokenCall } from "../sign-on/support.ts";
import { asOperator, jsonOf, wrongIn } from "./support.ts";

const ERP = {
  name: " ERP ",
  isPublic: false,
  redirectUris: ["https://erp.example/callback", "http://localhost:3000/callback"],
  postLogoutUris: ["https://erp.example/"],
  backChannelLogoutUri: "https://erp.example/signed-out",
};
type Created = Application & { secret: string | null };
const register = async (given: object = {}): Promise<Created> =>
  jsonOf(await asOperator("/applications", { body: { ...ERP, ...given } }));
const listed = async (clientId: string) =>
  (await jsonOf<Application[]>(await asOperator("/applications"))).find((one) => one.clientId === clientId);
/** Whether the application is known by this secret: then its made-up grant is what is wrong. */
const errorFor = async (clientId: string, secret: string) =>
  (
    await jsonOf<{ error: string }>(
      await tokenCall({
        grant_type: "refresh_token",
        refresh_token: "x",
        client_id: clientId,
        client_secret: secret,
      }),
    )
  ).error;

describe("AUTH-6 applications", () => {
  it("AUTH-6 a secret is shown once, works, and is stored as a hash only", async () => {
    const created = await register();
    const secret = created.secret ?? "";
    expect(secret).toMatch(/^sapac_[\w-]{43}$/);
    expect(await listed(created.clientId)).toEqual({ ...created, secret: undefined });
    expect(JSON.stringify(await listed(created.clientId))).not.toContain(secret);
    const rows = await db().select().from(oidcApplications).where(eq(oidcApplications.clientId, created.clientId));
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(await errorFor(created.clientId, secret)).toBe("invalid_grant");
    expect(await errorFor(created.clientId, `${secret}x`)).toBe("invalid_client");
  });

  it("a public one has none, and may come back to a program of its own", async () => {
    const redirectUris = ["com.example.erp:/callback"];
    expect(await register({ isPublic: true, redirectUris })).toMatchObject({
      secret: null,
      isPublic: true,
      redirectUris,
    });
  });

  it.each([
    "http://erp.example/callback",
    "https://erp.example/#fragment",
    "https://user:pass@erp.example/",
    "https://*.erp.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "com.example.erp:/callback",
    "erp.example/callback",
    "//erp.example/callback",
    "",
  ])("refuses to send people back to %j", async (uri) => {
    const response = await asOperator("/applications", { body: { ...ERP, redirectUris: [ERP.redirectUris[0], uri] } });
    expect([response.status, await wrongIn(response)]).toEqual([422, { "/redirectUris/1": "oidc.address" }]);
  });

  it.each(["https://10.0.0.1/out", "http://erp.example/out", "https://erp.internal/out"])(
    "refuses to call %s when somebody signs out",
    async (backChannelLogoutUri) => {
      const response = await asOperator("/applications", { body: { ...ERP, backChannelLogoutUri } });
      expect(await wrongIn(response)).toEqual({ "/backChannelLogoutUri": "settings.url" });
    },
  );

  it("gets other addresses with the same secret, and is taken away", async () => {
    const { clientId, secret } = await register();
    const { isPublic: _, ...addresses } = ERP;
    const body = { ...addresses, name: "ERP 2", postLogoutUris: [] };
    const saved = await asOperator(`/applications/${clientId}`, { method: "PUT", body });
    expect(await jsonOf(saved)).toMatchObject({ name: "ERP 2", postLogoutUris: [], isPublic: false });
    expect(await errorFor(clientId, secret ?? "")).toBe("invalid_grant");
    expect((await asOperator(`/applications/${clientId}`, { method: "DELETE" })).status).toBe(204);
    expect(await errorFor(clientId, secret ?? "")).toBe("invalid_client");
    expect((await asOperator(`/applications/${clientId}`, { method: "DELETE" })).status).toBe(404);
    const told = await db().select().from(audit).where(eq(audit.organizationId, SERVER_CHAIN));
    const mine = told.filter(({ target }) => target === clientId);
    expect(mine.map(({ action }) => action)).toEqual(["application.create", "application.save", "application.delete"]);
    expect(JSON.stringify(mine)).not.toContain(secret);
  });
});

describe("AUTH-18 providers", () => {
  const given = (issuer: string) => ({ name: "Google", issuer, clientId: "sapa", clientSecret: "rahasia-provider" });

  it.each([
    "http://accounts.example",
    "https://127.0.0.1.nip.example:9999/",
    "https://169.254.169.254/",
    "https://metadata.internal/",
    "https://[fd00::1]/",
    "accounts.example",
  ])("AUTH-18 %s is no address of a provider, and is not called", async (issuer) => {
    const response = await asOperator("/providers", { body: given(issuer) });
    expect([response.status, await wrongIn(response)]).toEqual([422, { "/issuer": "settings.url" }]);
  });

  it("AUTH-18 one that does not answer is refused, and nothing is stored", async () => {
    const response = await asOperator("/providers", { body: given("http://127.0.0.1:9/") });
    expect(await wrongIn(response)).toEqual({ "/issuer": "oidc.issuer" });
    expect(await db().select().from(oidcProviders).where(eq(oidcProviders.issuer, "http://127.0.0.1:9/"))).toEqual([]);
  });
});
