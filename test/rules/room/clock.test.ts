import { describe, expect, it } from "vitest";
import { thresholdsFor } from "../../../protocol/session.ts";
import { nextDueAt } from "../../../worker/room/rules/decide-time.ts";
import { does, greets, member, says, strikes, writes } from "../../support/room-builders.ts";
import { story } from "../../support/room-story.ts";

const HOUR = 3_600_000;
const dewi = member("mem_dewi");
const takes = does(dewi, { type: "room.take" });
/** The customer writes at 1,000 ms: the default session ends a day later. */
const ENDS_AT = 1_000 + 24 * HOUR;

describe("an organization's own session thresholds", () => {
  const session = { expiringMs: 30 * 60_000, expiredMs: 72 * HOUR };
  const own = strikes({ policy: { session, remindBeforeMs: null } });

  it("SESS-4 the room's clock goes by them", () => {
    const room = story(writes("Halo"));
    expect(nextDueAt(room.core.state, own)).toBe(1_000 + 30 * 60_000);
    expect(room.tell(own, 1_000 + 30 * 60_000 - 1).types).toEqual([]);
    expect(room.tell(own, 1_000 + 30 * 60_000).types).toEqual(["session.expiring"]);
    expect(nextDueAt(room.core.state, own)).toBe(1_000 + 72 * HOUR);
    expect(room.tell(own, 1_000 + 72 * HOUR).types).toEqual(["session.expired"]);
    expect(nextDueAt(room.core.state, own)).toBeNull();
  });

  it("SESS-4 on WhatsApp, Messenger and Instagram nothing lasts beyond 24 hours", () => {
    for (const channel of ["wa_cloud", "wa", "fb", "ig"])
      expect(thresholdsFor(channel, { expiringMs: 30 * HOUR, expiredMs: 72 * HOUR })).toEqual({
        expiringMs: 24 * HOUR,
        expiredMs: 24 * HOUR,
      });
    expect(thresholdsFor("ig", { expiringMs: HOUR, expiredMs: 2 * HOUR })).toEqual({
      expiringMs: HOUR,
      expiredMs: 2 * HOUR,
    });
    for (const channel of ["web_chat", "telegram", "email"]) expect(thresholdsFor(channel, session)).toBe(session);
  });
});

describe("the reminder before a session ends", () => {
  it("BEY-2 reminds whoever takes part an hour before, once for each customer's message", () => {
    const room = story(writes("Halo"), takes);
    room.tell(strikes(), 1_000 + 16 * HOUR);
    expect(nextDueAt(room.core.state, strikes())).toBe(ENDS_AT - HOUR);
    expect(room.tell(strikes(), ENDS_AT - HOUR - 1).types).toEqual([]);
    expect(room.tell(strikes(), ENDS_AT - HOUR).events).toMatchObject([
      { type: "session.reminder", endsAt: ENDS_AT, participantIds: ["mem_dewi"] },
    ]);
    expect(room.tell(strikes(), ENDS_AT - HOUR + 1).types).toEqual([]);
    room.tell(writes("Masih di sana?"), ENDS_AT - HOUR + 2);
    expect(nextDueAt(room.core.state, strikes())).toBe(ENDS_AT - HOUR + 2 + 16 * HOUR);
  });

  it("BEY-2 reminds nobody when it is answered, blocked, waits for nobody, is over, or is switched off", () => {
    const at = ENDS_AT - HOUR;
    const answered = story(writes("Halo"), says(dewi.role === "agent" ? member("mem_s", "supervisor") : dewi, "Hai"));
    const nobody = story(writes("Halo"));
    const blocked = story(writes("Halo"), takes, does(dewi, { type: "contact.block" }));
    for (const room of [answered, nobody, blocked])
      expect(room.tell(strikes(), at).types).toEqual(["session.expiring"]);
    const late = story(writes("Halo"), takes);
    expect(late.tell(strikes(), ENDS_AT).types).toEqual(["session.expired"]);
    const off = story(writes("Halo"), takes);
    expect(off.tell(strikes({ policy: { remindBeforeMs: null } }), at).types).toEqual(["session.expiring"]);
  });

  it("BEY-2 SESS-1 on webchat a visitor who was seen later has later to be reminded of", () => {
    const room = story(writes("Halo"), takes);
    const seen = strikes({ lastSeenAt: 10 * HOUR });
    expect(room.tell(seen, ENDS_AT - HOUR).types).toEqual([]);
    expect(room.tell(seen, 33 * HOUR).types).toEqual(["session.reminder", "session.expiring"]);
  });
});

