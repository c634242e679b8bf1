import type { TokenSource } from "../../../client/types.ts";
import { css as style } from "../../css.ts";
import { type Content, h } from "../dom.ts";
import { icon } from "../icons.ts";
import { Popover } from "../popover.ts";
import type { Core } from "../state.ts";
import { MENU_STRINGS } from "./strings.ts";

const SOUND = "M11 5 6 9H3v6h3l5 4zM15.5 8.5a5 5 0 0 1 0 7M18.5 5.5a9 9 0 0 1 0 13";
const MUTED = "M11 5 6 9H3v6h3l5 4zM22 9l-6 6M16 9l6 6";
const SAVE = "M12 4v12M7 11l5 5 5-5M4 20h16";

/** The conversation as plain text; null: not to be had now. */
async function transcriptOf(tokens: TokenSource, address: string): Promise<Blob | null> {
  const ask = (token: string): Promise<Response> =>
    fetch(address, { credentials: "omit", headers: { authorization: `Bearer ${token}` } });
  try {
    let response = await ask(await tokens.get());
    if (response.status === 401) response = await ask(await tokens.renew());
    return response.ok ? await response.blob() : null;
  } catch {
    return null;
  }
}

/** What stands behind the three points: the sound's switch and the transcript. */
export function open(core: Core) {
  const popover = new Popover(core, "menu", ".more");
  let hasFailed = false;

  async function save(): Promise<void> {
    hasFailed = false;
    const { chat, state } = core;
    // In the words and by the clock that the visitor sees.
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const query = new URLSearchParams({ language: state.strings.language, timeZone });
    const text = await transcriptOf(chat.tokens, `${chat.address("transcript")}&${query}`);
    hasFailed = !text;
    core.update();
    if (!text) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(text);
    link.download = `${state.config.organizationName}.txt`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    popover.close();
  }

  return {
    get isShown() {
      return popover.isShown;
    },
    toggle: popover.toggle,
    view(): Content {
      if (!popover.isShown) return null;
      const strings = MENU_STRINGS[core.state.strings.language];
      const isMuted = !!core.entry.read().isMuted;
      return h(
        "div.menu pop",
        { role: "menu", "aria-label": core.state.strings.menu, ...popover.handlers(1) },
        h(
          "button",
          {
            type: "button",
            role: "menuitemcheckbox",
            "aria-checked": String(!isMuted),
            onclick() {
              core.entry.update({ isMuted: !isMuted });
              core.update();
            },
          },
          icon(isMuted ? MUTED : SOUND),
          h("span", null, strings.sound),
          h("small", { "aria-hidden": "true" }, isMuted ? strings.off : strings.on),
        ),
        h(
          "button",
          { type: "button", role: "menuitem", disabled: !core.state.view?.events.length, onclick: () => void save() },
          icon(SAVE),
          h("span", null, strings.transcript),
        ),
        hasFailed && h("p", { role: "alert" }, strings.failed),
      );
    },
  };
}

export const css = style`
header { position: relative; }
.pop { position: absolute; z-index: 2; padding: 6px; border-radius: 14px; background: var(--surface); box-shadow: 0 0 0 1px var(--line), 0 12px 32px rgb(16 24 40 / 0.2); animation: rise 0.12s ease-out; }
.menu { inset: calc(100% - 8px) 8px auto auto; inset-inline: auto 8px; min-width: 220px; }
.panel .menu button { display: flex; align-items: center; gap: 10px; width: 100%; padding: 9px 10px; border-radius: 8px; font-size: 14px; }
.menu button:hover { background: var(--sunken); }
.panel .menu button:disabled { color: var(--muted); cursor: default; }
.menu svg { flex: none; color: var(--muted); }
.menu span { flex: 1; }
.menu small { color: var(--muted); font-size: 13px; }
.menu p { padding: 4px 10px 6px; color: var(--danger); font-size: 12px; }
@media (forced-colors: active) { .menu svg { color: inherit; } }
@media (pointer: coarse) { .panel .menu button { min-height: 44px; } }
`;
