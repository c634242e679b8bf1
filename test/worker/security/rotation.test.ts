import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { newId } from "../../../protocol/ids.ts";
import { integrations, oidcProviders } from "../../../worker/db/schema/index.ts";
import { checkSecrets } from "../../../worker/http/keys.ts";
import { seal, unseal } from "../../../worker/http/seal.ts";
import { signMemberToken, verifyAccessToken } from "../../../worker/http/tokens.ts";
import { openSecrets, sealSecrets } from "../../../worker/integrations/secrets.ts";
import { openRefreshToken, sealRefreshToken } from "../../../worker/integrations/webchat/refresh-token.ts";
import { configVersion } from "../../../worker/organization/store.ts";
import { resealFormer } from "../../../worker/reseal.ts";
import { openClientSecret, sealClientSecret } from "../../../worker/sign-on/providers/client.ts";
import { signSurvey, verifySurvey } from "../../../worker/surveys/token.ts";
import { db, world } from "../http/support.ts";
import { at, newWidget } from "../integrations/support.ts";
import { done, read, refused } from "../settings/support.ts";

/** What this deployment was signing and sealing with before. */
const FORMER = Buffer.alloc(32, "former").toString("base64url");
const { SAPA_SECRET } = env;
const both = { SAPA_SECRET, SAPA_SECRET_FORMER: FORMER };
const rotated = { ...env, SAPA_SECRET_FORMER: FORMER };

describe("INTEG-2 after another SAPA_SECRET", () => {
  const what = { purpose: "rotation", place: ["a"] };

  it("INTEG-2 what the former one sealed opens only while it is named, and nothing more is sealed with it", async () => {
    const old = await seal(FORMER, what, { is: "kept" });
    expect(await unseal({ SAPA_SECRET }, what, old)).toBeNull();
    expect(await unseal(both, what, old)).toEqual({ is: "kept" });
    expect(await unseal(both, { ...what, place: ["b"] }, old)).toBeNull();
    const now = await seal(SAPA_SECRET, what, { is: "new" });
    expect(await unseal({ SAPA_SECRET, SAPA_SECRET_FORMER: "too short" }, what, now)).toEqual({ is: "new" });
  });

  it("nobody is let in by a token that the former one signed", async () => {
    const w = await world();
    const { token } = await signMemberToken(FORMER, { member: w.one.admin.identity, origin: "https://sapa.example" });
    expect(await verifyAccessToken(SAPA_SECRET, "member", token)).toMatchObject({ ok: false });
  });

  it("visitors keep their chats while it is named", () => {
    const sealed = sealRefreshToken(FORMER, "wgt", "vis_1.token");
    expect(openRefreshToken(both, "wgt", sealed)).toEqual({ token: "vis_1.token", visitorId: "vis_1" });
    expect(openRefreshToken({ SAPA_SECRET }, "wgt", sealed)).toBeUndefined();
    expect(openRefreshToken(both, "other", sealed)).toBeUndefined();
  });
});

describe("SURVEY-4 links that were sent before", () => {
  const ticket = { roomId: "room_a", surveySeq: 1 };

  it("SURVEY-4 go on working while the former secret is named, and end with it", async () => {
    const sent = await signSurvey(FORMER, ticket, Date.now());
    expect(await verifySurvey(both, sent)).toEqual(ticket);
    expect(await verifySurvey({ SAPA_SECRET }, sent)).toBeNull();
    expect(await verifySurvey(both, await signSurvey(SAPA_SECRET, ticket, Date.now()))).toEqual(ticket);
    expect(await verifySurvey(both, await signSurvey(FORMER, ticket, Date.now() - 8 * 24 * 3600_000))).toBeNull();
  });
});

describe("a deployment with a secret that is no good", () => {
  it.each(["too-short", "not base64url!"])("does not start with %s", (bad) => {
    expect(() => checkSecrets({ SAPA_SECRET: bad })).toThrow(
      /^SAPA_SECRET needs at least 32 random bytes as base64url$/,
    );
    expect(() => checkSecrets({ SAPA_SECRET, SAPA_SECRET_FORMER: bad })).toThrow(/^SAPA_SECRET_FORMER needs/);
  });

  it("starts with good ones, and without a former one", () => {
    checkSecrets(both);
    checkSecrets({ SAPA_SECRET, SAPA_SECRET_FORMER: "" });
    checkSecrets({ SAPA_SECRET });
  });
});

describe("sealing anew", () => {
  it("WIDGET-19 an identity secret that cannot be opened is told so when somebody looks, and stays", async () => {
    const { admin, organizationId } = (await world()).one;
    const widget = await newWidget(admin);
    const path = at(widget, "/identity-secret");
    const mine = eq(integrations.integrationId, widget.integrationId);
    const sealed = await sealSecrets(FORMER, { organizationId, integrationId: widget.integrationId }, {});
    const lost = { secretsCiphertext: sealed.ciphertext, secretsKeyId: sealed.keyId };
    await db().update(integrations).set(lost).where(mine);
    expect(await refused(admin, "GET", path)).toMatchObject({ status: 409, code: "webchat.secret_lost" });
    const [row] = await db().select().from(integrations).where(mine);
    expect(row).toMatchObject(lost);
    const made = await done<{ secret: string }>(admin, "POST", path);
    expect(await read(admin, path)).toEqual(made);
  });

  it("WIDGET-19 a site's identity secret stays the same, and its organization reads its copy again", async () => {
    const w = await world();
    const { organizationId, admin } = w.one;
    const widget = await newWidget(admin);
    const { integrationId } = widget;
    const path = at(widget, "/identity-secret");
    const secret = await read<{ secret: string }>(admin, path);
    const mine = eq(integrations.integrationId, integrationId);
    const stored = async () => {
      const [row] = await db().select().from(integrations).where(mine);
      return { ciphertext: row?.secretsCiphertext ?? "", keyId: row?.secretsKeyId ?? "" };
    };
    const place = { organizationId, integrationId };
    const opened = (await openSecrets<object>({ SAPA_SECRET }, place, await stored())) ?? {};
    const sealed = await sealSecrets(FORMER, place, opened);
    await db()
      .update(integrations)
      .set({ secretsCiphertext: sealed.ciphertext, secretsKeyId: sealed.keyId })
      .where(mine);
    const version = (await configVersion(db(), organizationId)) ?? 0;

    expect(await resealFormer(env)).toBe(0);
    expect(await stored()).toEqual(sealed);
    expect(await resealFormer(rotated)).toBe(1);
    expect(await openSecrets({ SAPA_SECRET }, place, await stored())).toEqual(opened);
    expect(await configVersion(db(), organizationId)).toBe(version + 1);
    expect(await read(admin, path)).toEqual(secret);
    expect(await resealFormer(rotated)).toBe(0);
  });

  it("AUTH-6 a provider's client secret opens with the new secret alone", async () => {
    const providerId = newId("prv");
    const { ciphertext, keyId } = await sealClientSecret(FORMER, providerId, "kopi");
    const row = { providerId, name: "IdP", issuer: "https://idp.example", clientId: "sapa", createdAt: 1 };
    await db()
      .insert(oidcProviders)
      .values({ ...row, sealedSecret: ciphertext, keyId });
    const stored = async () =>
      (await db().select().from(oidcProviders).where(eq(oidcProviders.providerId, providerId)))[0] as never;
    expect(await openClientSecret({ SAPA_SECRET }, await stored())).toBeNull();
    await resealFormer(rotated);
    expect(await openClientSecret({ SAPA_SECRET }, await stored())).toBe("kopi");
    await db().delete(oidcProviders).where(eq(oidcProviders.providerId, providerId));
  });
});
