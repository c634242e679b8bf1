import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { Channel } from "../../../protocol/channels.ts";
import type { CommandAnswer } from "../../../protocol/commands.schema.ts";
import type { Job, ResolveExpired } from "../../../protocol/inbox.schema.ts";
import type { MemberIdentity } from "../../../protocol/roles.ts";
import type { NoticeCall } from "../../../worker/organization/contract.ts";
import { expiredCounts, expiredRooms } from "../../../worker/organization/jobs/expired.ts";
import type { JobPart, StoredJob } from "../../../worker/organization/jobs/job-store.ts";
import { ResolveJob } from "../../../worker/organization/jobs/resolve-job.ts";
import { RoomIndex } from "../../../worker/organization/room-index.ts";
import {
  identity,
  ORGANIZATION,
  organizationConfig,
  type SummaryExtra,
  summary,
} from "../../support/organization-builders.ts";
import { settle } from "../../support/virtual-time.ts";

const HOUR_MS = 3_600_000;
const NOW = 1_000 * HOUR_MS;
const config = organizationConfig([]);
const admin = identity("mem_admin", "admin");
const ALL: ResolveExpired = { groups: ["wa_cloud", "ig", "fb", "other"], includeUnassigned: true };
const ASSIGNED: ResolveExpired = { ...ALL, includeUnassigned: false };

/** What a restart leaves. */
class Kept {
  job: StoredJob | null = null;
  parts: JobPart[] = [];
  load = () => this.job;
  start = (job: StoredJob, parts: string[][]) => {
    this.job = job;
    this.parts = parts.map((roomIds, part) => ({ part, roomIds }));
  };
  nextPart = () => this.parts[0] ?? null;
  endPart = (part: number, job: StoredJob) => {
    this.parts = this.parts.filter((one) => one.part !== part);
    this.job = job;
  };
  save = (job: StoredJob) => {
    this.job = job;
  };
}

let starts = 0;
const newStart = (): string => `start_${starts++}`;

class World {
  readonly index = new RoomIndex(ORGANIZATION, 1_000);
  readonly kept = new Kept();
  readonly told: Job[] = [];
  readonly notices: NoticeCall[] = [];
  readonly asked: string[] = [];
  answer: (roomId: string, id: string) => Promise<CommandAnswer> = async () => ({
    ok: true,
    id: "",
    seq: 1,
    isRepeat: false,
  });

  room(roomId: string, extra: SummaryExtra = {}): void {
    const old = { with: ["mem_a"], lastInboundAt: NOW - 24 * HOUR_MS };
    this.index.apply(summary(roomId, 1, { ...old, ...extra }), null, NOW, null);
  }

  job(): ResolveJob {
    return new ResolveJob({
      store: this.kept,
      index: this.index,
      config: () => config,
      command: (roomId, _, id) => {
        this.asked.push(roomId);
        return this.answer(roomId, id);
      },
      tell: (job) => void this.told.push(job),
      notify: (call) => void this.notices.push(call),
      wakeAt: () => {},
      newId: () => "job_1",
      now: () => NOW,
    });
  }
}

const refusing = (): Promise<CommandAnswer> => Promise.resolve({ ok: false, id: "", refusal: { code: "conflict" } });

const looked = (world: World, member: MemberIdentity = admin) => ({
  rooms: world.index.all(),
  member,
  session: config.session,
  now: NOW,
});

