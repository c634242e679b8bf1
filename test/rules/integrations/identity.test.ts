import fc from "fast-check";
import { base64url, type JWTPayload, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { verifyIdentity } from "../../../worker/integrations/webchat/identity.ts";

const SECRET = "sapai_rahasia-toko-melati-yang-panjang-sekali";
const NOW = 1_780_000_000_000;
const SECOND = 1000;
const seconds = (ms: number): number => Math.floor((NOW + ms) / SECOND);
const key = (secret: string) => new TextEncoder().encode(secret);

const sign = (claims: JWTPayload, { secret = SECRET, alg = "HS256" } = {}): Promise<string> =>
  new SignJWT({ sub: "pelanggan-7", exp: seconds(3600 * SECOND), ...claims })
    .setProtectedHeader({ alg })
    .sign(key(secret));
const verdict = async (token: string) => {
  const found = await verifyIdentity(SECRET, token, NOW);
  return found.ok ? found.person : found.fault;
};
const raw = (header: object, payload: object, signature = ""): string =>
  [header, payload]
    .map((part) => base64url.encode(JSON.stringify(part)))
    .join(".")
    .concat(`.${signature}`);

describe("a signed identity", () => {
  it("WIDGET-19 names the person, with what their site knows of them", async () => {
    const token = await sign({ name: " Ayu Lestari ", email: "ayu@melati.example", phone: "+62 812 3456 789" });
    expect(await verdict(token)).toEqual({
      sub: "pelanggan-7",
      profile: { name: "Ayu Lestari", email: "ayu@melati.example", phone: "+62 812 3456 789" },
      endsAt: seconds(3600 * SECOND) * SECOND + 30 * SECOND,
    });
  });

  it("WIDGET-19 what cannot be a name, email or phone is left out, and the person may still chat", async () => {
    const odd = await sign({ name: null, email: "bukan-email", phone: 12345678 });
    expect(await verdict(odd)).toMatchObject({ sub: "pelanggan-7", profile: {} });
    expect(await verdict(await sign({ name: `A\u0000${"y".repeat(300)}` }))).toMatchObject({ profile: {} });
    expect(await verdict(await sign({ name: "Ayu\nLestari" }))).toMatchObject({ profile: { name: "Ayu Lestari" } });
  });

  it("WIDGET-19 ends when it says, give or take half a minute between clocks", async () => {
    expect(await verdict(await sign({ exp: seconds(-29 * SECOND) }))).toMatchObject({ sub: "pelanggan-7" });
    expect(await verdict(await sign({ exp: seconds(-31 * SECOND) }))).toBe("expired");
    expect(await verdict(await sign({ nbf: seconds(60 * SECOND) }))).toBe("claims");
  });

  it("WIDGET-19 must end within a day, and must say who and until when", async () => {
    const day = 24 * 3600 * SECOND;
    expect(await verdict(await sign({ exp: seconds(day) }))).toMatchObject({ sub: "pelanggan-7" });
    expect(await verdict(await sign({ exp: seconds(day + 60 * SECOND) }))).toBe("claims");
    for (const claims of [
      { exp: undefined },
      { sub: undefined },
      { sub: "" },
      { sub: "x".repeat(201) },
      { sub: "a\nb" },
    ])
      expect(await verdict(await sign(claims as JWTPayload))).toBe("claims");
    expect(await verdict(await sign({ sub: 7 as unknown as string }))).toBe("claims");
    expect(await verdict(await sign({ sub: "\ud800" }))).toBe("claims");
    expect(await verdict(await sign({ exp: "soon" as unknown as number }))).toBe("claims");
  });

  it("WIDGET-19 nothing but HS256 with this widget's own secret", async () => {
    const payload = { sub: "pelanggan-7", exp: seconds(3600 * SECOND) };
    expect(await verdict(await sign({}, { secret: "sapai_another-widget-another-secret-altogether" }))).toBe(
      "signature",
    );
    expect(await verdict(await sign({}, { alg: "HS512", secret: SECRET.repeat(2) }))).toBe("signature");
    for (const alg of ["none", "HS256", "RS256", "hs256"])
      expect(await verdict(raw({ alg }, payload))).toBe("signature");
    for (const token of ["", "x", "a.b.c", `${await sign({})}.x`]) expect(await verdict(token)).toBe("signature");
  });

  it("WIDGET-19 a token changed anywhere is worth nothing", async () => {
    const token = await sign({ name: "Ayu" });
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 2), fc.constantFrom(...letters), async (at, letter) => {
        if (token[at] === letter) return;
        const found = await verdict(token.slice(0, at) + letter + token.slice(at + 1));
        expect(found).toBe("signature");
      }),
      { numRuns: 300 },
    );
  });
});
