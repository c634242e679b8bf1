import { describe, expect, it } from "vitest";
import { afterClose, reconnectDelayMs, waitAskedMs } from "../../../client/socket-rules.ts";
import { CLOSE } from "../../../protocol/limits.ts";

describe("what a client does after a close", () => {
  it.each([
    [1006, { kind: "reconnect" }],
    [1012, { kind: "reconnect" }],
    [CLOSE.tooSlow, { kind: "reconnect" }],
    [4999, { kind: "reconnect" }],
    [CLOSE.tokenEnded, { kind: "reconnect", mustRenew: true }],
    [CLOSE.rateLimited, { kind: "reconnect", mustWait: true }],
    [CLOSE.protocolError, { kind: "reconnect", mustForget: true }],
    [CLOSE.forbidden, { kind: "end", refusal: { code: "forbidden" }, mustClear: true }],
    [CLOSE.versionTooOld, { kind: "end", refusal: { code: "version_too_old" }, mustClear: false }],
  ])("code %i", (code, expected) => {
    expect(afterClose(code, false)).toEqual(expected);
  });

  it("a second protocol error after the snapshot ends it", () => {
    expect(afterClose(CLOSE.protocolError, true)).toEqual({
      kind: "end",
      refusal: { code: "bad_request" },
      mustClear: false,
    });
  });

  it("backs off with full jitter from 0.5 s to 30 s", () => {
    const bounds = [0, 1, 2, 5, 8, 9, 50].map((attempt) => Math.round(reconnectDelayMs(attempt, false, 1)));
    expect(bounds).toEqual([500, 800, 1280, 5243, 21_475, 30_000, 30_000]);
    expect(reconnectDelayMs(9, false, 0.25)).toBe(7500);
  });

  it("spreads those that were cut together over 5 s", () => {
    expect(reconnectDelayMs(0, true, 1)).toBe(5000);
    expect(reconnectDelayMs(0, true, 0.1)).toBe(500);
    expect(reconnectDelayMs(9, true, 1)).toBe(30_000);
  });

  it("waits as long as a rate limit says, in the reason or in the frame before", () => {
    expect(waitAskedMs("1500", 0)).toBe(1500);
    expect(waitAskedMs("rate limited", 800)).toBe(800);
    expect(waitAskedMs("", 0)).toBe(5000);
  });
});
