import { beforeAll, describe, expect, it } from "vitest";
import type { World } from "../../support/world.ts";
import { asMember, newVisitor, say, world } from "../http/support.ts";
import { section } from "../settings/support.ts";

/** Texts that are good JSON and good strings, and that not every part behind the Worker takes. */
const HOSTILE: [name: string, text: string][] = [
  ["half a character", "a\ud83d"],
  ["the other half first", "\ude00\ud83d"],
  ["a NUL", "kopi\0susu"],
  ["nothing but NULs", "\0\0\0\0"],
  ["a non-character", "kopi\uffff\ufffe"],
  ["signs of SQL and of search", `'"*()^{}:;--%_?1$x\\`],
  ["directions and invisible marks", "\u202egnp.exe\u200b\ufeff\u2066"],
];

let w: World;
let roomId: string;
beforeAll(async () => {
  w = await world({ agentCanTakeOver: true });
  const visitor = await newVisitor(w.one);
  ({ roomId } = visitor);
  await say(w.one, visitor, "Halo");
});

const statusOf = async (method: string, path: string, body?: unknown): Promise<number> =>
  (await asMember(w.one.admin, `/api/v1${path}`, { method, ...(body === undefined ? {} : { body }) })).status;

describe("bad input is never a fault of ours", () => {
  it.each(HOSTILE)("%s, written wherever a member may write", async (_, text) => {
    const id = encodeURIComponent(text.toWellFormed());
    const agentIds = [w.one.agentA.memberId];
    const division = { name: text, supervisorId: w.one.supervisor.memberId, agentIds, integrationIds: null };
    const responder = await section(w.one.admin, "auto-responder");
    const inHours = { isOn: true, text };
    const writes: [string, string, unknown][] = [
      ["PUT", `/drafts/${roomId}`, { text, tab: "note", replyToSeq: null, editedAt: Date.now() }],
      ["POST", "/saved-filters", { name: text, query: text, isShared: true }],
      ["PUT", `/saved-filters/${id}`, { name: text, query: text, isShared: true }],
      ["POST", "/tags", { name: text }],
      ["PUT", `/tags/${id}`, { name: text, was: text }],
      ["POST", "/quick-replies", { command: text, text }],
      ["POST", "/quick-replies", { command: `abc${crypto.randomUUID().slice(0, 8)}`, text }],
      ["POST", "/divisions", division],
      ["POST", "/divisions", { ...division, supervisorId: text, agentIds: [text], integrationIds: [text] }],
      ["PUT", "/settings/auto-responder", { version: responder.version, value: { ...responder.value, inHours } }],
      ["POST", "/notices/read", { noticeIds: [text] }],
      ["POST", `/rooms/${roomId}/files/links`, { fileIds: [text] }],
      ["DELETE", `/tags/${id}`, undefined],
      ["DELETE", `/divisions/${id}`, undefined],
      ["DELETE", `/saved-filters/${id}`, undefined],
    ];
    const answers: [string, string, number][] = [];
    for (const [method, path, body] of writes) answers.push([method, path, await statusOf(method, path, body)]);
    expect(answers.filter(([, , status]) => status >= 500)).toEqual([]);
  });

  it.each(HOSTILE)("%s, asked for wherever a member may ask", async (_, text) => {
    const value = encodeURIComponent(text.toWellFormed());
    const paths = [
      `/search/messages?q=${value}`,
      `/search/rooms?q=${value}`,
      `/search/messages?q=halo&cursor=${value}`,
      `/rooms?cursor=${value}`,
      `/rooms?tagIds=${value}&agentIds=${value}&divisionIds=${value}&integrationIds=${value}`,
      `/notices?cursor=${value}`,
      `/rooms/${value}/events`,
      `/rooms/${value}`,
    ];
    const answers: [string, number][] = [];
    for (const path of paths) answers.push([path, await statusOf("GET", path)]);
    expect(answers.filter(([, status]) => status >= 500)).toEqual([]);
  });

  it("leaves every list readable", async () => {
    const lists = ["/drafts", "/saved-filters", "/tags", "/quick-replies", "/divisions", "/settings/auto-responder"];
    for (const path of [...lists, "/members", "/rooms", "/notices"])
      expect([path, await statusOf("GET", path)]).toEqual([path, 200]);
  });
});
