import type { Me } from "../../protocol/http.schema.ts";
import type { Action } from "../../protocol/roles.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";

/** Who looks, as decisions of the screen need it. Comfort only: the server checks everything again. */
export type Viewer = {
  memberId: string;
  name: string;
  role: Me["role"];
  permissions: ReadonlySet<Action>;
  session: Me["session"];
  /** Surveys that are on (ROOM-18). */
  surveys: Me["surveys"];
  /** The host allows reading only (EMBED-6). */
  isReadOnly: boolean;
};

export const viewerOf = (me: Me, isReadOnly: boolean): Viewer => ({
  memberId: me.memberId,
  name: me.name,
  role: me.role,
  permissions: new Set(me.permissions),
  session: me.session,
  surveys: me.surveys,
  isReadOnly,
});

export const may = (viewer: Viewer, action: Action): boolean => !viewer.isReadOnly && viewer.permissions.has(action);

/** ROLE-6: agents act in rooms they take part in; others wherever they see. */
export const mayIn = (viewer: Viewer, action: Action, room: Pick<RoomSummary, "participants">): boolean =>
  may(viewer, action) && (viewer.role !== "agent" || takesPart(viewer, room));

export const takesPart = (viewer: Pick<Viewer, "memberId">, room: Pick<RoomSummary, "participants">): boolean =>
  room.participants.some(({ memberId }) => memberId === viewer.memberId);

/** Same person, same rights, same clock. */
export function isSameViewer(a: Viewer | null, b: Viewer): boolean {
  const facts = (viewer: Viewer): string => JSON.stringify({ ...viewer, permissions: [...viewer.permissions].sort() });
  return a !== null && facts(a) === facts(b);
}
