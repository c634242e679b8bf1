import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type DraftRecord,
  fromServer,
  goneFromServer,
  isEmpty,
  isUnstored,
  NO_DRAFT,
  readRecord,
  toServer,
  typed,
} from "../../../components/data/draft-record.ts";
import type { Draft } from "../../../protocol/inbox.schema.ts";

/** The rule of the server: an older draft never replaces a newer one, an empty text deletes. */
function stored(before: Draft | null, draft: Draft): Draft | null {
  if (before && before.editedAt > draft.editedAt) return before;
  return draft.text === "" ? null : draft;
}

describe("BEY-8 drafts", () => {
  it("what is typed is newer than everything before, also when the clock was set back", () => {
    const first = typed(NO_DRAFT, "reply", "a", 1000);
    const second = typed(first, "reply", "ab", 900);
    expect(second.editedAt).toBeGreaterThan(first.editedAt);
    expect(isUnstored(second)).toBe(true);
  });

  it("the newest of two devices wins, and the other tab's text stays", () => {
    const here = typed(typed(NO_DRAFT, "note", "note", 10), "reply", "older", 20);
    const newer = { text: "newer", tab: "reply" as const, replyToSeq: 7, editedAt: 30 };
    expect(fromServer(here, newer)).toMatchObject({ reply: "newer", note: "note", replyToSeq: 7 });
    expect(fromServer(here, { ...newer, editedAt: 15 })).toBe(here);
  });

  it("what was sent on another device is gone here, unless it was changed here since", () => {
    const synced: DraftRecord = { ...typed(NO_DRAFT, "reply", "text", 10), storedAt: 10 };
    expect(isEmpty(goneFromServer(synced))).toBe(true);
    const changed = typed(synced, "reply", "text!", 20);
    expect(goneFromServer(changed)).toBe(changed);
    const neverStored = typed(NO_DRAFT, "reply", "text", 10);
    expect(goneFromServer(neverStored)).toBe(neverStored);
  });

  it("MSG-2 emptying one tab shows the other's text to other devices", () => {
    const both = typed(typed(NO_DRAFT, "note", "note", 1), "reply", "reply", 2);
    expect(toServer("room", typed(both, "reply", "", 3))).toMatchObject({ tab: "note", text: "note" });
  });

  it("broken memory is no draft", () => {
    expect(readRecord("{")).toBe(NO_DRAFT);
    expect(readRecord('{"reply":1}')).toBe(NO_DRAFT);
    expect(readRecord(null)).toBe(NO_DRAFT);
  });

  it("two devices that type, save and look in any order end with the same text once both have looked", () => {
    const step = fc.record({
      device: fc.integer({ min: 0, max: 1 }),
      what: fc.oneof(
        fc.record({ type: fc.constant("type" as const), text: fc.constantFrom("", "a", "b", "c") }),
        fc.record({ type: fc.constant("save" as const) }),
        fc.record({ type: fc.constant("look" as const) }),
      ),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let server: Draft | null = null;
        let now = 0;
        const devices: [DraftRecord, DraftRecord] = [NO_DRAFT, NO_DRAFT];
        const save = (at: 0 | 1): void => {
          const record = devices[at];
          if (!isUnstored(record)) return;
          server = stored(server, toServer("room", record));
          devices[at] = { ...record, storedAt: record.editedAt };
        };
        const look = (at: 0 | 1): void => {
          devices[at] = server ? fromServer(devices[at], server) : goneFromServer(devices[at]);
        };
        for (const { device, what } of steps) {
          const at = device as 0 | 1;
          now += 1;
          if (what.type === "type") devices[at] = typed(devices[at], "reply", what.text, now);
          else if (what.type === "save") save(at);
          else look(at);
        }
        for (const at of [0, 1, 0, 1] as const) {
          save(at);
          look(at);
        }
        const said = (server as Draft | null)?.text ?? "";
        expect(devices.map(({ reply }) => reply)).toEqual([said, said]);
      }),
    );
  });
});
