import { readdirSync, readFileSync } from "node:fs";
import { LibsqlBatchError } from "@libsql/client/web";
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

/** As the client wraps them, with the words of a running sqld. */
const fromLibsql = (code: string, said: string): Error =>
  new Error("Failed query: select … params: rahasia", {
    cause: new LibsqlBatchError(`${code}: ${said}`, 0, code),
  });

it.each([
  ["SQLITE_UNKNOWN", "SQLite error: no such table: messages", "SQLite error: no such table: messages"],
  [
    "SQL_INPUT_ERROR",
    "SQL input error: no such column: seat_limit (at offset 7)",
    "SQL input error: no such column: seat_limit (at offset …)",
  ],
  [
    "SQLITE_CONSTRAINT",
    "SQLite error: UNIQUE constraint failed: accounts.email",
    "SQLite error: UNIQUE constraint failed: accounts.email",
  ],
  ["SQLITE_FULL", "SQLite error: database or disk is full", "SQLite error: database or disk is full"],
  ["SQLITE_UNKNOWN", "SQLite error: no such column: rahasia", "SQLite error: no such column: …"],
  ["SQLITE_UNKNOWN", 'SQLite error: fts5: syntax error near "no value"', "SQLite error: fts5: syntax error near …"],
  ["SQLITE_UNKNOWN", "SQLite error: 6281234567890 is wrong", "SQLite error: … is wrong"],
])("PRIVACY-3 what libSQL said of a fault is logged without what people typed (%s, %s)", (code, said, message) => {
  const written = vi.spyOn(console, "error").mockImplementation(() => {});
  logFault({ requestId: "r1" }, fromLibsql(code, said));
  const [line] = written.mock.calls.map((told) => told.join(" "));
  written.mockRestore();
  expect(line).not.toMatch(/rahasia|6281|Failed query/);
  expect(JSON.parse(line ?? "")).toMatchObject({ requestId: "r1", database: { code, message } });
});

it("PRIVACY-3 nothing in the Worker writes an error as it is", () => {
  const root = new URL("../../worker/", import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  const telling = files.filter((name) =>
    /console\.\w+\([^;]*\berror\b(?!\()/.test(readFileSync(new URL(name, root), "utf8")),
  );
  expect(telling).toEqual([]);
});
