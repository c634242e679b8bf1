/// <reference path="../ui/lucide.d.ts" />
import type { TemplateResult } from "lit";
import settingsSvg from "lucide-static/dist/esm/icons/settings.mjs";
import type { Action } from "../../protocol/roles.ts";
import type { Place } from "../inbox/places.ts";
import { pageOf } from "../settings/sections.ts";
import type { Localizer } from "../strings/localizer.ts";
import { settingsMenuTexts } from "../strings/settings-menu.ts";
import { icon, icons } from "../ui/icons.ts";
import type { Route } from "./routes.ts";

type Page = { page: "inbox" | "settings"; name: (text: Localizer) => string; icon: TemplateResult; action: Action };

/** Pages of the shell in the order of the menu (NAV); each area adds its own line. */
export const PAGES: readonly Page[] = [
  { page: "inbox", name: (text) => text.t("app.inbox"), icon: icons.inbox, action: "menu.inbox" },
  {
    page: "settings",
    name: (text) => settingsMenuTexts(text).t("settings"),
    icon: icon(settingsSvg),
    action: "menu.settings",
  },
];

/** What the top bar says. */
export const headingOf = (route: Route, text: Localizer): string =>
  PAGES.find(({ page }) => page === route.name)?.name(text) ?? "";

/** What the browser's tab says (NAV-4), the narrowest first. */
export function nameOf(route: Route, text: Localizer): string {
  if (route.name === "login") return text.t("login.button");
  if (route.name === "unknown") return text.t("shell.notFound");
  const section = route.name === "settings" ? pageOf(route.section) : null;
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
