import type { VisitorProfile } from "../protocol/webchat.schema.ts";
import { createBadge } from "./badge.ts";
import type { EagerContext, LatePanel, Panel, PanelContext, PanelModule, Theme } from "./context.ts";
import type { Attributes, Identity, Verbs } from "./public-types.ts";

type LateVerbs = Omit<Verbs, "open" | "close" | "toggle" | "show" | "hide">;

/** Calls come from the site's code as they are; what an agent could not be shown is left out. */
const isShown = (entry: [string, unknown]): entry is [string, string | number | boolean] =>
  ["string", "number", "boolean"].includes(typeof entry[1]);

/** What the site got wrong is its own to read, and keeps its visitors from no chat. */
function guarded(work: () => void): void {
  try {
    work();
  } catch (error) {
    console.error(error);
  }
}

/** Puts the panel behind the launcher, with what the site said before and says from now on. */
export function mountLate(
  eager: EagerContext,
  calls: readonly [verb: string, ...args: unknown[]][],
  { mountPanel }: PanelModule,
): LatePanel {
  let said: Attributes = {};
  let identityToken: PanelContext["identityToken"] = null;
  let mayGreet = eager.tag.consent !== "wait";
  let panel: Panel | undefined;
  let wasOpen = false;
  /** Before the panel is there, it finds what was prefilled when it comes. */
  const onceThere: (() => void)[] = [];

  let unread = 0;
  const badge = createBadge(eager);
  const { root, slot } = eager;
  /** Without those of the panel. */
  const sheets = [...root.adoptedStyleSheets];
  const drawBadge = (): void => badge(panel?.isOpen ?? false, unread);

  const context: PanelContext = {
    ...eager,
    onOpenChange(isOpen) {
      // A panel that replaces an open one is no news to the site.
      if (isOpen !== wasOpen) eager.onOpenChange(isOpen);
      wasOpen = isOpen;
      badge(isOpen, unread);
    },
    onUnread(count) {
      unread = count;
      drawBadge();
      eager.emit("unread:changed", { unread });
    },
    get config() {
      return eager.config;
    },
    get language() {
      return eager.language;
    },
    get theme() {
      return (eager.tag.theme ?? "auto") as Theme;
    },
    get attributes() {
      const { name, email, phone, ...attributes } = said;
      return attributes as PanelContext["attributes"];
    },
    get profile() {
      const given = { name: said.name, email: said.email, phone: said.phone };
      return Object.fromEntries(
        Object.entries(given).filter(([, value]) => typeof value === "string"),
      ) as VisitorProfile;
    },
    get identityToken() {
      return identityToken;
    },
    get mayGreet() {
      return mayGreet;
    },
    isPreview: false,
  };

  const withPanel = (work: () => void): void => {
    if (panel) work();
    else onceThere.push(work);
  };
  const changed = (): void => panel?.changed();

  const verbs: LateVerbs = {
    prefill: (text) => withPanel(() => panel?.prefill(String(text))),
    setLanguage(language) {
      eager.tag.language = language;
      eager.apply();
    },
    setTheme(theme) {
      eager.tag.theme = theme;
      eager.apply();
    },
    setAttributes(values) {
      said = Object.fromEntries(Object.entries({ ...said, ...values }).filter(isShown));
      changed();
    },
    identify({ token }: Identity) {
      identityToken = async () => (typeof token === "function" ? token() : token);
      changed();
    },
    consent() {
      mayGreet = true;
      changed();
    },
    logout() {
      said = {};
      identityToken = null;
      panel?.logout();
    },
  };

  const call = (verb: string, ...args: unknown[]): void => {
    if (Object.hasOwn(verbs, verb)) (verbs[verb as keyof LateVerbs] as (...values: unknown[]) => void)(...args);
  };

  for (const made of calls) guarded(() => call(...made));
  let shown = mountPanel(context);
  panel = shown;
  for (const work of onceThere) guarded(work);
  drawBadge();
  return {
    setOpen: (isOpen, takeFocus) => shown.setOpen(isOpen, takeFocus),
    refresh() {
      drawBadge();
      shown.refresh();
    },
    destroy: () => shown.destroy(),
    call,
    replace(newer) {
      const hadFocus = slot.contains(root.activeElement);
      const draft = shown.handOver();
      if (draft === undefined) return;
      root.adoptedStyleSheets = sheets;
      slot.replaceChildren();
      panel = shown = newer.mountPanel(context);
      shown.prefill(draft);
      if (wasOpen) shown.setOpen(true, false);
      if (hadFocus) slot.querySelector("textarea")?.focus();
    },
  };
}
