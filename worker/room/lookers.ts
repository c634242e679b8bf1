import type { Peer } from "./peer.ts";
import type { RoomSockets } from "./sockets.ts";

/** ROOM-27: who of the staff has the room open, for the staff; a further tab of somebody changes nothing for others. */
export function showLookers(sockets: RoomSockets, changed: Peer, now: number): void {
  const isFurtherTab = [...sockets.peers].some(
    (peer) => peer !== changed && peer.isGreeted && peer.participant === changed.participant,
  );
  const lookers = new Map<string, string>();
  for (const { caller, isGreeted } of sockets.peers)
    if (isGreeted && caller.kind === "member") lookers.set(caller.member.memberId, caller.member.name);
  const frame = { type: "lookers" as const, lookers: [...lookers].map(([memberId, name]) => ({ memberId, name })) };
  if (!isFurtherTab) sockets.broadcast((peer) => (peer.isVisitor ? null : frame), now);
  else if (sockets.peer(changed.socket) === changed) sockets.send(changed, frame);
}
