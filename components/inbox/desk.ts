import type { PaneLayout } from "../controllers/pane-layout.ts";
import type { Localizer } from "../strings/localizer.ts";
import type { SapaInbox } from "./inbox.ts";
import type { InboxModel } from "./inbox-model.ts";
import type { Viewer } from "./viewer.ts";

/** What the parts of one inbox share: given to its panes and to the controllers in `control/`. */
export interface Desk {
  readonly inbox: SapaInbox;
  /** null before the first token and after the element has left the page. */
  readonly model: InboxModel | null;
  readonly viewer: Viewer | null;
  readonly text: Localizer;
  readonly layout: PaneLayout;
  /** Says something short at the bottom. */
  tell(words: string, isError?: boolean): void;
  /** Says in plain words why a call was refused, and tells the host its code. */
  tellRefused(error: unknown): void;
  /** An element of the inbox's own shadow root. */
  part<E extends Element>(selector: string): E | null;
  update(): void;
}
