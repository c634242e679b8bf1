import { beforeAll, describe, expect, it } from "vitest";
import type { Me } from "../../../protocol/http.schema.ts";
import type { RoomHistory } from "../../../protocol/inbox.schema.ts";
import type { Settings, SettingsAnswer } from "../../../protocol/settings.schema.ts";
import { surveys } from "../../../worker/db/schema/index.ts";
import type { World, WorldMember } from "../../support/world.ts";
import { asMember, db, newVisitor, say, world } from "./support.ts";

let w: World;
beforeAll(async () => {
  w = await world({ agentCanTakeOver: true, agentCanAssign: true });
});

const json = async <T>(response: Response | Promise<Response>): Promise<T> => (await (await response).json()) as T;
const surveysFor = async (member: WorldMember) => (await json<Me>(asMember(member, "/api/v1/me"))).surveys;

describe("surveys, as members are told of them", () => {
  it("ROOM-18 agents too learn which surveys are on, and nothing of what they ask", async () => {
    expect(await surveysFor(w.one.agentA)).toEqual([]);
    const path = "/api/v1/settings/surveys";
    const { value, version } = await json<SettingsAnswer<"surveys">>(asMember(w.one.admin, path));
    const changed: Settings["surveys"] = {
      ...value,
      csat: { ...value.csat, isOn: true, mode: "manual", channels: ["web_chat"] },
      nps: { ...value.nps, isOn: true },
    };
    const saved = await asMember(w.one.admin, path, { method: "PUT", body: { version, value: changed } });
    expect(saved.status).toBe(200);
    expect(await surveysFor(w.one.agentA)).toEqual([
      { kind: "csat", mode: "manual", channels: ["web_chat"] },
      { kind: "nps", mode: "automatic", channels: null },
    ]);
    expect(await surveysFor(w.two.agentA)).toEqual([]);
  });

  it("ROOM-24, SURVEY-7 the history of a room has what was asked after each conversation, and the answer", async () => {
    const visitor = await newVisitor(w.one);
    await say(w.one, visitor, "halo");
    const { roomId } = visitor;
    const asked = { roomId, conversationNumber: 1, sentAt: 1000 };
    const { organizationId } = w.one;
    await db()
      .insert(surveys)
      .values([
        { ...asked, organizationId, seq: 5, kind: "csat", score: 4, comment: "cepat", answeredAt: 2000, answerSeq: 7 },
        { ...asked, organizationId, seq: 6, kind: "nps" },
        // Of another company, under the same numbers.
        { ...asked, organizationId: w.two.organizationId, seq: 5, kind: "ces", score: 1 },
      ]);
    const history = () => json<RoomHistory>(asMember(w.one.admin, `/api/v1/rooms/${roomId}/history`));
    await expect.poll(async () => (await history()).conversations.length).toBe(1);
    const [conversation] = (await history()).conversations;
    expect(conversation?.surveys.toSorted((a, b) => a.kind.localeCompare(b.kind))).toEqual([
      { kind: "csat", score: 4, comment: "cepat" },
      { kind: "nps", score: null, comment: null },
    ]);
  });
});
