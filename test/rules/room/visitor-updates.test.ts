import { describe, expect, it } from "vitest";
import { LIMITS } from "../../../protocol/limits.ts";
import { acts, does, member, resolves, says, surveyOf, writes } from "../../support/room-builders.ts";
import { story } from "../../support/room-story.ts";

const HOUR_MS = 3_600_000;
const MAX = LIMITS.visitorUpdatesPerHour;
const named = (name: string) => acts({ type: "profile.update", name });

describe("what a stranger may write beside messages", () => {
  it("60 changes of their details in an hour, and as many in the next; messages are not held up by it", () => {
    const room = story(writes("1"));
    for (let step = 0; step < MAX; step += 1) expect(room.tell(named(`Name ${step}`)).code).toBe("ok");
    expect(room.tell(named("One more"))).toMatchObject({
      types: [],
      refusal: { code: "widget.too_fast", retryAfterMs: HOUR_MS },
    });
    expect(room.tell(named(`Name ${MAX - 1}`)).code).toBe("ok");
    expect(room.tell(writes("2")).types).toEqual(["message.created"]);
    const later = room.restart();
    expect(later.tell(named("One more"), 1_000 + HOUR_MS - 1).code).toBe("widget.too_fast");
    expect(later.tell(named("One more"), 1_000 + HOUR_MS).types).toEqual(["contact.updated"]);
  });

  it("SURVEY-4 changes of an answer count with them, by whatever way they come", () => {
    const sari = member("mem_sari", "supervisor");
    const room = story(writes("1"), says(sari, "a"));
    const surveySeq = room.tell(resolves(sari, [surveyOf("csat")])).events.at(-1)?.seq ?? 0;
    const scores = Array.from({ length: MAX }, (_, step) => 1 + (step % 5));
    for (const score of scores) expect(room.tell(acts({ type: "survey.answer", surveySeq, score })).code).toBe("ok");
    expect(room.tell({ from: "survey_page", surveySeq, score: 3 })).toMatchObject({
      types: [],
      code: "widget.too_fast",
    });
    expect(room.tell({ from: "survey_page", surveySeq, score: 5 }).code).toBe("ok");
  });

  it("what staff and the site's server say counts for nothing", () => {
    const room = story(writes("1"));
    const sari = member("mem_sari", "supervisor");
    for (let step = 0; step <= MAX; step += 1)
      room.tell(does(sari, { type: "contact.update", phone: `62811111${step}` }));
    expect(room.tell(named("Rina")).types).toEqual(["contact.updated"]);
  });
});
