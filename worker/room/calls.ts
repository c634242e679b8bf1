import { type Refusal, refusal } from "../../protocol/codes.ts";
import type { Command, MemberCommand, VisitorCommand } from "../../protocol/commands.schema.ts";
import type { Caller } from "../http/identity.ts";
import type { OrganizationApi } from "../organization/contract.ts";
import type { RoomContext } from "./contract.ts";
import type { RoomCommand } from "./rules/commands.ts";

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

/** Whether a command names members or tags, which only the organization object knows. */
export const needsLookup = (command: Command): boolean => "memberId" in command || "tagId" in command;

/** A command with what it needs to be decided, or the refusal that nothing can be found for it. */
export async function resolveCommand(
  caller: Caller,
  command: Command,
  organization: Pick<OrganizationApi, "lookup">,
): Promise<RoomCommand | Refusal> {
  if (caller.kind === "visitor") return refusal("forbidden");
  const memberIds = "memberId" in command ? [command.memberId] : [];
  const tagIds = "tagId" in command ? [command.tagId] : [];
  try {
    const { members, tags } = await organization.lookup({ memberIds, tagIds });
    return {
      from: "member",
      member: caller.member,
      command: command as MemberCommand,
      target: members[0],
      tag: tags[0],
    };
  } catch {
    return refusal("unavailable", { retryAfterMs: 1_000 });
  }
}

/** The same for commands that need no look-up. */
export const plainCommand = (caller: Caller, command: Command, context: RoomContext): RoomCommand =>
  caller.kind === "visitor"
    ? { from: "contact", context, command: command as VisitorCommand }
    : { from: "member", member: caller.member, command: command as MemberCommand };
