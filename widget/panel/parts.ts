import type { Core } from "./state.ts";

type PartModule<T> = { open(core: Core): T; css?: string };
/** What is loaded; undefined: not yet, it is then asked for, and the panel draws anew. `then` runs once it is there. */
export type Part<T> = (then?: (part: T) => void) => T | undefined;

export function adopt(root: ShadowRoot, css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets.push(sheet);
}

/** What not everybody needs at once, each in a file of its own. */
export function createParts(core: Core) {
  const part = <T>(load: () => Promise<PartModule<T>>): Part<T> => {
    let loading: Promise<void> | undefined;
    let got: T | undefined;
    return (then) => {
      // Drawing alone asks no more until the visitor does.
      if (!then && core.state.isPartLost) return got;
      loading ??= load()
        .then(
          ({ open, css }) => {
            if (core.signal.aborted) return;
            if (css) adopt(core.context.root, css);
            got = open(core);
          },
          // Asked again when it is needed again.
          () => {
            loading = undefined;
          },
        )
        .then(() => core.update({ isPartLost: !got }));
      if (then) void loading.then(() => got && then(got));
      return got;
    };
  };
  return {
    files: part(() => import("./files/files.ts")),
    menu: part(() => import("./menu/menu.ts")),
    emoji: part(() => import("./emoji/emoji.ts")),
    form: part(() => import("./form/form.ts")),
    choices: part(() => import("./choices/choices.ts")),
    survey: part(() => import("./survey/survey.ts")),
    greeting: part(() => import("./greeting/greeting.ts")),
    alerts: part(() => import("./alerts/alerts.ts")),
    page: part(() => import("./page/page.ts")),
    preview: part(() => import("./preview/preview.ts")),
  };
}

export type Parts = ReturnType<typeof createParts>;