describe("which rooms (SESS-12)", () => {
  it("SESS-12 expired message rooms that are assigned; open, expiring, campaign, resolved and comment rooms never", () => {
    const world = new World();
    world.room("room_expired");
    world.room("room_expiring", { lastInboundAt: NOW - 24 * HOUR_MS + 1 });
    world.room("room_open", { lastInboundAt: NOW });
    world.room("room_seen", { lastSeenAt: NOW - HOUR_MS });
    world.room("room_campaign", { with: [], status: "campaign" });
    world.room("room_resolved", { status: "resolved" });
    world.room("room_comment", { kind: "comment" });
    world.room("room_waiting", { with: [] });
    expect(expiredRooms(looked(world), ASSIGNED)).toEqual(["room_expired"]);
    expect(expiredRooms(looked(world), ALL).sort()).toEqual(["room_expired", "room_waiting"]);
  });

  it("SESS-11 the number follows the ticks; WhatsApp Cloud stands for every WhatsApp integration", () => {
    const world = new World();
    const channels: Channel[] = ["wa_cloud", "wa", "ig", "fb", "web_chat", "telegram", "email"];
    for (const channel of channels) world.room(`room_${channel}`, { channel });
    world.room("room_waiting", { with: [], channel: "ig" });
    expect(expiredCounts(looked(world))).toEqual({
      assigned: { wa_cloud: 2, ig: 1, fb: 1, other: 3 },
      unassigned: { wa_cloud: 0, ig: 1, fb: 0, other: 0 },
    });
    expect(expiredRooms(looked(world), { groups: ["wa_cloud"], includeUnassigned: true }).sort()).toEqual([
      "room_wa",
      "room_wa_cloud",
    ]);
  });

  it("SESS-12 ROLE-9 ROLE-3 only rooms that the member sees", () => {
    const world = new World();
    world.room("room_own", { with: ["mem_a"] });
    world.room("room_other", { with: ["mem_b"] });
    expect(expiredRooms(looked(world, identity("mem_a")), ALL)).toEqual(["room_own"]);
  });

  it("SESS-11 the count always is the number of rooms that the job would take", () => {
    const anyRoom = fc.record({
      channel: fc.constantFrom<Channel>("wa_cloud", "ig", "web_chat"),
      isAssigned: fc.boolean(),
      ageHours: fc.integer({ min: 20, max: 28 }),
    });
    const anyChoice = fc.record({ groups: fc.subarray(ALL.groups), includeUnassigned: fc.boolean() });
    fc.assert(
      fc.property(fc.array(anyRoom, { maxLength: 20 }), anyChoice, (rooms, choice) => {
        const world = new World();
        rooms.forEach(({ channel, isAssigned, ageHours }, n) => {
          world.room(`room_${n}`, {
            channel,
            with: isAssigned ? ["mem_a"] : [],
            lastInboundAt: NOW - ageHours * HOUR_MS,
          });
        });
        const counts = expiredCounts(looked(world));
        const shown = choice.groups.reduce(
          (sum, group) => sum + counts.assigned[group] + (choice.includeUnassigned ? counts.unassigned[group] : 0),
          0,
        );
        expect(expiredRooms(looked(world), choice)).toHaveLength(shown);
      }),
    );
  });
});

