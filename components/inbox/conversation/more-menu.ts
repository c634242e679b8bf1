import { html, nothing, type TemplateResult } from "lit";
import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { icons } from "../../ui/icons.ts";
import { roomIcons } from "../room-icons.ts";
import type { RoomActions } from "./room-actions.ts";
import type { PlainDialog } from "./room-dialog.ts";

type Menu = {
  room: RoomSummary;
  actions: RoomActions;
  text: Localizer;
  link: string | null;
  onCommand: (command: MemberCommand) => void;
  onGive: (giving: "room.assign" | "room.hand_over") => void;
  onDialog: (dialog: PlainDialog) => void;
  onCopyLink: () => void;
  onMarkUnread: () => void;
};

/** The rest of what can be done with a room. On narrow containers the header's own buttons stand here too. */
export function moreItems(menu: Menu): TemplateResult[] {
  const { room, actions, text, onCommand, onGive, onDialog } = menu;
  const items: (TemplateResult | false)[] = [
    actions.take && item("narrow", icons.hand, text.t("room.takeOver"), () => onCommand({ type: "room.take" })),
    actions.assign === "yes" &&
      item("narrow", icons.userPlus, text.t("room.addAgentLabel"), () => onGive("room.assign")),
    actions.handOver === "yes" &&
      item("narrow", icons.arrowRightLeft, text.t("room.handOver"), () => onGive("room.hand_over")),
    actions.snooze &&
      (room.snoozedUntil === null
        ? item("", roomIcons.moon, text.t("snooze.menu"), () => onDialog("snooze"))
        : item("", roomIcons.moon, text.t("snooze.end"), () => onCommand({ type: "room.unsnooze" }))),
    actions.markUnread && item("", roomIcons.mailOpen, text.t("room.markUnread"), menu.onMarkUnread),
    actions.move && item("", icons.building, text.t("move.menu"), () => onDialog("move")),
    actions.autoResolve && autoResolveItem(menu),
    menu.link !== null && item("", icons.link, text.t("room.copyLink"), menu.onCopyLink),
    actions.transcript && item("", roomIcons.fileText, text.t("transcript.menu"), () => onDialog("transcript")),
    actions.replay && item("", icons.rotateCcw, text.t("replay.menu"), () => onDialog("replay")),
    actions.leave && item("", icons.doorOpen, text.t("room.leave"), () => onCommand({ type: "room.leave" })),
    actions.block && item("tiny danger", roomIcons.userX, text.t("block.menu"), () => onDialog("block")),
  ];
  return items.filter((one): one is TemplateResult => one !== false);
}

/** ROOM-22: "Do not auto resolve" is on while it may not. */
function autoResolveItem({ room, text, onCommand }: Menu): TemplateResult {
  const isOn = !room.mayAutoResolve;
  return html`<button
    class="menu-item"
    type="button"
    role="menuitemcheckbox"
    aria-checked=${isOn}
    tabindex="-1"
    @click=${() => onCommand({ type: "conversation.set_auto_resolve", isAllowed: isOn })}
  >
    ${roomIcons.timerOff}<span class="grow">${text.t("room.noAutoResolve")}</span>${isOn ? icons.check : nothing}
  </button>`;
}

const item = (
  className: string,
  icon: TemplateResult,
  label: string,
  onClick: () => void,
): TemplateResult => html`<button
  class="menu-item ${className}"
  type="button"
  role="menuitem"
  tabindex="-1"
  @click=${onClick}
>
  ${icon}<span class="grow">${label}</span>
</button>`;
