import { html, nothing, type TemplateResult } from "lit";
import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { icons } from "../../ui/icons.ts";
import { joinNames } from "../people.ts";
import { roomIcons } from "../room-icons.ts";
import type { ReplyState } from "./composer-view.ts";

type Panel = {
  reply: Exclude<ReplyState, { kind: "write" }>;
  text: Localizer;
  /** Unsent text that waits behind the lock. */
  draft: string;
  onCommand: (command: MemberCommand) => void;
  onCopyDraft: () => void;
};

/** Where no answer can be written: why that is so, and the one thing that is possible. */
export function composerPanel(panel: Panel): TemplateResult {
  const { reply, text, draft } = panel;
  const { icon, main, more } = whyOf(reply, text);
  return html`<div class="panel">
    <div class="why is-${reply.kind}">
      ${icon}
      <p><b><bdi>${main}</bdi></b><bdi>${more ?? nothing}</bdi></p>
    </div>
    ${actionOf(panel)}
    ${
      draft.trim() === ""
        ? nothing
        : html`<div class="kept">
            <span>${text.t("composer.draftKept")}</span><q class="truncate" dir="auto">${draft}</q>
            <button class="button small" type="button" @click=${panel.onCopyDraft}>${icons.copy}${text.t("common.copy")}</button>
          </div>`
    }
  </div>`;
}

function actionOf({ reply, text, onCommand }: Panel): TemplateResult | typeof nothing {
  if (reply.kind === "take_over")
    return html`<button class="button primary" type="button" @click=${() => onCommand({ type: "room.take" })}>
      ${icons.hand}${text.t("room.takeOver")}
    </button>`;
  if (reply.kind === "blocked" && reply.mayUnblock)
    return html`<button class="button" type="button" @click=${() => onCommand({ type: "contact.unblock" })}>
      ${text.t("block.unblock")}
    </button>`;
  // The place of the form; what it sends comes with the channel.
  if ((reply.kind === "expired" || reply.kind === "resolved") && reply.hasTemplates)
    return html`<button class="button" type="button" aria-disabled="true" data-tip=${text.t("composer.noTemplates")}>
      ${text.t("composer.sendTemplate")}
    </button>`;
  return nothing;
}

type Why = { icon: TemplateResult; main: string; more?: string };

function whyOf(reply: Panel["reply"], text: Localizer): Why {
  switch (reply.kind) {
    case "blocked":
      return { icon: roomIcons.userX, main: text.t("block.active"), more: text.t("block.activeText") };
    case "off":
      return { icon: icons.ban, main: text.t("composer.off"), more: text.t("composer.offText") };
    case "resolved":
      return {
        icon: icons.badgeCheck,
        main: text.t("composer.resolved"),
        ...(reply.isWebchat ? { more: text.t("composer.resolvedWebchat") } : {}),
      };
    case "campaign":
      return { icon: icons.info, main: text.t("composer.campaign") };
    case "expired":
      return { icon: icons.clock, main: text.t("composer.expired") };
    case "take_over":
      return { icon: icons.hand, main: text.t("composer.takeOverTitle"), more: text.t("composer.takeOverText") };
    case "not_yours":
      return {
        icon: icons.usersRound,
        main:
          reply.names.length > 0
            ? text.t("composer.notYours", { names: joinNames(reply.names) })
            : text.t("composer.readOnly"),
      };
    default:
      return { icon: icons.eye, main: text.t("composer.readOnly") };
  }
}