describe("the job (SESS-13)", () => {
  it("SESS-13 names closed and skipped numbers, tells its progress, and puts the result into the starter's bell", async () => {
    const world = new World();
    for (let n = 0; n < 50; n += 1) world.room(`room_${n}`);
    world.answer = (roomId) =>
      roomId === "room_7" ? refusing() : Promise.resolve({ ok: true, id: "", seq: 1, isRepeat: false });
    const started = world.job().start(admin, ASSIGNED, newStart());
    expect(started).toMatchObject({ ok: true, job: { state: "running", total: 50, done: 0, skipped: 0 } });
    await settle();
    expect(world.told.map(({ done, skipped }) => done + skipped)).toEqual([0, 20, 40, 50, 50]);
    expect(world.told.at(-1)).toMatchObject({ state: "finished", done: 49, skipped: 1, finishedAt: NOW });
    expect(world.notices).toMatchObject([
      {
        notice: { noticeId: "job:job_1", kind: "job_finished", params: { done: 49, skipped: 1 } },
        memberIds: ["mem_admin"],
      },
    ]);
  });

  it("SESS-13 one job at a time: others are told who runs it, and so is its starter who wants another", async () => {
    const world = new World();
    world.room("room_1");
    const job = world.job();
    expect(job.start(admin, ALL, newStart())).toMatchObject({ ok: true });
    const refused = { refusal: { code: "resolve_all.running", params: { name: "admin" } } };
    expect(job.start(identity("mem_boss", "admin"), ALL, newStart())).toMatchObject(refused);
    expect(job.start(admin, ASSIGNED, newStart())).toMatchObject(refused);
    await settle();
    world.room("room_2");
    expect(job.start(admin, ALL, newStart())).toMatchObject({ ok: true, job: { total: 2 } });
  });

  it("SESS-13 a start whose answer was lost is asked again and gets the same job, running or already finished", async () => {
    const world = new World();
    world.room("room_1");
    const job = world.job();
    expect(job.start(admin, ALL, "lost")).toMatchObject({ ok: true });
    expect(job.start(admin, { ...ALL, groups: ALL.groups.toReversed() }, newStart())).toMatchObject({
      ok: true,
      job: { jobId: "job_1", state: "running" },
    });
    await settle();
    expect(job.start(admin, ALL, "lost")).toMatchObject({
      ok: true,
      job: { jobId: "job_1", state: "finished", done: 1 },
    });
    expect(world.asked).toEqual(["room_1"]);
    expect(Object.keys(job.current() ?? {})).not.toContain("startId");
  });

  it("SESS-13 asks each room under the job's id, so that a close whose answer was lost counts as closed", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const world = new World();
    world.room("room_1");
    const closed = new Set<string>();
    world.answer = async (roomId, id) => {
      const isRepeat = closed.has(id);
      if (!isRepeat && closed.size > 0) return { ok: false, id, refusal: { code: "room.resolved" } };
      closed.add(id);
      if (!isRepeat) throw new Error(`no answer of ${roomId}`);
      return { ok: true, id, seq: 1, isRepeat };
    };
    world.job().start(admin, ALL, newStart());
    await settle();
    expect(world.kept.job).toMatchObject({ state: "finished", done: 1, skipped: 0 });
  });

  it("SESS-14 nothing ticked, or nothing expired: there is nothing to do", () => {
    const world = new World();
    expect(world.job().start(admin, ALL, newStart())).toMatchObject({ refusal: { code: "resolve_all.nothing" } });
    world.room("room_1");
    expect(world.job().start(admin, { ...ALL, groups: [] }, newStart())).toMatchObject({
      refusal: { code: "resolve_all.nothing" },
    });
    expect(world.asked).toEqual([]);
  });

  it("SESS-13 goes on after a restart with what it had not come to, and counts none twice", async () => {
    const world = new World();
    for (let n = 0; n < 50; n += 1) world.room(`room_${n}`);
    const { promise: never } = Promise.withResolvers<CommandAnswer>();
    const answer = world.answer;
    world.answer = (roomId) => (world.asked.length > 30 ? never : answer(roomId, ""));
    world.job().start(admin, ALL, newStart());
    await settle();
    expect(world.kept.job).toMatchObject({ state: "running", done: 20 });
    world.answer = answer;
    const woken = world.job();
    expect(woken.current()).toMatchObject({ state: "running", done: 20 });
    expect(woken.resume()).toBeGreaterThan(NOW);
    await settle();
    expect(woken.current()).toMatchObject({ state: "finished", total: 50, done: 50, skipped: 0 });
    expect(new Set(world.asked).size).toBe(50);
    expect(woken.resume()).toBeNull();
  });

  it("a room that gives no answer is asked again a few times, and then counted as skipped", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const world = new World();
    world.room("room_1");
    world.answer = () => Promise.reject(new Error("away"));
    world.job().start(admin, ALL, newStart());
    await settle();
    expect(world.asked).toHaveLength(3);
    expect(world.kept.job).toMatchObject({ state: "finished", done: 0, skipped: 1 });
  });
});
