import type { Channel } from "../../protocol/channels.ts";
import type { MemberIdentity, Role } from "../../protocol/roles.ts";
import type { MessageContent } from "../../protocol/room-events.schema.ts";
import { DEFAULT_SESSION, type SessionThresholds } from "../../protocol/session.ts";
import type { SurveyKind } from "../../protocol/survey.ts";
import type { SurveyPolicy } from "../../worker/organization/contract.ts";
import type { OrganizationCommand, RoomContext } from "../../worker/room/contract.ts";
import type { Call } from "../../worker/room/core.ts";
import type {
  PreparedMemberCommand,
  PreparedVisitorCommand,
  RoomCommand,
  SessionPolicy,
  Target,
} from "../../worker/room/rules/commands.ts";

export const ORGANIZATION = "org_aaaaaaaaaaaaaaaa";

export const context: RoomContext = {
  roomId: "room_aaaaaaaaaaaaaaaaaaaaaaaaaa",
  organizationId: ORGANIZATION,
  integrationId: "int_aaaaaaaaaaaaaaaabbbbbbbbbb",
  integrationName: "Shop",
  channel: "web_chat",
  kind: "message",
  contactId: "con_aaaaaaaaaaaaaaaaaaaaaaaaaa",
  externalId: "vis_1",
  contactName: null,
  divisionId: null,
};

/** A member who may do whatever the role may do with every switch on. */
export const member = (
  memberId: string,
  role: Role = "agent",
  extra: Partial<MemberIdentity> = {},
): MemberIdentity => ({
  organizationId: ORGANIZATION,
  memberId,
  name: memberId.replace("mem_", ""),
  role,
  divisionIds: [],
  isRestricted: false,
  settings: { agentCanTakeOver: true, agentCanAssign: true, agentCanBroadcast: false, contactMasking: false },
  ...extra,
});

export const targetOf = (
  { memberId, name, role, divisionIds, isRestricted }: MemberIdentity,
  isActive = true,
): Target => ({
  memberId,
  name,
  role,
  divisionIds,
  isRestricted,
  isActive,
});

export const writes = (text: string): RoomCommand => ({
  from: "contact",
  context,
  command: { type: "message.send", content: { type: "text", text } },
});

/** The visitor does something else than write. */
export const acts = (
  command: PreparedVisitorCommand,
  { isChannelOn = true }: { isChannelOn?: boolean } = {},
): RoomCommand => ({ from: "contact", context, command, isChannelOn });

export const writesOn = (channel: Channel, text: string): RoomCommand => ({
  from: "contact",
  context: { ...context, channel },
  command: { type: "message.send", content: { type: "text", text } },
});

const words = (text: string) => ({ en: text, id: `${text} (id)` });

/** A survey as an organization has set it. */
export const surveyOf = (kind: SurveyKind, extra: Partial<SurveyPolicy> = {}): SurveyPolicy => ({
  kind,
  mode: "automatic",
  title: words("How did we do?"),
  question: words("How satisfied are you with the help you got?"),
  comment: { question: words("What could we do better?"), isRequired: false },
  thanks: words("Thank you."),
  ...extra,
});

/** A member resolves where these surveys are on. */
export const resolves = (
  who: MemberIdentity,
  surveys: SurveyPolicy[] = [],
  extra: { survey?: boolean; session?: SessionThresholds; isBulk?: boolean } = {},
): RoomCommand => {
  const { survey, ...rest } = extra;
  return {
    from: "member",
    member: who,
    command: { type: "conversation.resolve", ...(survey === undefined ? {} : { survey }) },
    surveys,
    ...rest,
  };
};

export const botSays = (content: MessageContent, isChannelOn = true): RoomCommand => ({
  from: "bot",
  bot: { botId: "bot_1", name: "Senja Bot" },
  content,
  policy: { session: DEFAULT_SESSION, isChannelOn },
});

export const does = (who: MemberIdentity, command: PreparedMemberCommand, target?: MemberIdentity): RoomCommand => ({
  from: "member",
  member: who,
  command,
  target: target && targetOf(target),
});

export const says = (who: MemberIdentity, text: string): RoomCommand =>
  does(who, { type: "message.send", content: { type: "text", text } });

export const allocates = (who: MemberIdentity, conversationNumber = 1): RoomCommand => ({
  from: "allocator",
  allocation: { memberId: who.memberId, memberName: who.name, conversationNumber, explanation: "fewest open rooms" },
});

/** The organization asks; the visitor was never seen and the thresholds are the defaults unless given. */
export const obeys = (
  command: OrganizationCommand,
  { lastSeenAt = null, session = DEFAULT_SESSION }: { lastSeenAt?: number | null; session?: SessionThresholds } = {},
): RoomCommand => ({ from: "organization", command, lastSeenAt, session });

/** The clock as it strikes an organization that reminds an hour before the end. */
export const strikes = ({
  lastSeenAt = null,
  policy = {},
}: {
  lastSeenAt?: number | null;
  policy?: Partial<SessionPolicy>;
} = {}): Extract<RoomCommand, { from: "timer" }> => ({
  from: "timer",
  lastSeenAt,
  policy: { session: DEFAULT_SESSION, remindBeforeMs: 3_600_000, ...policy },
});

/** A scheduled send is due; null: its author is no member any more. */
export const sendsDue = (scheduleId: string, author: MemberIdentity | null): RoomCommand => ({
  from: "schedule",
  scheduleId,
  author: author && targetOf(author),
  session: DEFAULT_SESSION,
});

export const greets = (text: string, conversationNumber = 1): RoomCommand => ({
  from: "greeter",
  conversationNumber,
  text,
  name: "Kopi Senja",
  session: DEFAULT_SESSION,
});

let calls = 0;
export const call = (command: RoomCommand, at = 1_000, id: string | null = `c${++calls}`): Call => ({
  participant: command.from === "member" ? `member:${command.member.memberId}` : command.from,
  id,
  fingerprint: JSON.stringify(command),
  command,
  at,
});
