import { type Refusal, refusal } from "../../protocol/codes.ts";
import type { Command, MemberCommand } from "../../protocol/commands.schema.ts";
import { LOCKED_WHEN_EXPIRED } from "../../protocol/session.ts";
import { verifyTicket } from "../files/tickets.ts";
import type { Caller } from "../http/identity.ts";
import type { OrganizationApi } from "../organization/contract.ts";
import type { RoomContext } from "./contract.ts";
import type { PolicyCopy } from "./policy.ts";
import type { PreparedMemberCommand, PreparedVisitorCommand, RoomCommand } from "./rules/commands.ts";

/**
 * Tells a repeat of a command from another command under the same id. 64 bits by two multiplying hashes: it is no proof
 * against a forger, who could only pass off an own command as another own one, and it costs a tenth of a cryptographic hash.
 */
export function fingerprintOf(command: Command): string {
  const text = JSON.stringify(command);
  let one = 0x811c9dc5;
  let two = 0x9e3779b9;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    one = Math.imul(one ^ unit, 0x01000193);
    two = Math.imul(two ^ unit, 0x85ebca6b);
    two ^= two >>> 15;
  }
  return `${text.length}-${(one >>> 0).toString(36)}${(two >>> 0).toString(36).padStart(7, "0")}`;
}

export type Surroundings = {
  context: RoomContext;
  organization: Pick<OrganizationApi, "lookup">;
  policy: PolicyCopy;
  secret: string;
  now: number;
};

type Prepared = PreparedVisitorCommand | PreparedMemberCommand;
type Named = { memberIds: string[]; tagIds: string[]; divisionIds: string[] };

/** A command that waits for nobody to be decided: what nearly every message is (INV-7). */
export const isImmediate = (command: Command, channel: string, policy: PolicyCopy): boolean =>
  !isNaming(namedIn(command)) && !holdsTicket(command) && (policy.isFresh || !needsPolicy(command, channel, policy));

/** The same content without waiting; only for what is immediate. */
export function plainCommand(caller: Caller, command: Command, context: RoomContext, policy: PolicyCopy): RoomCommand {
  const prepared = command as Prepared;
  const { session, surveys, isChannelOn, divisionId } = policy.held;
  return caller.kind === "visitor"
    ? { from: "contact", context, command: prepared as PreparedVisitorCommand, isChannelOn, divisionId }
    : {
        from: "member",
        member: caller.member,
        command: prepared as PreparedMemberCommand,
        session,
        surveys,
        isChannelOn,
      };
}

/** A command with what it needs to be decided, or the refusal that this cannot be had. */
export async function prepareCommand(
  caller: Caller,
  command: Command,
  { context, organization, policy, secret, now }: Surroundings,
): Promise<RoomCommand | Refusal> {
  const prepared = holdsTicket(command) ? await withFile(command, context, secret, now) : command;
  if ("code" in prepared) return prepared;
  const named = namedIn(command);
  if (caller.kind === "visitor" && isNaming(named)) return refusal("forbidden");
  if (needsPolicy(command, context.channel, policy)) await policy.refresh();
  const plain = plainCommand(caller, prepared as Command, context, policy);
  if (plain.from !== "member" || !isNaming(named)) return plain;
  try {
    const { members, tags, divisions } = await organization.lookup(named);
    const memberId = "memberId" in command ? command.memberId : null;
    const mentions = "mentions" in command ? (command.mentions ?? []) : [];
    return {
      ...plain,
      target: members.find((member) => member.memberId === memberId),
      tag: tags[0],
      division: divisions[0],
      mentioned: members.filter((member) => mentions.includes(member.memberId)),
    };
  } catch {
    return refusal("unavailable", { retryAfterMs: 1_000 });
  }
}

/** What a command names that only the organization object knows. */
function namedIn(command: Command): Named {
  const { memberId, tagId, divisionId, mentions } = command as Extract<MemberCommand, { type: "note.add" }> & {
    memberId?: string;
    tagId?: string;
    divisionId?: string | null;
  };
  return {
    memberIds: [...(memberId === undefined ? [] : [memberId]), ...(mentions ?? [])],
    tagIds: tagId === undefined ? [] : [tagId],
    divisionIds: divisionId ? [divisionId] : [],
  };
}

const isNaming = ({ memberIds, tagIds, divisionIds }: Named): boolean =>
  memberIds.length + tagIds.length + divisionIds.length > 0;

type WithTicket = Command & { content: { type: "file"; ticket: string; caption?: string | undefined } };

const holdsTicket = (command: Command): command is WithTicket =>
  "content" in command && command.content.type === "file";

/**
 * Whether it is worth a wait for the organization's newest word: over a message where its thresholds decide (SESS-4) or
 * where the channel was switched off when last heard of (WIDGET-9), over an end because of the surveys (SURVEY-3).
 */
function needsPolicy({ type }: Command, channel: string, { held }: PolicyCopy): boolean {
  if (type === "conversation.resolve") return true;
  return WRITING.has(type) && (LOCKED_WHEN_EXPIRED.has(channel) || !held.isChannelOn);
}
const WRITING: ReadonlySet<Command["type"]> = new Set(["message.send", "choice.pick", "message.schedule"]);

/** A ticket that was made for another room is worth as much as none. */
async function withFile(
  command: WithTicket,
  { organizationId, roomId }: RoomContext,
  secret: string,
  now: number,
): Promise<Prepared | Refusal> {
  const ticket = await verifyTicket(secret, command.content.ticket, now);
  if (ticket === null || ticket.roomId !== roomId || ticket.organizationId !== organizationId)
    return refusal("msg.file_gone");
  const caption = command.content.caption?.trim();
  const content = { type: ticket.kind, file: ticket.file, ...(caption ? { caption } : {}) };
  return { ...command, content } as Prepared;
}
