import { html, nothing, type TemplateResult } from "lit";
import type { Me } from "../../protocol/http.schema.ts";
import type { Localizer } from "../strings/localizer.ts";
import { shellTexts } from "../strings/shell.ts";
import { icons } from "../ui/icons.ts";

/** PRIVACY-7: admins see when the organization will be gone, and whom to ask. */
export function deletionBanner(me: Me | null, text: Localizer): TemplateResult | typeof nothing {
  if (!me?.deletion) return nothing;
  const { at, support } = me.deletion;
  const { t } = shellTexts(text);
  return html`<p class="banner" role="status">
    ${icons.info}
    <span>
      ${t("shell.deletion", { organization: me.organization.name, date: text.date(at) })}
      ${
        support
          ? html`${t("shell.deletionHelp")} <a class="link" href=${support.url} rel="noreferrer" dir="auto">${support.text}</a>`
          : nothing
      }
    </span>
  </p>`;
}
