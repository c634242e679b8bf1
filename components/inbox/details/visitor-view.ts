import { html, nothing, type TemplateResult } from "lit";
import type { VisitorContext } from "../../../protocol/room-frames.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { addressText, hostOf, isWebAddress } from "./addresses.ts";

type Site = {
  visitor: VisitorContext;
  /** What is known is of this moment. */
  isLive: boolean;
  text: Localizer;
};

/** BEY-12: where the visitor is, how they came, and what the page says of them. */
export function visitorView({ visitor, isLive, text }: Site): TemplateResult {
  const { page, attributes, at } = visitor;
  const isHere = visitor.isHere && isLive;
  const from = hostOf(page.referrer);
  const said = Object.entries(attributes);
  return html`<p class="whereabouts ${isHere ? "is-here" : ""}">
      <span class="light" aria-hidden="true"></span>${isHere ? text.t("site.here") : text.t("site.lastSeen", { time: text.dateTime(at) })}
    </p>
    <dl>
      ${page.url === "" ? nothing : html`<dt>${text.t("site.page")}</dt><dd>${pageView(page, text)}</dd>`}
      ${from === null ? nothing : html`<dt>${text.t("site.cameFrom")}</dt><dd data-tip=${addressText(page.referrer, 300)}><bdi>${from}</bdi></dd>`}
    </dl>
    ${
      said.length === 0
        ? nothing
        : html`<h4>${text.t("site.says")}</h4>
            <dl class="said">
              ${said.map(([name, value]) => html`<dt><bdi>${name}</bdi></dt><dd class="numbers"><bdi>${valueText(value, text)}</bdi></dd>`)}
            </dl>`
    }`;
}

/** The address comes from the visitor's page: a link only where it is one, which tells nothing of this page. */
function pageView({ url, title }: VisitorContext["page"], text: Localizer): TemplateResult {
  const shown = addressText(url);
  const words = html`${title.trim() === "" ? nothing : html`<b><bdi>${title}</bdi></b>`}<span class="address"><bdi dir="ltr">${shown}</bdi></span>`;
  if (!isWebAddress(url)) return html`<span class="page">${words}</span>`;
  return html`<a class="page" href=${url} target="_blank" rel="noopener noreferrer nofollow" data-tip=${addressText(url, 300)}
    >${words}<span class="visually-hidden"> (${text.t("site.newTab")})</span></a
  >`;
}

function valueText(value: string | number | boolean, text: Localizer): string {
  if (typeof value === "number") return text.number(value);
  return typeof value === "boolean" ? text.t(value ? "site.yes" : "site.no") : value;
}
