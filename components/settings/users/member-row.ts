import { html, nothing, type TemplateResult } from "lit";
import type { MemberDetail } from "../../../protocol/accounts.schema.ts";
import type { Division } from "../../../protocol/settings.schema.ts";
import { hueOf, initials } from "../../inbox/people.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { avatar } from "../../ui/avatar.ts";
import { icons } from "../../ui/icons.ts";
import type { SapaPopover } from "../../ui/popover.ts";
import { settingsTexts } from "../settings-texts.ts";
import { actsOf, isDangerous, type MemberAct } from "./member-acts.ts";
import { divisionNames } from "./member-draft.ts";

type Row = {
  text: Localizer;
  divisions: readonly Division[];
  ownMemberId: string | undefined;
  /** A link to the member's own page, and the way there; null: nobody is edited on this screen (ROLE-19). */
  edit: { link: (inner: TemplateResult, name: string) => TemplateResult; onOpen: () => void } | null;
  onAct: (act: MemberAct) => void;
};

/** One member in the table; needs `usersStyles`, `avatarStyles` and `menuStyles`. */
export function memberRow(member: MemberDetail, row: Row): TemplateResult {
  const { text, divisions } = row;
  const { t } = settingsTexts(text);
  const { memberId, name, email, role, state, lastSeenAt } = member;
  // The words of a row are its own; what has a job of its own in it keeps it.
  const handleClick = (event: Event): void => {
    if (!(event.target as Element).closest("a, button, sapa-popover")) row.edit?.onOpen();
  };
  return html`<tr class="row ${state}" @click=${handleClick}>
    <td class="col-name">
      <span class="who">
        ${avatar({ initials: initials(name), hue: hueOf(memberId), size: "medium" })}
        <span>
          <span class="name" dir="auto">${name}</span> ${badges(member, row)}
          <br /><span class="mail">${email}</span>
        </span>
      </span>
    </td>
    <td class="col-role">${text.t(`role.${role}`)}</td>
    <td class="col-division" dir="auto">${divisionNames(member.divisionIds, divisions, t("users.general"))}</td>
    <td class="col-state"><span class="state-mark ${state}">${stateWords(member, text)}</span></td>
    <td class="col-seen quiet">${lastSeenAt === null ? t("users.never") : text.activity(lastSeenAt, Date.now())}</td>
    <td class="col-acts">
      <div class="acts">
        ${row.edit?.link(html`${t("users.edit")}`, t("users.editNamed", { name })) ?? html`<span></span>`}${actsMenu(member, row)}
      </div>
    </td>
  </tr>`;
}

function badges({ isOwner, memberId }: MemberDetail, { text, ownMemberId }: Row): TemplateResult {
  const { t } = settingsTexts(text);
  return html`${isOwner ? html`<span class="badge">${t("users.owner")}</span> ` : nothing}${
    memberId === ownMemberId ? html`<span class="badge">${t("users.you")}</span>` : nothing
  }`;
}

/** In words, with the end of the link that somebody was mailed. */
function stateWords({ state, linkExpiresAt }: MemberDetail, text: Localizer): string {
  const { t } = settingsTexts(text);
  const words = t(`users.state.${state}`);
  if (state === "active" || state === "inactive") return words;
  return linkExpiresAt === null || linkExpiresAt <= Date.now()
    ? t("users.stateOver", { state: words })
    : t("users.stateUntil", { state: words, time: text.date(linkExpiresAt) });
}

function actsMenu(member: MemberDetail, { text, ownMemberId, onAct }: Row): TemplateResult | typeof nothing {
  const { t } = settingsTexts(text);
  const acts = actsOf(member, ownMemberId);
  if (acts.length === 0) return nothing;
  const label = t("users.actsOf", { name: member.name });
  return html`<sapa-popover side="end">
    <button class="button icon-only" slot="trigger" type="button" aria-haspopup="menu" aria-label=${label} data-tip=${text.t("common.more")}>
      ${icons.ellipsisVertical}
    </button>
    <div class="menu" role="menu" aria-label=${label}>
      ${acts.map(
        (act) => html`<button
          class="menu-item ${isDangerous(act) ? "danger" : ""}"
          role="menuitem"
          type="button"
          @click=${(event: Event) => {
            (event.target as Element).closest<SapaPopover>("sapa-popover")?.hide();
            onAct(act);
          }}
        >
          <span class="grow">${t(`users.${act}`)}</span>
        </button>`,
      )}
    </div>
  </sapa-popover>`;
}
