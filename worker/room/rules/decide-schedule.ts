import { LIMITS } from "../../../protocol/limits.ts";
import { accept, type Decision, refuse } from "./commands.ts";
import { checkContent } from "./content.ts";
import { refusedWriting } from "./decide-reply.ts";
import { unscheduling, unsnoozing } from "./ending.ts";
import { actorOf, type MemberCommandOf, type Seen } from "./seen.ts";
import { isOpen, type ScheduledSend } from "./state.ts";

/** BEY-5: what waits for its time, until that time decided anew by whoever may. */

/** The same `scheduleId` changes what was planned. */
export function schedule(seen: Seen, command: MemberCommandOf<"message.schedule">): Decision {
  const { state, now } = seen;
  const { type: _, ...plan } = command;
  const closed = refusedWriting(seen);
  if (closed) return closed;
  const planned = plannedIn(seen, plan.scheduleId);
  if (planned && !mayChange(seen, planned)) return refuse("forbidden");
  if (state.endedScheduleIds.includes(plan.scheduleId)) return refuse("msg.schedule_gone");
  if (!isAhead(plan.dueAt, now)) return refuse("msg.schedule_time");
  if (!planned && state.schedule.length >= LIMITS.scheduledPerRoom) return refuse("msg.schedule_limit");
  const bad = checkContent(plan.content);
  return bad ? { ok: false, refusal: bad } : accept({ type: "message.scheduled", actor: actorOf(seen), ...plan });
}

export function unschedule(seen: Seen, scheduleId: string): Decision {
  const planned = plannedIn(seen, scheduleId);
  if (planned === undefined) return refuse("msg.schedule_gone");
  if (!mayChange(seen, planned)) return refuse("forbidden");
  return accept(unscheduling(planned, actorOf(seen), "cancelled"));
}

export function snooze(seen: Seen, until: number): Decision {
  const { conversation, state, now } = seen;
  if (!isOpen(conversation)) return refuse(conversation.status === "resolved" ? "room.resolved" : "room.not_open");
  if (!isAhead(until, now)) return refuse("msg.schedule_time");
  return state.snoozed?.until === until ? accept() : accept({ type: "room.snoozed", actor: actorOf(seen), until });
}

export const unsnooze = (seen: Seen): Decision => accept(...unsnoozing(seen.state, actorOf(seen), "cancelled"));

const isAhead = (at: number, now: number): boolean => at > now && at <= now + LIMITS.scheduleAheadMs;

const plannedIn = ({ state }: Seen, scheduleId: string): ScheduledSend | undefined =>
  state.schedule.find((planned) => planned.scheduleId === scheduleId);

const mayChange = ({ request: { member } }: Seen, { author }: ScheduledSend): boolean =>
  member.role === "admin" || member.memberId === author.memberId;
