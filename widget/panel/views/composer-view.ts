import { html, nothing, type TemplateResult } from "lit-html";
import { LIMITS } from "../../../protocol/limits.ts";
import { count } from "../format.ts";
import { ICONS } from "../icons.ts";
import { isSendKey } from "../keys.ts";
import type { PanelActions, PanelState } from "../state.ts";

const COUNTER_FROM = 0.8 * LIMITS.textLength;

/** Characters as people are told them: Unicode code points (GEN-6). */
export const lengthOf = (text: string): number => [...text].length;

export const canSend = ({ draft, files }: Pick<PanelState, "draft" | "files">): boolean =>
  files?.desk.state !== "busy" &&
  (draft.trim() !== "" || files?.desk.state === "ready") &&
  lengthOf(draft.trim()) <= LIMITS.textLength;

export function composerView(state: PanelState, actions: PanelActions): TemplateResult {
  const { strings, draft, isStartingNew, files } = state;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isSendKey(event)) return;
    event.preventDefault();
    actions.send();
  };
  const length = lengthOf(draft.trim());
  const isOver = length > LIMITS.textLength;
  const counter = `${count(length, strings)} / ${count(LIMITS.textLength, strings)}`;
  const label = isStartingNew ? strings.writeNew : strings.write;
  return html`
    ${files?.tray(strings.language)}
    <div class="composer ${isOver ? "over" : ""}">
      <button class="icon clip" type="button" aria-label=${strings.attach} @click=${actions.choose}>${ICONS.clip()}</button>
      <textarea
        rows="1"
        dir=${draft ? "auto" : nothing}
        enterkeyhint="send"
        aria-label=${label}
        aria-invalid=${isOver}
        aria-describedby="counter"
        placeholder=${label}
        @input=${(event: InputEvent) => actions.write((event.target as HTMLTextAreaElement).value)}
        @keydown=${onKeyDown}
        @paste=${(event: ClipboardEvent) => {
          // Office programs put a picture of the copied words beside them; the words are meant.
          const isWords = event.clipboardData?.types.includes("text/plain");
          if (!isWords && actions.attach(event.clipboardData?.files)) event.preventDefault();
        }}
      ></textarea>
      <button
        class="send"
        type="button"
        aria-label=${strings.send}
        ?disabled=${!canSend(state)}
        @pointerdown=${(event: Event) => event.preventDefault()}
        @click=${actions.send}
      >
        ${ICONS.send()}
      </button>
    </div>
    <p class="counter" id="counter" ?hidden=${length < COUNTER_FROM}>
      ${isOver ? html`<b>${strings.tooLong(count(LIMITS.textLength, strings))}</b> ` : nothing}${counter}
    </p>
  `;
}
