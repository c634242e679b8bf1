import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FileLinks } from "../../../client/file-links.ts";
import { LIMITS } from "../../../protocol/limits.ts";

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => vi.useRealTimers());

const LIFE_MS = 15 * 60_000;

function setUp() {
  const asked: string[][] = [];
  let serial = 0;
  const links = new FileLinks({
    baseUrl: "https://sapa.example",
    ask: async (fileIds) => {
      asked.push(fileIds);
      serial += 1;
      return fileIds
        .filter((fileId) => fileId !== "gone")
        .map((fileId) => ({
          fileId,
          url: `/files/${fileId}?${serial}`,
          downloadUrl: `/files/${fileId}?${serial}&download`,
          endsAt: Date.now() + LIFE_MS,
        }));
    },
  });
  return { links, asked };
}

describe("MSG-13 addresses", () => {
  it("of pictures that come into view together are asked for together, each once", async () => {
    const { links, asked } = setUp();
    const wanted = ["a", "b", "a"].map((fileId) => links.get(fileId));
    await vi.advanceTimersByTimeAsync(10);
    const [one, , same] = await Promise.all(wanted);
    expect(asked).toEqual([["a", "b"]]);
    expect(one).toEqual({
      url: "https://sapa.example/files/a?1",
      downloadUrl: "https://sapa.example/files/a?1&download",
      isLocal: false,
    });
    expect(same).toEqual(one);
  });

  it("are kept until a minute before their end, then asked for anew", async () => {
    const { links, asked } = setUp();
    void links.get("a");
    await vi.advanceTimersByTimeAsync(10);
    expect(links.peek("a")?.url).toContain("?1");
    await vi.advanceTimersByTimeAsync(LIFE_MS - 60_001);
    expect(links.peek("a")).not.toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    expect(links.peek("a")).toBeNull();
    void links.get("a");
    await vi.advanceTimersByTimeAsync(10);
    expect([asked.length, links.peek("a")?.url]).toEqual([2, "https://sapa.example/files/a?2"]);
  });

  it("that did not work are asked for anew at once", async () => {
    const { links } = setUp();
    void links.get("a");
    await vi.advanceTimersByTimeAsync(10);
    const renewed = links.renew("a");
    await vi.advanceTimersByTimeAsync(10);
    expect((await renewed).url).toContain("?2");
  });

  it("that are not given reject, and the others are there", async () => {
    const { links } = setUp();
    const gone = expect(links.get("gone")).rejects.toThrow();
    const there = links.get("a");
    await vi.advanceTimersByTimeAsync(10);
    await gone;
    expect((await there).url).toContain("/files/a");
  });

  it("of very many files take several calls", async () => {
    const { links, asked } = setUp();
    for (let index = 0; index < LIMITS.fileLinksPerCall + 5; index++) void links.get(`f${index}`);
    await vi.advanceTimersByTimeAsync(10);
    expect(asked.map(({ length }) => length)).toEqual([LIMITS.fileLinksPerCall, 5]);
  });

  it("are not needed for what was just uploaded from here", async () => {
    const { links, asked } = setUp();
    links.hold("a", new Blob(["x"]));
    expect((await links.get("a")).isLocal).toBe(true);
    expect(asked).toEqual([]);
    // Pages may forbid addresses of their own memory.
    const renewed = links.renew("a");
    await vi.advanceTimersByTimeAsync(10);
    expect((await renewed).isLocal).toBe(false);
    links.hold("b", new Blob(["x"]));
    links.release();
    expect(links.peek("b")).toBeNull();
  });
});
