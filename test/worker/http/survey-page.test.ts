import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { ShownSurvey } from "../../../protocol/survey-page.schema.ts";
import { saveSection } from "../../../worker/db/seed-rows.ts";
import { defaultSettings } from "../../../worker/settings/defaults.ts";
import { languageOf } from "../../../worker/surveys/page.ts";
import { signSurvey } from "../../../worker/surveys/token.ts";
import { callerOf, openRoomIn, text } from "../room/support.ts";
import { call, codeOf, db, ORIGIN, world } from "./support.ts";

const own = { origin: ORIGIN };
let token: string;
let roomId: string;
let organizationName: string;

beforeAll(async () => {
  const { one } = await world();
  organizationName = one.name;
  const { surveys } = defaultSettings("Asia/Jakarta");
  await saveSection(db(), one.organizationId, "surveys", { csat: { ...surveys.csat, isOn: true } });
  await env.ORGANIZATION.getByName(one.organizationId).configChanged();
  const room = await openRoomIn(one, { channel: "telegram" });
  const dewi = callerOf(one.agentA);
  await room.stub().command({ caller: room.visitor, id: "c", command: text("rahasia") });
  await room.stub().command({ caller: dewi, id: "t", command: { type: "room.take" } });
  await room.stub().command({ caller: dewi, id: "a", command: text("Halo") });
  const resolve = { type: "conversation.resolve" } as const;
  const resolved = await room.stub().command({ caller: dewi, id: "r", command: resolve });
  roomId = room.roomId;
  token = await signSurvey(env.SAPA_SECRET, { roomId, surveySeq: resolved.ok ? resolved.seq : 0 }, Date.now());
});

const view = (body: object, headers: Record<string, string> = own) => call("/survey/v1/view", { headers, body });
const give = (body: object, headers: Record<string, string> = own) => call("/survey/v1/answer", { headers, body });

describe("the page of a survey's link", () => {
  it("SURVEY-5 shows the company's name and the question alone, and opening it answers nothing", async () => {
    for (let n = 0; n < 2; n += 1) {
      const response = await view({ token });
      const shown = (await response.json()) as ShownSurvey;
      expect(Object.keys(shown).sort()).toEqual(
        ["answer", "comment", "kind", "organizationName", "question", "thanks", "title"].sort(),
      );
      expect(shown).toMatchObject({ organizationName, kind: "csat", answer: null });
      expect(JSON.stringify(shown)).not.toMatch(/rahasia|mem_|room_/);
    }
  });

  it("SURVEY-4 takes an answer, gives it back while it may be changed, and takes another", async () => {
    expect((await give({ token, score: 4, comment: "cepat" })).status).toBe(204);
    expect(await (await view({ token })).json()).toMatchObject({ answer: { score: 4, comment: "cepat" } });
    expect((await give({ token, score: 5 })).status).toBe(204);
    expect(await (await view({ token })).json()).toMatchObject({ answer: { score: 5 } });
    expect(await codeOf(await give({ token, score: 9 }))).toBe("bad_request");
    expect(await codeOf(await give({ token, score: 5, comment: "x".repeat(1001) }))).toBe("too_long");
  });

  it("SURVEY-4 what is forged, ended, of another kind or of no survey has ended", async () => {
    const past = Date.now() - 8 * 24 * 3_600_000;
    const bad = [
      "",
      "x.y.z",
      `${token.slice(0, -6)}AAAAAA`,
      await signSurvey(env.SAPA_SECRET, { roomId, surveySeq: 1 }, Date.now()),
      await signSurvey(env.SAPA_SECRET, { roomId: `${roomId.slice(0, -1)}z`, surveySeq: 3 }, Date.now()),
      await signSurvey(env.SAPA_SECRET, { roomId, surveySeq: 3 }, past),
      await signSurvey("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", { roomId, surveySeq: 3 }, Date.now()),
    ];
    for (const one of bad) {
      expect(await codeOf(await view({ token: one }))).toBe("survey.ended");
      expect(await codeOf(await give({ token: one, score: 4 }))).toBe("survey.ended");
    }
  });

  it("SURVEY-5 answers our own page only", async () => {
    expect((await give({ token, score: 1 }, { origin: "https://evil.example" })).status).toBe(403);
    expect((await give({ token, score: 1 }, {})).status).toBe(403);
  });

  it("SURVEY-5 is not indexed, loads nothing from elsewhere, and speaks the visitor's language", async () => {
    const page = await call("/survey", { headers: { "accept-language": "ar, id-ID;q=0.8, en;q=0.5" } });
    const html = await page.text();
    expect(page.headers.get("x-robots-tag")).toContain("noindex");
    expect(html).toContain('<meta name="robots" content="noindex, nofollow">');
    expect(html).toContain('<html lang="id">');
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:/);
    expect(page.headers.get("referrer-policy")).toBe("no-referrer");
  });

  it("SURVEY-4 bounds how often a network may try, and leaves a good link alone", async () => {
    const codes = await Promise.all(Array.from({ length: 70 }, async () => codeOf(await view({ token: "x.y.z" }))));
    expect(codes).toContain("rate_limited");
    expect((await view({ token })).status).toBe(200);
  });

  it.each([
    [undefined, "en"],
    ["fr-FR, de", "en"],
    ["in", "id"],
    ["en;q=0.3, id;q=0.9", "id"],
    ["id;q=0, en", "en"],
    [";;;q=,", "en"],
  ])("the language of %s is %s", (accepted, language) => {
    expect(languageOf(accepted)).toBe(language);
  });
});
