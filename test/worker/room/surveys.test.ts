import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { RoomEvent } from "../../../protocol/room-events.schema.ts";
import { openDatabase } from "../../../worker/db/client.ts";
import { saveSection } from "../../../worker/db/seed-rows.ts";
import { defaultSettings } from "../../../worker/settings/defaults.ts";
import { verifySurvey } from "../../../worker/surveys/token.ts";
import { until } from "../../support/until.ts";
import { createWorld, type WorldOrganization } from "../../support/world.ts";
import { callerOf, logOf, openRoomIn, text } from "./support.ts";

const db = openDatabase(env.LIBSQL_URL);
let one: WorldOrganization;

beforeAll(async () => {
  ({ one } = await createWorld(db));
  const { surveys } = defaultSettings("Asia/Jakarta");
  const value = { ...surveys, csat: { ...surveys.csat, isOn: true } };
  await saveSection(db, one.organizationId, "surveys", value);
  await env.ORGANIZATION.getByName(one.organizationId).configChanged();
});

/** Answered and resolved; the survey that was asked. */
async function ratedRoom(channel: "web_chat" | "telegram") {
  const room = await openRoomIn(one, { channel });
  const dewi = callerOf(one.agentA);
  const steps = [
    { caller: room.visitor, command: text("Halo") },
    { caller: dewi, command: { type: "room.take" } },
    { caller: dewi, command: text("Halo juga") },
    { caller: dewi, command: { type: "conversation.resolve" } },
  ] as const;
  for (const [n, { caller, command }] of steps.entries())
    expect(await room.stub().command({ caller, id: `s${n}`, command } as never)).toMatchObject({ ok: true });
  const surveySeq = (await logOf(room)).find(({ type }) => type === "survey.sent")?.seq ?? 0;
  return { room, surveySeq };
}
const isLink = (event: RoomEvent) => event.type === "message.created" && event.surveySeq !== undefined;

describe("surveys of a room", () => {
  it("SURVEY-3 SURVEY-6 are asked by what the organization has set, and answered in the chat", async () => {
    const { room, surveySeq } = await ratedRoom("web_chat");
    expect(surveySeq).toBeGreaterThan(0);
    const command = { type: "survey.answer", surveySeq, score: 5 } as const;
    expect(await room.stub().command({ caller: room.visitor, id: "a", command })).toMatchObject({ ok: true });
    expect((await logOf(room)).at(-1)).toMatchObject({ type: "survey.answered", memberIds: [one.agentA.memberId] });
    const summary = await room.stub().summary({ caller: callerOf(one.admin) });
    expect(summary).toMatchObject({ status: "resolved", isUnresponded: false, lastMessage: { preview: "Halo juga" } });
  });

  it("SURVEY-4 SURVEY-5 elsewhere one message brings a signed link, also if the object dies before", async () => {
    const { room, surveySeq } = await ratedRoom("telegram");
    await evictDurableObject(room.stub());
    const log = await until(
      () => logOf(room),
      (events) => events.some(isLink),
    );
    const link = log.find(isLink);
    const words = link?.type === "message.created" && link.content.type === "text" ? link.content.text : "";
    expect(words).toMatch(/^Seberapa puas|^How satisfied/);
    const token = /https:\/\/sapa\.example\/survey#(\S+)$/.exec(words)?.[1] ?? "";
    expect(await verifySurvey(env, token)).toEqual({ roomId: room.roomId, surveySeq });
    expect(await verifySurvey(env, `${token.slice(0, -4)}AAAA`)).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await logOf(room)).filter(isLink)).toHaveLength(1);

    const view = await room.stub().survey({ surveySeq });
    expect(view).toMatchObject({ organizationId: one.organizationId, kind: "csat", answer: null });
    expect(JSON.stringify(view)).not.toContain("mem_");
    expect(await room.stub().answerSurvey({ surveySeq, score: 4, comment: "ok" })).toMatchObject({ ok: true });
    expect(await room.stub().survey({ surveySeq })).toMatchObject({ answer: { score: 4, comment: "ok" } });
    expect(await room.stub().answerSurvey({ surveySeq: 1, score: 4 })).toMatchObject({
      refusal: { code: "survey.ended" },
    });
    expect(await room.stub().survey({ surveySeq: 1 })).toBeNull();
  });
});
