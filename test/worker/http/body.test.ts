import { beforeAll, describe, expect, it } from "vitest";
import { LIMITS } from "../../../protocol/limits.ts";
import type { World } from "../../support/world.ts";
import { asMember, call, codeOf, newVisitor, ORIGIN, problemOf, say, world } from "./support.ts";

let w: World;
beforeAll(async () => {
  w = await world();
});

describe("request bodies", () => {
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    call("/auth/sign-in", { body, headers: { origin: ORIGIN, ...headers } });
  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json; charset=utf-16",
    "application/jsonp",
    "",
  ])("content type %j is refused", async (type) => {
    const response = await post('{"email":"a","password":"b"}', { "content-type": type });
    expect([response.status, await codeOf(response)]).toEqual([415, "unsupported_media_type"]);
  });

  it.each(["application/json", "application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"'])(
    "content type %j is read",
    async (type) => {
      expect(await codeOf(await post('{"email":"a","password":"b"}', { "content-type": type }))).toBe("auth.wrong");
    },
  );

  it("more than 1 MB is refused, by its announced length and while it streams in without one", async () => {
    const big = JSON.stringify({ email: "a", password: "x".repeat(LIMITS.jsonBodyBytes) });
    const announced = await post(big);
    expect([announced.status, (await problemOf(announced)).params]).toEqual([413, { limit: LIMITS.jsonBodyBytes }]);
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 64 * 1024;
        controller.enqueue(new Uint8Array(64 * 1024).fill(32));
      },
    });
    expect(await codeOf(await post(endless))).toBe("too_large");
    expect(pulled).toBeLessThan(3 * LIMITS.jsonBodyBytes);
  });

  it("just under 1 MB is read, and then judged by its fields", async () => {
    const padded = `{"email":"a","password":"b"${" ".repeat(LIMITS.jsonBodyBytes - 30)}}`;
    expect(await codeOf(await post(padded))).toBe("auth.wrong");
  });

  it.each(["", "{", "{'a':1}", "NaN", '{"email":"a",}'])("%j is no JSON", async (text) => {
    expect(await codeOf(await post(text))).toBe("bad_json");
  });

  it("broken UTF-8 is no JSON", async () => {
    expect(await codeOf(await post(new Uint8Array([0x22, 0xff, 0xfe, 0x22])))).toBe("bad_json");
  });

  it("16 levels and 1,000 keys are read, one more is not", async () => {
    expect(await codeOf(await post(nested(LIMITS.jsonDepth)))).toBe("bad_request");
    expect(await codeOf(await post(nested(LIMITS.jsonDepth + 1)))).toBe("too_deep");
    expect(await codeOf(await post(nested(100_000)))).toBe("too_deep");
    const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1]));
    expect(await codeOf(await post(keys(LIMITS.jsonKeys)))).toBe("bad_request");
    expect(await codeOf(await post(keys(LIMITS.jsonKeys + 1)))).toBe("too_deep");
    expect(await codeOf(await post(`[${"[],".repeat(LIMITS.jsonKeys)}[]]`))).toBe("too_deep");
  });

  it("GEN-2 GEN-3 every bad field is named by its pointer", async () => {
    const response = await post({ email: "", "pass/word": 1 });
    expect(await problemOf(response)).toMatchObject({
      code: "bad_request",
      errors: expect.arrayContaining([
        { pointer: "/email", code: "required" },
        { pointer: "/password", code: "required" },
        { pointer: "/pass~1word", code: "bad_request" },
      ]),
    });
    const missing = await post({ email: "a" });
    expect([missing.status, await codeOf(missing)]).toEqual([422, "required"]);
    const long = await post({ email: "a".repeat(255), password: "x" });
    expect([long.status, await codeOf(long)]).toEqual([422, "too_long"]);
  });

  it.each(["[]", "null", "1", '"text"', "[[]]", '{"__proto__":{"email":"a"}}'])(
    "%s is no such body, and no fault of ours",
    async (text) => {
      expect((await post(text)).status).toBeLessThan(500);
      expect((await post(text)).status).toBeGreaterThanOrEqual(400);
    },
  );

  it("INV-6 what a body says about the organization is refused, not believed", async () => {
    const visitor = await newVisitor(w.one);
    await say(w.one, visitor, "Halo");
    const response = await asMember(w.two.admin, `/api/v1/rooms/${visitor.roomId}/commands`, {
      headers: { "idempotency-key": "k" },
      body: { type: "room.take", organizationId: w.one.organizationId },
    });
    expect(response.status).toBe(400);
  });
});
