import type { Me } from "../../protocol/http.schema.ts";
import type { Action } from "../../protocol/roles.ts";

/** Who looks, as decisions of the screen need it. Comfort only: the server checks everything again. */
export type Viewer = {
  memberId: string;
  name: string;
  role: Me["role"];
  permissions: ReadonlySet<Action>;
  session: Me["session"];
  /** The host allows reading only (EMBED-6). */
  isReadOnly: boolean;
};

export const viewerOf = (me: Me, isReadOnly: boolean): Viewer => ({
  memberId: me.memberId,
  name: me.name,
  role: me.role,
  permissions: new Set(me.permissions),
  session: me.session,
  isReadOnly,
});

export const may = (viewer: Viewer, action: Action): boolean => !viewer.isReadOnly && viewer.permissions.has(action);
