import { beforeEach, describe, expect, it } from "vitest";
import { type Api, createApi, ProblemError } from "../../../client/api.ts";
import { newCommandId } from "../../../client/command-id.ts";
import { createSettingsApi } from "../../../client/settings-api.ts";
import { SignInNeeded } from "../../../client/token-source.ts";
import { commandIdSchema } from "../../../protocol/commands.schema.ts";
import { FakePlatform } from "../../support/client-platform.ts";

let platform: FakePlatform;
let api: Api;
let renewal: () => Promise<string>;

beforeEach(() => {
  platform = new FakePlatform();
  renewal = async () => "second";
  api = createApi({
    baseUrl: "https://chat.example",
    tokens: { get: async () => "first", renew: () => renewal() },
    fetch: platform.fetch,
  });
});

describe("typed calls", () => {
  it("carry the token, and parameters that are given", async () => {
    platform.answer = () => ({ body: { rooms: [], nextCursor: null, lagMs: 0 } });
    await api.rooms({ status: "unassigned", cursor: undefined, limit: 20 });
    await api.searchMessages({ q: "nasi goreng & teh" });
    await api.events("room_a", { before: 7 });
    expect(platform.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "GET https://chat.example/api/v1/rooms?status=unassigned&limit=20",
      "GET https://chat.example/api/v1/search/messages?q=nasi+goreng+%26+teh",
      "GET https://chat.example/api/v1/rooms/room_a/events?before=7",
    ]);
    expect(platform.requests[0]?.headers.authorization).toBe("Bearer first");
    expect(platform.requests[0]?.body).toBeUndefined();
  });

  it("SEARCH-9 a filter's values go as one list, and what is not chosen stays away", async () => {
    platform.answer = () => ({ body: { rooms: [], nextCursor: null, lagMs: 0 } });
    await api.rooms({ sessions: ["open", "expiring"], tagIds: ["none", "tag_a"], agentIds: [], unresponded: true });
    const url = new URL(platform.requests[0]?.url ?? "");
    expect([...url.searchParams]).toEqual([
      ["sessions", "open,expiring"],
      ["tagIds", "none,tag_a"],
      ["unresponded", "true"],
    ]);
  });

  it("LIST-16 bulk work carries its id, settings what was read", async () => {
    platform.answer = () => ({ body: {} });
    await api.bulk("b1", { action: { type: "resolve" }, roomIds: ["room_a"] });
    await createSettingsApi({
      baseUrl: "",
      tokens: { get: async () => "first", renew: () => renewal() },
      fetch: platform.fetch,
    }).saveSection("masking", { version: 3, value: { contactMasking: true } });
    expect(platform.requests).toMatchObject([
      {
        method: "POST",
        url: "https://chat.example/api/v1/rooms/bulk",
        headers: { "idempotency-key": "b1" },
        body: { action: { type: "resolve" }, roomIds: ["room_a"] },
      },
      { method: "PUT", url: "/api/v1/settings/masking", body: { version: 3, value: { contactMasking: true } } },
    ]);
  });

  it("commands carry their id as Idempotency-Key", async () => {
    platform.answer = () => ({ body: { id: "c1", seq: 4, isRepeat: false } });
    expect(await api.command("room_a", "c1", { type: "room.take" })).toEqual({ id: "c1", seq: 4, isRepeat: false });
    expect(platform.requests[0]).toMatchObject({
      method: "POST",
      url: "https://chat.example/api/v1/rooms/room_a/commands",
      headers: { "idempotency-key": "c1", "content-type": "application/json" },
      body: { type: "room.take" },
    });
  });

  it("a refusal is an error with code, status, evidence and fields", async () => {
    platform.answer = () => ({
      status: 409,
      body: {
        code: "assign.taken",
        retryable: false,
        params: { name: "Dewi" },
        errors: [{ pointer: "/x", code: "required" }],
      },
    });
    const error = await api.room("room_a").catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({
      status: 409,
      refusal: { code: "assign.taken", retryable: false, params: { name: "Dewi" }, fields: [{ pointer: "/x" }] },
    });
  });

  it.each([
    [502, "unavailable", true],
    [429, "rate_limited", true],
    [404, "not_found", false],
    [400, "bad_request", false],
  ])("an answer %i without our codes still says whether trying again can help", async (status, code, retryable) => {
    platform.answer = () => ({ status, body: null });
    await expect(api.me()).rejects.toMatchObject({ status, refusal: { code, retryable } });
  });

  it("EMBED-5 renews once after a 401, then gives up", async () => {
    platform.answer = ({ headers }) =>
      headers.authorization === "Bearer second" ? { body: [] } : { status: 401, body: { code: "token_expired" } };
    expect(await api.tags()).toEqual([]);
    expect(platform.requests.length).toBe(2);
    platform.answer = () => ({ status: 401, body: { code: "token_expired" } });
    await expect(api.members()).rejects.toMatchObject({ status: 401 });
    expect(platform.requests.length).toBe(4);
    renewal = async () => {
      throw new SignInNeeded();
    };
    await expect(api.counters()).rejects.toBeInstanceOf(SignInNeeded);
  });
});

describe("command ids", () => {
  it("are UUIDv7, unique, and in order also within a millisecond and when the clock goes back", () => {
    const now = Date.now() + 60_000;
    const ids = Array.from({ length: 6000 }, (_, index) => newCommandId(now - (index > 3000 ? 500 : 0)));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids.slice(0, 50)) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(commandIdSchema.safeParse(id).success).toBe(true);
    }
    expect(Number.parseInt((ids[0] as string).replaceAll("-", "").slice(0, 12), 16)).toBe(now);
  });
});
