import { LIMITS } from "../../../protocol/limits.ts";
import { h, type View } from "../dom.ts";
import { count } from "../format.ts";
import { ICONS } from "../icons.ts";
import { isSendKey } from "../keys.ts";
import type { PanelActions, PanelState } from "../state.ts";

const COUNTER_FROM = 0.8 * LIMITS.textLength;

/** Characters as people are told them: Unicode code points (GEN-6). */
export const lengthOf = (text: string): number => [...text].length;

export const canSend = ({ draft, parts, isOpen }: Pick<PanelState, "draft" | "parts" | "isOpen">): boolean => {
  const files = isOpen && parts.files()?.desk.state;
  return files !== "busy" && (draft.trim() !== "" || files === "ready") && lengthOf(draft.trim()) <= LIMITS.textLength;
};

export function composerView(state: PanelState, actions: PanelActions): View {
  const { strings, draft, isStartingNew, parts } = state;
  const length = lengthOf(draft.trim());
  const isOver = length > LIMITS.textLength;
  const isNear = length >= COUNTER_FROM;
  // Not before it is seen: the first number that a page formats takes a slow phone 40 ms.
  const counter = isNear && `${count(length, strings)} / ${count(LIMITS.textLength, strings)}`;
  const label = isStartingNew ? strings.writeNew : strings.write;
  const icon = (name: string, label: string, shape: View, onclick: () => void): View =>
    h(`button.icon ${name}`, { type: "button", "aria-label": label, onclick }, shape);
  return h(
    "footer",
    null,
    state.isOpen && parts.files()?.tray(),
    h(
      `div.composer ${isOver ? "over" : ""}`,
      null,
      icon("clip", strings.attach, ICONS.clip(), actions.choose),
      h("textarea", {
        rows: "1",
        dir: draft && "auto",
        enterkeyhint: "send",
        "aria-label": label,
        "aria-invalid": String(isOver),
        "aria-describedby": "counter",
        placeholder: label,
        oninput: (event: InputEvent) => actions.write((event.target as HTMLTextAreaElement).value),
        onkeydown(event: KeyboardEvent) {
          if (!isSendKey(event)) return;
          event.preventDefault();
          actions.send();
        },
        onpaste(event: ClipboardEvent) {
          // Office programs put a picture of the copied words beside them; the words are meant.
          const isWords = event.clipboardData?.types.includes("text/plain");
          if (!isWords && actions.attach(event.clipboardData?.files)) event.preventDefault();
        },
      }),
      icon("smile", strings.emoji, ICONS.smile(), () => parts.emoji((emoji) => emoji.toggle())),
      h(
        "button.send",
        {
          type: "button",
          "aria-label": strings.send,
          disabled: !canSend(state),
          onpointerdown: (event: Event) => event.preventDefault(),
          onclick: actions.send,
        },
        ICONS.send(),
      ),
    ),
    h(
      "p.counter",
      { id: "counter", hidden: !isNear },
      isOver && h("b", null, strings.tooLong(count(LIMITS.textLength, strings))),
      counter,
    ),
    state.isOpen && parts.emoji()?.view(),
  );
}