describe("the auto responder", () => {
  it("SET-6 ROOM-9 answers a new conversation once and leaves it unassigned and unresponded", () => {
    const room = story(writes("Halo"), writes("Ada?"));
    expect(room.core.greeting).toMatchObject({ conversationNumber: 1, seq: 3 });
    expect(room.tell(greets("Kami segera membalas")).events).toMatchObject([
      { direction: "outbound", actor: { type: "bot", id: "auto_responder", name: "Kopi Senja" } },
    ]);
    expect(room.summary()).toMatchObject({ status: "unassigned", isUnresponded: true, waitingSince: 1_000 });
    expect(room.tell(greets("Kami segera membalas")).types).toEqual([]);
  });

  it("SET-6 answers the next conversation anew, and never for a former one", () => {
    const room = story(writes("Halo"), does(member("mem_s", "supervisor"), { type: "conversation.resolve" }));
    expect(room.core.greeting).toBeNull();
    expect(room.tell(greets("Halo")).types).toEqual([]);
    room.tell(writes("Lagi"));
    expect(room.tell(greets("Halo", 1)).types).toEqual([]);
    expect(room.tell(greets("Halo", 2)).types).toEqual(["message.created"]);
  });

  it("SET-6 ASSIGN-18 keeps quiet once a person has answered or the contact is blocked", () => {
    const sari = member("mem_s", "supervisor");
    expect(story(writes("Halo"), says(sari, "Hai")).tell(greets("Halo")).types).toEqual([]);
    const blocked = story(
      writes("Halo"),
      does(sari, { type: "contact.block" }),
      does(sari, { type: "contact.unblock" }),
    );
    expect(blocked.tell(greets("Halo")).types).toEqual([]);
  });

  it("SET-6 the organization is asked once, also after a restart", () => {
    const room = story(writes("Halo"));
    room.core.markGreeted(1);
    expect(room.core.greeting).toBeNull();
    room.core.persistSettled();
    expect(room.restart().core.greeting).toBeNull();
    expect(story(writes("Halo")).restart().core.greeting).not.toBeNull();
  });

  it("SET-6 ROOM-7 a campaign's first answer counts as the first message and joins the same conversation", () => {
    const room = story();
    const actor = { type: "system" } as const;
    const { organizationId, integrationId, integrationName, channel, kind, contactId, externalId } = room.context;
    const created = {
      organizationId,
      integrationId,
      integrationName,
      channel,
      kind,
      contactId,
      externalId,
      contactName: null,
    };
    room.store.append([
      { seq: 1, at: 1, actor, type: "room.created", ...created },
      {
        seq: 2,
        at: 1,
        actor,
        type: "conversation.opened",
        number: 1,
        origin: "broadcast",
        status: "campaign",
        divisionId: null,
      },
      {
        seq: 3,
        at: 1,
        actor,
        type: "message.created",
        conversationNumber: 1,
        direction: "outbound",
        content: { type: "text", text: "Promo" },
      },
    ]);
    const campaign = room.restart();
    const sari = member("mem_s", "supervisor");
    expect(campaign.tell(says(sari, "Halo")).code).toBe("room.campaign");
    expect(campaign.tell(does(sari, { type: "contact.block" })).code).toBe("block.room_resolved");
    expect(campaign.tell(writes("Mau")).types).toEqual(["message.created"]);
    expect(campaign.summary()).toMatchObject({
      status: "unassigned",
      conversation: { number: 1, origin: "broadcast" },
      isUnresponded: true,
    });
    expect(campaign.core.greeting).toMatchObject({ seq: 4 });
  });
});
