import { readdirSync, readFileSync } from "node:fs";
import { expect, it, vi } from "vitest";
import { logFault } from "../../worker/fault-log.ts";

it("PRIVACY-3 a fault's name and place are logged, never its words or those of what caused it", () => {
  const written = vi.spyOn(console, "error").mockImplementation(() => {});
  const cause = new Error("phone 6281234567890 is taken");
  logFault({ place: "room.alarm", roomId: "room_1" }, new TypeError("value 'rahasia'\nsecond line rahasia", { cause }));
  logFault({ place: "room.frame" }, "rahasia");
  const lines = written.mock.calls.map((told) => told.join(" "));
  written.mockRestore();
  expect(lines.join("\n")).not.toMatch(/rahasia|6281/);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    {
      event: "bug",
      place: "room.alarm",
      roomId: "room_1",
      name: "TypeError",
      stack: expect.arrayContaining([expect.stringMatching(/^at /)]),
    },
    { event: "bug", place: "room.frame", name: "string", stack: [] },
  ]);
});

it("PRIVACY-3 nothing in the Worker writes an error as it is", () => {
  const root = new URL("../../worker/", import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  const telling = files.filter((name) =>
    /console\.\w+\([^;]*\berror\b(?!\()/.test(readFileSync(new URL(name, root), "utf8")),
  );
  expect(telling).toEqual([]);
});
