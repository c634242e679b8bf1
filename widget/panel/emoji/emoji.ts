import { css as style } from "../../css.ts";
import { type Content, h } from "../dom.ts";
import { Popover } from "../popover.ts";
import type { Core } from "../state.ts";

const EMOJI =
  "😀 😂 🤣 😊 😍 😘 😎 🤔 😅 🙃 😉 😢 😭 😡 😱 😴 🤗 🙄 🤩 🥳 👍 👎 👌 🙏 👏 💪 👋 🤝 ❤️ 💔 🔥 ✨ 🎉 💯 ✅ ❌ ⭐ ☕ 🎁 🚀".split(
    " ",
  );
const COLUMNS = 8;

/** The emoji people use most, as the system draws them. */
export function open(core: Core) {
  const popover = new Popover(core, "emoji", ".smile");

  function insert(emoji: string): void {
    const area = core.context.slot.querySelector<HTMLTextAreaElement>("footer textarea");
    if (!area) return;
    area.setRangeText(emoji, area.selectionStart, area.selectionEnd, "end");
    core.actions.write(area.value);
    popover.close(false);
    area.focus();
  }

  return {
    toggle: popover.toggle,
    view: (): Content =>
      popover.isShown &&
      h(
        "div.emoji pop",
        { role: "group", "aria-label": core.state.strings.emoji, ...popover.handlers(COLUMNS) },
        ...EMOJI.map((emoji, index) =>
          h(
            "button",
            { key: emoji, type: "button", tabindex: index ? "-1" : "0", onclick: () => insert(emoji) },
            emoji,
          ),
        ),
      ),
  };
}

export const css = style`
footer { position: relative; }
.emoji { inset: auto 12px calc(100% - 4px); display: grid; grid-template-columns: repeat(8, 1fr); }
.panel .emoji button { display: grid; place-items: center; min-height: 36px; border-radius: 8px; font-size: 22px; line-height: 1; }
.emoji button:hover { background: var(--sunken); }
@media (pointer: coarse) { .panel .emoji button { min-height: 44px; } }
`;
