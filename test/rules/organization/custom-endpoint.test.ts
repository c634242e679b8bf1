import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  askEndpoint,
  customAllocationSecret,
  mayCall,
  signatureOf,
} from "../../../worker/organization/custom-endpoint.ts";
import { customQuestion } from "../../../worker/organization/custom-question.ts";
import { memberConfig, summary } from "../../support/organization-builders.ts";

type Answering = (request: IncomingMessage, body: string, response: ServerResponse) => void;

const SECRET = Buffer.alloc(32, 7).toString("base64url");
const NOW = Date.UTC(2026, 0, 5, 3);
let answering: Answering = () => {};
let hits = 0;
const server = createServer((request, response) => {
  hits += 1;
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.on("end", () => answering(request, body, response));
});
let address = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = (respond: Answering, extra: Partial<Parameters<typeof askEndpoint>[0]> = {}) => {
  answering = respond;
  return askEndpoint({ url: address, secrets: ["s"], body: '{"a":1}', isDevelopment: true, now: NOW, ...extra });
};
const saying =
  (text: string, status = 200, headers: Record<string, string> = {}): Answering =>
  (_, __, response) =>
    response.writeHead(status, headers).end(text);

describe("the question (ASSIGN-14)", () => {
  it("ASSIGN-14 API-20 is a POST whose signature the receiver can check over time and raw body", async () => {
    const secret = customAllocationSecret(SECRET, "org_1");
    const answer = await ask(
      (request, body, response) => {
        const [, seconds, signature] =
          /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(request.headers["x-sapa-signature"])) ?? [];
        const wanted = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
        const isGood = request.method === "POST" && signature === wanted && Number(seconds) === NOW / 1000;
        response.end(JSON.stringify({ agent_id: isGood ? "mem_a" : "mem_forged" }));
      },
      { secrets: [secret] },
    );
    expect(answer).toEqual({ ok: true, memberId: "mem_a" });
  });

  it("ASSIGN-14 API-20 both secrets sign while the deployment's secret is being changed", () => {
    const [one, former, both] = [["new"], ["old"], ["new", "old"]].map((secrets) => signatureOf(secrets, "{}", NOW));
    const v1Of = (header: string | undefined) => header?.split(",").slice(1) ?? [];
    expect(v1Of(both)).toEqual([...v1Of(one), ...v1Of(former)]);
  });

  it("ASSIGN-14 each organization has a secret of its own, which stays the same", () => {
    expect(customAllocationSecret(SECRET, "org_1")).toBe(customAllocationSecret(SECRET, "org_1"));
    expect(customAllocationSecret(SECRET, "org_1")).not.toBe(customAllocationSecret(SECRET, "org_2"));
  });

  it("ASSIGN-14 tells the room and those who may have it, and nothing that was written", () => {
    const room = summary("room_1", 3, {
      contact: { contactId: "con_1", externalId: "628123", name: "Rina", email: "rina@x.example", phone: "+628123" },
      waitingSince: NOW - 1_000,
      lastMessage: {
        seq: 3,
        at: NOW,
        direction: "inbound",
        authorType: "contact",
        authorName: null,
        contentType: "text",
        preview: "secret words",
      },
    });
    const eligible = [
      {
        member: memberConfig("mem_a"),
        isOnline: true,
        offlineSince: null,
        openRooms: 2,
        cap: { used: 2, limit: 5 },
        lastAllocatedAt: null,
      },
    ];
    const text = customQuestion(room, eligible, NOW);
    expect(JSON.parse(text)).toMatchObject({
      occurred_at: "2026-01-05T03:00:00.000Z",
      room: {
        id: "room_1",
        channel: "web_chat",
        contact: { id: "con_1", name: "Rina" },
        waiting_since: "2026-01-05T02:59:59.000Z",
      },
      candidates: [{ agent_id: "mem_a", open_rooms: 2, limit: 5, last_allocated_at: null }],
    });
    for (const hidden of ["secret words", "628123", "rina@x.example"]) expect(text).not.toContain(hidden);
  });
});

describe("what comes back (ASSIGN-14)", () => {
  it("ASSIGN-14 anything but an agent's id is a failure with its reason", async () => {
    const failures = async (respond: Answering) => {
      const answer = await ask(respond);
      return answer.ok ? "taken" : answer.failure;
    };
    expect(await failures(saying("nonsense"))).toBe("bad_answer");
    expect(await failures(saying('{"agent_id":7}'))).toBe("bad_answer");
    expect(await failures(saying('{"agent_id":""}'))).toBe("bad_answer");
    expect(await failures(saying(""))).toBe("bad_answer");
    expect(await failures(saying('{"agent_id":"mem_a"}', 500))).toBe("status");
    expect(await failures((_, __, response) => response.destroy())).toBe("network");
    expect(await failures(saying('{"agent_id":"mem_a"}', 201))).toBe("taken");
  });

  it("ASSIGN-14 API-21 a redirect is not followed", async () => {
    hits = 0;
    expect(await ask(saying("", 307, { location: "/elsewhere" }))).toEqual({ ok: false, failure: "redirect" });
    expect(hits).toBe(1);
  });

  it("ASSIGN-14 API-21 an endless answer is cut off", async () => {
    const endless: Answering = (_, __, response) => {
      response.writeHead(200);
      const more = () => response.writable && response.write("x".repeat(16_384), more);
      more();
    };
    expect(await ask(endless)).toEqual({ ok: false, failure: "too_large" });
  });

  it("ASSIGN-14 an answer that takes longer than 5 s is none, and one that stalls in its middle neither", async () => {
    const startedAt = performance.now();
    const [silent, stalled] = await Promise.all([
      ask(() => {}),
      (async () => {
        await new Promise((resolve) => setTimeout(resolve, 200));
        return ask((_, __, response) => response.writeHead(200).write('{"agent_id":'));
      })(),
    ]);
    expect([silent, stalled]).toEqual([
      { ok: false, failure: "timeout" },
      { ok: false, failure: "timeout" },
    ]);
    expect(performance.now() - startedAt).toBeGreaterThan(4_500);
  }, 30_000);
});

describe("where it may go (ASSIGN-14)", () => {
  it("ASSIGN-14 https to a public name; inner addresses and loopback never, but for development on its own machine", async () => {
    expect(mayCall("https://desk.example.com/next", false)).toBe(true);
    for (const url of [
      "http://desk.example.com/next",
      "https://127.0.0.1/next",
      "https://10.0.0.7/",
      "https://[::1]/",
      "https://localhost/",
      "https://intranet/",
      "https://desk.internal/",
      "ftp://desk.example.com/",
      "nonsense",
      "",
    ])
      expect([url, mayCall(url, false)]).toEqual([url, false]);
    expect(mayCall("http://10.0.0.7/", true)).toBe(false);
    hits = 0;
    expect(await ask(saying('{"agent_id":"mem_a"}'), { isDevelopment: false })).toEqual({
      ok: false,
      failure: "address",
    });
    expect(hits).toBe(0);
  });
});
