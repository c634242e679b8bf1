import fc from "fast-check";
import type { MemberIdentity } from "../../protocol/roles.ts";
import { DEFAULT_SESSION } from "../../protocol/session.ts";
import type { Call } from "../../worker/room/core.ts";
import type { RoomCommand } from "../../worker/room/rules/commands.ts";
import {
  acts,
  allocates,
  botSays,
  call,
  does,
  greets,
  member,
  obeys,
  resolves,
  says,
  sendsDue,
  strikes,
  surveyOf,
  writes,
} from "./room-builders.ts";

/** Everybody and everything that can act in a room, in any order. */
const members = [member("mem_a"), member("mem_b"), member("mem_s", "supervisor"), member("mem_z", "admin")];
const anyMember = fc.constantFrom(...members);
const anyScheduleId = fc.constantFrom("s1", "s2", "s3");
const anyNumber = fc.integer({ min: 1, max: 4 });
const anySeq = fc.integer({ min: 1, max: 60 });
const anyAheadMs = fc.nat(30 * 3_600_000);
const tag = { tagId: "tag_1", name: "Order" };
const division = { divisionId: "div_1", name: "Sales", supervisorId: null, integrationIds: null, memberIds: ["mem_a"] };

type MemberCommand = Extract<RoomCommand, { from: "member" }>["command"];
const by = (make: (who: MemberIdentity) => fc.Arbitrary<RoomCommand>): fc.Arbitrary<RoomCommand> =>
  anyMember.chain(make);
const plainly = (...commands: MemberCommand[]): fc.Arbitrary<RoomCommand> =>
  fc.tuple(anyMember, fc.constantFrom(...commands)).map(([who, command]) => does(who, command));

const talk = fc.oneof(
  fc.string({ maxLength: 12 }).map(writes),
  fc.tuple(anyMember, fc.string({ maxLength: 12 })).map(([who, text]) => says(who, text)),
);

const choices = [{ choiceId: "open", title: "Opening hours" }];
const surveys = [surveyOf("csat"), surveyOf("nps", { mode: "manual" })];

const asked = fc.oneof(
  fc.constant(botSays({ type: "buttons", text: "How can we help?", buttons: choices })),
  anySeq.map((messageSeq) => acts({ type: "choice.pick", messageSeq, choiceId: "open" })),
  fc
    .tuple(anySeq, fc.nat(5), fc.option(fc.constant("fine"), { nil: undefined }))
    .map(([surveySeq, score, comment]) => acts({ type: "survey.answer", surveySeq, score, comment })),
  fc.tuple(anySeq, fc.nat(5)).map(([surveySeq, score]) => ({ from: "survey_page", surveySeq, score }) as RoomCommand),
  anySeq.map(
    (surveySeq) => ({ from: "survey_link", surveySeq, text: "link", session: DEFAULT_SESSION }) as RoomCommand,
  ),
  fc.tuple(anyMember, fc.boolean()).map(([who, survey]) => resolves(who, surveys, { survey })),
  fc.constantFrom("Ani", "Budi").map((name) => acts({ type: "profile.update", name, email: "a@b.example" })),
);

const parting = fc.oneof(
  plainly({ type: "room.take" }, { type: "room.leave" }, { type: "conversation.resolve" }),
  fc.tuple(anyMember, anyMember).map(([who, to]) => does(who, { type: "room.assign", memberId: to.memberId }, to)),
  fc.tuple(anyMember, anyMember).map(([who, to]) => does(who, { type: "room.hand_over", memberId: to.memberId }, to)),
  fc
    .tuple(anyMember, anyMember)
    .map(([who, of]) => does(who, { type: "room.remove_participant", memberId: of.memberId })),
  by((who) => fc.constant({ ...does(who, { type: "room.move", divisionId: "div_1" }), division } as RoomCommand)),
  plainly({ type: "room.move", divisionId: null }),
);

const aside = fc.oneof(
  fc.tuple(anyMember, fc.string({ maxLength: 5 })).map(([who, text]) => does(who, { type: "note.add", text })),
  fc.tuple(anyMember, anySeq).map(([who, noteSeq]) => does(who, { type: "note.edit", noteSeq, text: "note" })),
  fc.tuple(anyMember, anySeq).map(([who, noteSeq]) => does(who, { type: "note.delete", noteSeq })),
  by((who) => fc.constant({ ...does(who, { type: "tag.add", tagId: "tag_1" }), tag } as RoomCommand)),
  plainly({ type: "contact.block", reason: "spam" }, { type: "contact.unblock" }),
  plainly({ type: "contact.update", name: "Ani" }, { type: "room.mark_unread" }),
  plainly({ type: "conversation.set_auto_resolve", isAllowed: false }),
);

