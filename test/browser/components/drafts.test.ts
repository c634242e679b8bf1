import { afterEach, describe, expect, it } from "vitest";
import { type DraftServer, Drafts } from "../../../components/data/drafts.ts";
import { pause, until } from "./mount.ts";

afterEach(() => localStorage.clear());

describe("drafts of one room in two inboxes, one after the other", () => {
  it("MSG-2 the answer to what the first one saved does not overwrite what was typed in the second", async () => {
    let arrive: () => void = () => {};
    let isSaving = false;
    const slow: DraftServer = {
      drafts: async () => [],
      saveDraft: () => {
        isSaving = true;
        return new Promise<void>((resolve) => {
          arrive = resolve;
        });
      },
    };
    const first = new Drafts("mem_a", slow);
    first.set("room_a", "reply", "Good mor");
    first.close();
    await until("the save", () => isSaving);
    const second = new Drafts("mem_a");
    second.set("room_a", "reply", "Good morning");
    arrive();
    await pause(20);
    expect(new Drafts("mem_a").get("room_a", "reply")).toBe("Good morning");
  });
});
