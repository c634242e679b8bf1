import type { Action } from "../../protocol/roles.ts";
import type { Language } from "../strings/localizer.ts";

/** A person went to another address inside the shell. `isReplacing`: the step is not one to come back to. */
export class GoEvent extends Event {
  readonly address: string;
  readonly isReplacing: boolean;
  constructor(address: string, isReplacing = false) {
    super("go", { bubbles: true, composed: true });
    this.address = address;
    this.isReplacing = isReplacing;
  }
}

/** How many rooms wait for somebody, for title and favicon (LIST-6). */
export class WaitingEvent extends Event {
  readonly unassigned: number;
  constructor(unassigned: number) {
    super("waiting", { bubbles: true, composed: true });
    this.unassigned = unassigned;
  }
}

/** What the member may open, as soon as it is known and whenever it changes (NAV-1). */
export class RightsKnownEvent extends Event {
  readonly permissions: readonly Action[];
  constructor(permissions: readonly Action[]) {
    super("rights-known", { bubbles: true, composed: true });
    this.permissions = permissions;
  }
}

/** A person chose a language. */
export class LanguageChosenEvent extends Event {
  readonly language: Language;
  constructor(language: Language) {
    super("language-chosen", { bubbles: true, composed: true });
    this.language = language;
  }
}

/** The server told the member's language, or the organization's (I18N-2). */
export class LanguageKnownEvent extends Event {
  readonly language: Language;
  constructor(language: Language) {
    super("language-known", { bubbles: true, composed: true });
    this.language = language;
  }
}

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** A person chose a theme. */
export class ThemeChosenEvent extends Event {
  readonly theme: Theme;
  constructor(theme: Theme) {
    super("theme-chosen", { bubbles: true, composed: true });
    this.theme = theme;
  }
}

/** A person wants to sign out of this browser. */
export class SignOutEvent extends Event {
  constructor() {
    super("sign-out", { bubbles: true, composed: true });
  }
}