/** Times ahead of the step's own are set by `anyCalls`, which knows it. */
const later = fc.oneof(
  fc.tuple(anyMember, anyScheduleId, anyAheadMs, fc.boolean()).map(([who, scheduleId, dueAt, cancelOnReply]) => {
    const content = { type: "text", text: `later ${scheduleId}` } as const;
    return does(who, { type: "message.schedule", scheduleId, content, dueAt, cancelOnReply });
  }),
  fc.tuple(anyMember, anyScheduleId).map(([who, id]) => does(who, { type: "message.unschedule", scheduleId: id })),
  fc.tuple(anyMember, anyAheadMs).map(([who, until]) => does(who, { type: "room.snooze", until })),
  plainly({ type: "room.unsnooze" }),
);

const machines: fc.Arbitrary<RoomCommand> = fc.oneof(
  fc.tuple(anyMember, anyNumber).map(([who, number]) => allocates(who, number)),
  fc.option(fc.nat(100_000_000), { nil: null }).map((lastSeenAt) => strikes({ lastSeenAt })),
  fc.tuple(anyScheduleId, fc.option(anyMember, { nil: null })).map(([id, who]) => sendsDue(id, who)),
  anyNumber.map((number) => greets("Kami segera membalas", number)),
  fc
    .tuple(anyMember, anyNumber, fc.constantFrom("idle" as const, "offline" as const, "deactivated" as const))
    .map(([{ memberId }, conversationNumber, reason]) =>
      obeys({ type: "release", conversationNumber, memberId, reason, explanation: "explanation" }),
    ),
  fc
    .boolean()
    .map((includeUnassigned) => obeys({ type: "resolve_expired", by: { type: "system" }, includeUnassigned })),
  fc
    .tuple(anyNumber, anySeq)
    .map(([conversationNumber, lastMessageSeq]) =>
      obeys({ type: "auto_resolve", conversationNumber, lastMessageSeq, tag }),
    ),
  fc.constant(obeys({ type: "fall_to_general", divisionId: "div_1" })),
  fc
    .tuple(
      fc.boolean(),
      fc.constantFrom("con_aaaaaaaaaaaaaaaaaaaaaaaaaa", "con_b"),
      fc.constantFrom("staff", "signed", null),
    )
    .map(([isBlocked, contactId, by]): RoomCommand => {
      const name = { value: "Rina", by } as const;
      const contact = { contactId, name, email: null, phone: null, isBlocked, actor: null };
      return { from: "standing", context: null, contact };
    }),
);

const anyCommand: fc.Arbitrary<RoomCommand> = fc.oneof(
  { weight: 8, arbitrary: talk },
  { weight: 6, arbitrary: parting },
  { weight: 5, arbitrary: aside },
  { weight: 4, arbitrary: later },
  { weight: 6, arbitrary: asked },
  { weight: 5, arbitrary: machines },
);

/** What was said to lie ahead lies ahead of the time the command is given. */
function ahead(command: RoomCommand, at: number): RoomCommand {
  if (command.from !== "member") return command;
  const given = command.command;
  if (given.type === "message.schedule") return { ...command, command: { ...given, dueAt: at + given.dueAt } };
  return given.type === "room.snooze" ? { ...command, command: { ...given, until: at + given.until } } : command;
}

/** Commands at rising times; ids repeat now and then, as retries do. */
export const anyCalls: fc.Arbitrary<Call[]> = fc
  .array(fc.tuple(anyCommand, fc.nat(8 * 3_600_000), fc.nat(9)), { maxLength: 60 })
  .map((steps) => {
    const calls: Call[] = [];
    let at = 0;
    for (const [command, stepMs, chance] of steps) {
      at += stepMs;
      const earlier = calls[Math.floor(calls.length / 2)];
      const isByHand = command.from === "member" || command.from === "contact";
      if (chance === 0 && earlier) calls.push({ ...earlier, at });
      else calls.push(call(ahead(command, at), at, isByHand ? undefined : null));
    }
    return calls;
  });
