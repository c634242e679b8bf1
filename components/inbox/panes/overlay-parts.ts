import { html, nothing, type TemplateResult } from "lit";
import type { ChoiceState } from "../control/choice-state.ts";
import type { InboxActions } from "../control/inbox-actions.ts";
import type { Overlays } from "../control/overlays.ts";
import type { RoomNavigation } from "../control/room-navigation.ts";
import type { Desk } from "../desk.ts";
import type { InboxModel } from "../inbox-model.ts";

import type { SearchForEvent } from "../palette/palette.ts";
import type { SapaSearch } from "../search/search.ts";

type OverlayParts = {
  desk: Desk;
  model: InboxModel;
  overlays: Overlays;
  actions: InboxActions;
  navigation: RoomNavigation;
  choice: ChoiceState;
};

/** What lies above the panes: the palette, the sheet of keys, the dialog of the expired rooms. */
export function overlayParts({ desk, model, overlays, ...parts }: OverlayParts): TemplateResult {
  const { text } = desk;
  return html`${
    overlays.isOpen("palette")
      ? html`<sapa-palette
          .desk=${desk}
          .actions=${parts.actions}
          .navigation=${parts.navigation}
          .choice=${parts.choice}
          .text=${text}
          @search-for=${async ({ words }: SearchForEvent) => {
            const search = await overlays.open<SapaSearch>("search");
            search?.search(words, "conversation");
          }}
          @end=${() => overlays.close("palette")}
        ></sapa-palette>`
      : nothing
  }
  ${
    overlays.isOpen("help")
      ? html`<sapa-shortcut-sheet
          .actions=${parts.actions}
          .places=${desk.inbox.places}
          .text=${text}
          @end=${() => overlays.close("help")}
        ></sapa-shortcut-sheet>`
      : nothing
  }
  ${
    overlays.isOpen("expired")
      ? html`<sapa-resolve-expired
          .connection=${model.connection}
          .text=${text}
          .viewer=${model.viewer}
          @end=${() => overlays.close("expired")}
        ></sapa-resolve-expired>`
      : nothing
  }`;
}
