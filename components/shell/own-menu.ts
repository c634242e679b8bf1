import { html, nothing, type TemplateResult } from "lit";
import { LANGUAGES, type Localizer } from "../strings/localizer.ts";
import { shellTexts } from "../strings/shell.ts";
import { icons } from "../ui/icons.ts";
import type { Account } from "./account.ts";
import { LanguageChosenEvent, THEMES, type Theme, ThemeChosenEvent } from "./events.ts";
import { LANGUAGE_NAMES } from "./sign-in/screen.ts";

const THEME_TEXTS = { system: "shell.themeSystem", light: "shell.themeLight", dark: "shell.themeDark" } as const;
export type OwnMenu = {
  account: Account;
  text: Localizer;
  theme: Theme;
  onProfile: () => void;
  onSignOut: () => void;
  onOrganization: (organizationId: string) => void;
  /** A language or a theme was chosen: the event to fire. */
  onChosen: (event: Event) => void;
};

/** What one sets for oneself: profile, language, theme, organization, sign out. */
export function ownMenu(menu: OwnMenu): TemplateResult {
  const { text, account, onChosen } = menu;
  const { t } = shellTexts(text);
  const { session } = account;
  return html`<div class="menu" role="menu" aria-label=${t("shell.profile")}>
    <div class="identity" role="presentation">
      <p class="name truncate">${session?.account.name ?? ""}</p>
      <p class="mail truncate">${session?.account.email}</p>
    </div>
    <hr class="menu-line" />
    <button class="menu-item" role="menuitem" type="button" @click=${menu.onProfile}>
      ${icons.userRound}<span class="grow">${t("shell.profileTitle")}</span>
    </button>
    <p class="menu-title" role="presentation">${t("shell.language")}</p>
    ${LANGUAGES.map((language) =>
      choice(LANGUAGE_NAMES[language], text.language === language, () => onChosen(new LanguageChosenEvent(language))),
    )}
    <p class="menu-title" role="presentation">${t("shell.theme")}</p>
    ${THEMES.map((theme) =>
      choice(t(THEME_TEXTS[theme]), menu.theme === theme, () => onChosen(new ThemeChosenEvent(theme))),
    )}
    ${(session?.memberships.length ?? 0) > 1 ? organizations(menu) : nothing}
    <hr class="menu-line" />
    <button class="menu-item" role="menuitem" type="button" @click=${menu.onSignOut}>
      ${icons.logOut}<span class="grow">${t("shell.signOut")}</span>
    </button>
  </div>`;
}

const choice = (label: string, isChosen: boolean, onClick: () => void, icon: unknown = nothing): TemplateResult =>
  html`<button class="menu-item" role="menuitemradio" type="button" aria-checked=${isChosen} @click=${onClick}>
    ${icon}<span class="grow truncate">${label}</span>${isChosen ? icons.check : nothing}
  </button>`;

function organizations({ account, text, onOrganization }: OwnMenu): TemplateResult {
  const { memberships = [], current } = account.session ?? {};
  return html`<p class="menu-title" role="presentation">${shellTexts(text).t("shell.switchOrganization")}</p>
    ${memberships.map(({ organizationId, organizationName }) =>
      choice(
        organizationName,
        organizationId === current?.organizationId,
        () => onOrganization(organizationId),
        icons.building,
      ),
    )}`;
}
