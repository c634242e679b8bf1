import type { WidgetConfig } from "../protocol/webchat.schema.ts";
import type { Panel, PanelContext, Theme } from "./context.ts";
import { css } from "./css.ts";
import type { Language } from "./language.ts";
import { drawLauncher, dress } from "./launcher.ts";
import { mountPanel } from "./panel/entry.ts";

export type PreviewOptions = {
  language: Language;
  theme: Theme;
  isOpen: boolean;
  /** What the sample is made of, as panel/preview reads it. */
  attributes: PanelContext["attributes"];
};

export interface Preview {
  /** Draws at once; an option that is left out stays as it was. */
  update(config: WidgetConfig, options?: Partial<PreviewOptions>): void;
  /** Takes everything out of the container again. */
  destroy(): void;
}

/** Inside the box fixed things measure by it, and no longer by the window. */
const boxed = css`
.panel:not(.full) {
  width: min(380px, 100% - 2 * var(--gap));
  height: min(640px, 100% - var(--foot) - 80px);
}
.panel.full {
  top: 0;
  height: 100%;
}
`;
const BOX = "position:relative;width:100%;height:100%;overflow:hidden;contain:layout paint";

/**
 * Puts the real widget into `container`, which needs a height of its own: the same launcher and the same panel, with a
 * sample conversation, no network, and nothing stored. For pages where a widget is set up.
 */
export function mountPreview(container: HTMLElement, config: WidgetConfig, options: Partial<PreviewOptions>): Preview {
  let now: PreviewOptions = { language: "en", theme: "auto", isOpen: true, attributes: {}, ...options };
  const launcher = drawLauncher();
  const { host, root, button, show } = launcher;
  const context: { -readonly [K in keyof PanelContext]: PanelContext[K] } = {
    ...launcher,
    widgetId: config.widgetId,
    baseUrl: location.origin,
    config,
    emit: () => {},
    language: now.language,
    theme: now.theme,
    attributes: now.attributes,
    profile: {},
    identityToken: null,
    isPreview: true,
    mayGreet: true,
    fetchConfig: async () => context.config,
    onOpenChange(isOpen) {
      now.isOpen = isOpen;
      show({ isOpen });
    },
    onUnread: () => {},
  };

  const draw = (): void => {
    dress(host, context.config);
    show({ language: now.language, direction: getComputedStyle(container).direction });
  };
  draw();
  const box = document.createElement("div");
  box.style.cssText = BOX;
  box.append(host);
  container.append(box);
  const panel: Panel = mountPanel(context);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(boxed);
  root.adoptedStyleSheets.push(sheet);
  button.onclick = () => panel.setOpen(!panel.isOpen, false);
  panel.setOpen(now.isOpen, false);

  return {
    update(changed, given = {}) {
      now = { ...now, ...given };
      const { language, theme, attributes } = now;
      Object.assign(context, { config: changed, language, theme, attributes });
      draw();
      panel.refresh();
      panel.changed();
      panel.setOpen(now.isOpen, false);
    },
    destroy() {
      panel.destroy();
      box.remove();
    },
  };
}
