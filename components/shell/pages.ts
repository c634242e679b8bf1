/// <reference path="../ui/lucide.d.ts" />
import type { TemplateResult } from "lit";
import cableSvg from "lucide-static/dist/esm/icons/cable.mjs";
import chartSvg from "lucide-static/dist/esm/icons/chart-column.mjs";
import contactSvg from "lucide-static/dist/esm/icons/contact-round.mjs";
import settingsSvg from "lucide-static/dist/esm/icons/settings.mjs";
import type { Action } from "../../protocol/roles.ts";
import type { Place } from "../inbox/places.ts";
import { pageOf } from "../settings/sections.ts";
import type { Localizer } from "../strings/localizer.ts";
import { settingsMenuTexts } from "../strings/settings-menu.ts";
import { shellTexts } from "../strings/shell.ts";
import { icon, icons } from "../ui/icons.ts";
import type { Route } from "./routes.ts";

type Page = {
  page: "inbox" | "contact" | "reports" | "integrations" | "settings";
  name: (text: Localizer) => string;
  icon: TemplateResult;
  action: Action;
};

/** Pages of the shell in the order of the menu (NAV); each area adds its own line. */
export const PAGES: readonly Page[] = [
  { page: "inbox", name: (text) => text.t("app.inbox"), icon: icons.inbox, action: "menu.inbox" },
  {
    page: "contact",
    name: (text) => shellTexts(text).t("shell.contact"),
    icon: icon(contactSvg),
    action: "menu.contact",
  },
  {
    page: "reports",
    name: (text) => shellTexts(text).t("shell.reports"),
    icon: icon(chartSvg),
    action: "menu.reports",
  },
  {
    page: "integrations",
    name: (text) => settingsMenuTexts(text).t("integrations"),
    icon: icon(cableSvg),
    action: "menu.integrations",
  },
  {
    page: "settings",
    name: (text) => settingsMenuTexts(text).t("settings"),
    icon: icon(settingsSvg),
    action: "menu.settings",
  },
];

/** What the top bar says. */
export const headingOf = (route: Route, text: Localizer): string =>
  route.name === "profile"
    ? shellTexts(text).t("shell.profileTitle")
    : (PAGES.find(({ page }) => page === route.name)?.name(text) ?? "");

/** The right that an address asks for; null: none. */
export const actionOf = (route: Route): Action | null =>
  route.name === "unknown" ? route.action : (PAGES.find(({ page }) => page === route.name)?.action ?? null);

/** What the browser's tab says (NAV-4), the narrowest first. `permissions` null: not known yet. */
export function nameOf(route: Route, text: Localizer, permissions: readonly Action[] | null): string {
  const { t } = shellTexts(text);
  if (route.name === "login") return t("login.button");
  if (route.name === "forgot") return t("login.forgot");
  if (route.name === "link") return t("link.title");
  const section = route.name === "settings" ? pageOf(route.section) : null;
  const actions = [actionOf(route), section?.action ?? null].filter((action) => action !== null);
  if (actions.some((action) => permissions?.includes(action) === false)) return t("shell.notForRole");
  if (route.name === "unknown") return t("shell.notFound");
  const heading = headingOf(route, text);
  return section ? `${settingsMenuTexts(text).t(section.text)} · ${heading}` : heading;
}

/** Where the inbox's palette and its G keys lead: each menu by the first letter that is its own. */
const KEYS: Readonly<Record<string, string>> = {
  inbox: "i",
  broadcast: "b",
  contact: "c",
  chatbot: "h",
  reports: "r",
  finance: "f",
  integrations: "n",
  settings: "s",
};

export const placesFor = (permissions: readonly Action[], text: Localizer): Place[] =>
  PAGES.filter(({ action }) => permissions.includes(action)).map(({ page, name }) => ({
    place: page,
    key: KEYS[page] ?? "",
    label: name(text),
  }));
