/** What site owners write against. No imports: this file is a part of the npm package. */

export type Theme = "light" | "dark" | "auto";

/** Times are milliseconds UTC. */
export type WidgetEvents = {
  ready: { widgetId: string };
  opened: Record<never, never>;
  closed: Record<never, never>;
  "message:received": { text: string; author: string; at: number };
  "message:sent": { id: string; text: string; at: number };
  "unread:changed": { unread: number };
  resolved: { at: number };
  error: { code: string };
};

/** Name, email and phone fill the contact, unverified; everything else is shown to agents as it is. */
export type Attributes = {
  name?: string;
  email?: string;
  phone?: string;
  [name: string]: string | number | boolean | undefined;
};

/** A JWT made by the site's server, or what gives a fresh one whenever one is needed (WIDGET-19). */
export type Identity = { token: string | (() => string | Promise<string>) };

/** Verbs of `Sapa(verb, …)` besides `on` and `destroy`, which work from the first moment. */
export type Verbs = {
  open(): void;
  close(): void;
  toggle(): void;
  show(): void;
  hide(): void;
  prefill(text: string): void;
  setLanguage(language: string): void;
  setTheme(theme: Theme): void;
  setAttributes(values: Attributes): void;
  identify(identity: Identity): void;
  consent(): void;
  logout(): void;
};

/** The attributes of the script tag, without `data-`; what is not there is undefined. */
export type TagOptions = {
  language?: string | undefined;
  theme?: string | undefined;
  /** Selector of the site's own buttons, in the place of ours. */
  launcher?: string | undefined;
  /** `mailto:`, `tel:` or `https:` address, offered while the chat cannot be had (WIDGET-22). */
  fallback?: string | undefined;
  /** "wait": no greeting before `Sapa("consent")` (BEY-13). */
  consent?: string | undefined;
};
