import { describe, expect, it } from "vitest";
import { createTokenSource, SignInNeeded } from "../../../client/token-source.ts";
import type { AccessToken } from "../../../protocol/http.schema.ts";

const MINUTE = 60_000;
const start = Date.UTC(2026, 0, 5);

/** A token in the shape of a JWT: only its claims are read, never its signature. */
const jwt = (issuedAtMs: number, endsAtMs: number): string =>
  `e30.${Buffer.from(JSON.stringify({ iat: issuedAtMs / 1000, exp: endsAtMs / 1000 })).toString("base64url")}.x`;

function world() {
  const clock = { time: start, now: () => clock.time };
  const answers: (() => AccessToken | Promise<AccessToken>)[] = [];
  let asked = 0;
  const source = createTokenSource(async () => {
    asked++;
    const answer = answers.shift() ?? (() => ({ token: `token ${asked}`, expiresAt: clock.time + 10 * MINUTE }));
    return answer();
  }, clock);
  return { clock, source, answers, asked: () => asked };
}

describe("the token source", () => {
  it("EMBED-5 asks again 60 s before the end, and not a moment earlier", async () => {
    const { clock, source, asked } = world();
    expect(await source.get()).toBe("token 1");
    expect(source.renewAt()).toBe(start + 9 * MINUTE);
    clock.time = start + 9 * MINUTE - 1;
    expect(await source.get()).toBe("token 1");
    clock.time = start + 9 * MINUTE;
    expect(await source.get()).toBe("token 2");
    expect(asked()).toBe(2);
  });

  it("makes one request for all who ask at the same time", async () => {
    const { source, asked } = world();
    const tokens = await Promise.all([source.get(), source.get(), source.renew()]);
    expect(new Set(tokens)).toEqual(new Set(["token 1"]));
    expect(asked()).toBe(1);
  });

  it("renew forces a fresh one", async () => {
    const { source } = world();
    await source.get();
    expect(await source.renew()).toBe("token 2");
    expect(await source.get()).toBe("token 2");
  });

  it("keeps the old token for its last minute while the token address fails, then passes the failure on", async () => {
    const { clock, source, answers } = world();
    await source.get();
    const fail = (): never => {
      throw new TypeError("no network");
    };
    answers.push(fail, fail);
    clock.time = start + 9 * MINUTE + 30_000;
    expect(await source.get()).toBe("token 1");
    clock.time = start + 10 * MINUTE;
    await expect(source.get()).rejects.toThrow("no network");
    expect(await source.get()).toBe("token 4");
  });

  it("says at once when sign-in is needed", async () => {
    const { clock, source, answers } = world();
    await source.get();
    answers.push(() => {
      throw new SignInNeeded();
    });
    clock.time = start + 9 * MINUTE;
    await expect(source.get()).rejects.toBeInstanceOf(SignInNeeded);
  });

  it("tells the lifetime by the token's claims where the local clock is wrong", async () => {
    for (const wrongBy of [-60 * MINUTE, 60 * MINUTE]) {
      const { clock, source, answers } = world();
      clock.time = start + wrongBy;
      answers.push(() => ({ token: jwt(start, start + 10 * MINUTE), expiresAt: start + 10 * MINUTE }));
      await source.get();
      expect(source.renewAt() - clock.time).toBe(9 * MINUTE);
    }
  });

  it("a token kept from an earlier page ends when it ends", async () => {
    const { clock, source, answers } = world();
    answers.push(() => ({ token: jwt(start - 7 * MINUTE, start + 3 * MINUTE), expiresAt: start + 3 * MINUTE }));
    await source.get();
    expect(source.renewAt() - clock.time).toBe(2 * MINUTE);
  });
});
