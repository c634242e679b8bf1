import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { Problem } from "../../../protocol/http.schema.ts";
import type { AppContext } from "../../../worker/http/context.ts";
import { overRate, type RateLimit } from "../../../worker/http/rate.ts";
import { OPENED } from "../../../worker/integrations/webchat/suspicion.ts";
import { NEW_SESSIONS } from "../../../worker/integrations/webchat/visitor-routes.ts";
import { solve } from "../../support/proof.ts";
import type { World, WorldOrganization } from "../../support/world.ts";
import { asPage, BROWSER_HEADERS, call, codeOf, problemOf, world } from "../http/support.ts";

let w: World;
beforeAll(async () => {
  w = await world();
});

type Proof = ReturnType<typeof solve>;
const open = (where: WorldOrganization, address: string, proof?: Proof, headers: Record<string, string> = {}) =>
  asPage(where, "/widget/v1/visitors", {
    headers: { "cf-connecting-ip": address, ...headers },
    body: { widgetId: where.integrationId, ...(proof && { proof }) },
  });
/** As if so many had come from there. */
function count(limit: RateLimit, address: string, times: number, { integrationId } = w.one): void {
  const c = { env } as unknown as AppContext;
  for (let n = 0; n < times; n += 1) overRate(c, limit, [address, integrationId]);
}
async function challengeOf(response: Response): Promise<Problem> {
  const problem = await problemOf(response);
  expect(problem).toMatchObject({ status: 403, code: "widget.challenge" });
  return problem;
}

describe("the challenge for suspicious visitors", () => {
  it("BEY-20 ten visitors of one address are not asked; further ones are, and come in with the work done", async () => {
    for (let n = 0; n < 10; n += 1) expect((await open(w.one, "192.0.2.10")).status).toBe(201);
    const problem = await challengeOf(await open(w.one, "192.0.2.10"));
    expect(problem.params).toMatchObject({ bits: 16, seed: expect.any(String) });
    expect(problem.retryable).toBe(false);
    expect((await open(w.one, "192.0.2.10", solve(problem))).status).toBe(201);
    // The page must be able to read it.
    const again = await open(w.one, "192.0.2.10");
    expect(again.headers.get("access-control-allow-origin")).toBe(w.one.origin);
  });

  it("BEY-20 limits are a widget's own and an address's own", async () => {
    count(OPENED, "192.0.2.11", OPENED.max);
    expect((await open(w.two, "192.0.2.11")).status).toBe(201);
    expect((await open(w.one, "192.0.2.12")).status).toBe(201);
  });

  it("BEY-20 an answer is good once, for the widget it was asked of, and a wrong one is asked anew", async () => {
    for (const where of [w.one, w.two]) count(OPENED, "192.0.2.13", OPENED.max, where);
    const proof = solve(await challengeOf(await open(w.one, "192.0.2.13")));
    await challengeOf(await open(w.two, "192.0.2.13", proof));
    await challengeOf(await open(w.one, "192.0.2.13", { ...proof, nonce: proof.nonce + 1 }));
    expect((await open(w.one, "192.0.2.13", proof)).status).toBe(201);
    const next = await challengeOf(await open(w.one, "192.0.2.13", proof));
    expect(next.params?.seed).not.toBe(proof.seed);
    for (const seed of ["", "x", "a.b.c.d", proof.seed.replace(/\.16\./, ".1.")])
      await challengeOf(await open(w.one, "192.0.2.13", { seed, nonce: 0 }));
  });

  it("BEY-20 a program that does not even look like a browser is asked at once, whatever its address", async () => {
    const { "accept-language": _, ...without } = BROWSER_HEADERS;
    const plain = (proof?: Proof) =>
      call(`/widget/v1/visitors?widget=${w.one.integrationId}`, {
        headers: { ...without, origin: w.one.origin, "cf-connecting-ip": "192.0.2.14" },
        body: { widgetId: w.one.integrationId, ...(proof && { proof }) },
      });
    const problem = await challengeOf(await plain());
    expect((await plain(solve(problem))).status).toBe(201);
  });

  it("BEY-20 the work grows with the rate", async () => {
    const bits: unknown[] = [];
    for (const more of [10, 10, 20, 40, 80, 160]) {
      count(OPENED, "192.0.2.15", more);
      bits.push((await challengeOf(await open(w.one, "192.0.2.15"))).params?.bits);
    }
    expect(bits).toEqual([16, 17, 18, 19, 20, 20]);
  });

  it("30 new visitors a minute are the end for one address and widget, whatever work is offered, and nobody works for nothing", async () => {
    const address = "192.0.2.18";
    count(NEW_SESSIONS, address, NEW_SESSIONS.max);
    const refused = await open(w.one, address);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await codeOf(refused)).toBe("rate_limited");
    expect((await open(w.two, address)).status).toBe(201);
    expect((await open(w.one, "192.0.2.16")).status).toBe(201);
  });

  it("BEY-20 questions themselves are not given out without end", async () => {
    const { "user-agent": _, ...without } = BROWSER_HEADERS;
    const statuses = new Set<number>();
    for (let n = 0; n < 130; n += 1) {
      const response = await call(`/widget/v1/visitors?widget=${w.two.integrationId}`, {
        headers: { ...without, origin: w.two.origin, "cf-connecting-ip": "192.0.2.17" },
        body: { widgetId: w.two.integrationId },
      });
      statuses.add(response.status);
    }
    expect([...statuses]).toEqual([403, 429]);
  });
});
