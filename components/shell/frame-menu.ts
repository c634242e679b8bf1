import { html, type TemplateResult } from "lit";
import type { Action } from "../../protocol/roles.ts";
import type { Localizer } from "../strings/localizer.ts";
import { PAGES } from "./pages.ts";
import type { Route } from "./routes.ts";

type Menu = {
  permissions: readonly Action[];
  route: Route;
  text: Localizer;
  onLink: (event: MouseEvent, address: string) => void;
};

/** NAV-1: a menu is there exactly if the role may open it. */
export const menuItems = ({ permissions, route, text, onLink }: Menu): TemplateResult[] =>
  PAGES.filter(({ action }) => permissions.includes(action)).map(
    ({ page, name, icon }) => html`<a
      class="item"
      href="/${page}"
      aria-current=${route.name === page ? "page" : "false"}
      title=${name(text)}
      @click=${(event: MouseEvent) => onLink(event, `/${page}`)}
      >${icon}<span class="label truncate">${name(text)}</span></a
    >`,
  );
