import { env } from "cloudflare:workers";
import { SignJWT, UnsecuredJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import type { VisitorSession } from "../../../protocol/webchat.schema.ts";
import { signMemberToken } from "../../../worker/http/tokens.ts";
import { signSurvey, verifySurvey } from "../../../worker/surveys/token.ts";
import type { WorldOrganization } from "../../support/world.ts";
import { asPage, call, codeOf, problemOf, world } from "../http/support.ts";
import { asOrganization, at, newWidget } from "../integrations/support.ts";
import { read } from "../settings/support.ts";

let shop: WorldOrganization;
let page: WorldOrganization;
let secret: string;
beforeAll(async () => {
  shop = (await world()).one;
  const widget = await newWidget(shop.admin);
  page = asOrganization(shop, widget);
  ({ secret } = await read<{ secret: string }>(shop.admin, at(widget, "/identity-secret")));
});

const inAnHour = (): number => Math.floor(Date.now() / 1000) + 3600;
const signed = (alg = "HS256"): Promise<string> =>
  new SignJWT({ sub: "pelanggan-1", exp: inAnHour() })
    .setProtectedHeader({ alg })
    .sign(new TextEncoder().encode(secret));
const identify = (token: string, address?: string): Promise<Response> =>
  asPage(page, "/widget/v1/visitors/identify", {
    headers: address === undefined ? {} : { "cf-connecting-ip": address },
    body: { widgetId: page.integrationId, token },
  });
const visitor = async (): Promise<VisitorSession> => (await (await identify(await signed())).json()) as VisitorSession;

describe("WIDGET-19 a signed identity", () => {
  it("is HS256 by the widget's secret and nothing else: no other algorithm, and none of our own tokens", async () => {
    const { accessToken } = await visitor();
    const member = await signMemberToken(env.SAPA_SECRET, { member: shop.admin.identity, origin: page.origin });
    const others = [
      new UnsecuredJWT({ sub: "pelanggan-1", exp: inAnHour() }).encode(),
      await signed("HS384"),
      await signed("HS512"),
      accessToken,
      member.token,
      await signSurvey(env.SAPA_SECRET, { roomId: "room_a", surveySeq: 1 }, Date.now()),
    ];
    for (const token of others)
      expect(await problemOf(await identify(token))).toMatchObject({ code: "widget.identity", status: 401 });
  });

  it("and what it is exchanged for open nothing but the visitor's own addresses", async () => {
    const { accessToken } = await visitor();
    for (const token of [await signed(), accessToken]) {
      const authorization = `Bearer ${token}`;
      expect(await codeOf(await call("/api/v1/me", { headers: { authorization } }))).toBe("unauthenticated");
      expect(await verifySurvey(env, token)).toBeNull();
    }
    const authorization = `Bearer ${await signed()}`;
    expect(await codeOf(await asPage(page, "/widget/v1/events", { headers: { authorization } }))).toBe(
      "unauthenticated",
    );
  });

  it("that is wrong may be tried ten times a minute from one network; who is signed for comes in all the same", async () => {
    const address = "198.51.100.7";
    const codes: string[] = [];
    for (let tries = 0; tries < 12; tries += 1) codes.push(await codeOf(await identify("x.y.z", address)));
    expect(codes.filter((code) => code === "widget.identity")).toHaveLength(10);
    expect(codes.slice(10)).toEqual(["rate_limited", "rate_limited"]);
    expect((await identify(await signed(), address)).status).toBe(201);
    expect(await codeOf(await identify("x.y.z", "198.51.101.7"))).toBe("widget.identity");
  });
});
