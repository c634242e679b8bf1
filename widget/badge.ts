import type { EagerContext } from "./context.ts";
import { css } from "./css.ts";
import type { Language } from "./language.ts";

const badgeCss = css`
.badge {
  position: absolute;
  inset: -3px -3px auto auto;
  min-width: 10px;
  padding: 0 4px;
  border: 2px solid #fff;
  border-radius: 12px;
  background: #c62f2f;
  color: #fff;
  text-align: center;
}
`;

const WORDS: Record<Language, (count: string) => string> = {
  en: (count) => (count === "1" ? "1 unread message" : `${count} unread messages`),
  id: (count) => `${count} pesan belum dibaca`,
};

/**
 * The number of unread messages on the launcher (WIDGET-18), seen and said while the panel is closed. Nobody can have any
 * before the panel is there, so that it is drawn late.
 * @returns draws it anew after whatever the launcher says of itself.
 */
export function createBadge(eager: EagerContext): (isOpen: boolean, unread: number) => void {
  const { root, button } = eager;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(badgeCss);
  root.adoptedStyleSheets.push(sheet);
  const badge = document.createElement("span");
  badge.className = "badge";
  button.append(badge);

  return (isOpen, unread) => {
    const count = unread > 99 ? "99+" : String(unread);
    badge.hidden = isOpen || unread === 0;
    badge.textContent = count;
    const own = button.getAttribute("aria-label")?.split(",")[0] ?? "";
    button.setAttribute("aria-label", badge.hidden ? own : `${own}, ${WORDS[eager.language](count)}`);
  };
}
