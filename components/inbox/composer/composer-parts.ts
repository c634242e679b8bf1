import { html, type TemplateResult } from "lit";
import type { DraftMode } from "../../data/drafts.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { icons } from "../../ui/icons.ts";
import type { ComposerTask } from "./composer-task.ts";

type Tabs = {
  mode: DraftMode;
  text: Localizer;
  onMode: (mode: DraftMode) => void;
  /** By the arrow keys: the focus goes along. */
  onTurn: (mode: DraftMode) => void;
};

export function composerTabs({ mode, text, onMode, onTurn }: Tabs): TemplateResult {
  const handleKeydown = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    onTurn(mode === "reply" ? "note" : "reply");
  };
  const tab = (own: DraftMode, label: string): TemplateResult => html`<button
    class="tab"
    type="button"
    role="tab"
    aria-selected=${mode === own}
    tabindex=${mode === own ? 0 : -1}
    @click=${() => onMode(own)}
  >
    ${label}
  </button>`;
  return html`<div class="tabs" role="tablist" aria-label=${text.t("composer.label")} @keydown=${handleKeydown}>
    ${tab("reply", text.t("composer.reply"))} ${tab("note", text.t("composer.note"))}
  </div>`;
}

/** How many characters are left, or too many (MSG-5). */
export const counterView = (left: number, text: Localizer): TemplateResult => {
  const words = left < 0 ? text.t("composer.over", { n: -left }) : text.t("composer.left", { n: left });
  return html`<span class="counter ${left < 0 ? "over" : ""}" role="status">${words}</span>`;
};

type SendButton = {
  text: Localizer;
  task: ComposerTask | null;
  isNote: boolean;
  /** Files are still on their way up. */
  isWaiting: boolean;
  canSend: boolean;
  onSend: () => void;
};

export function sendButton({ text, task, isNote, isWaiting, canSend, onSend }: SendButton): TemplateResult {
  const label = isWaiting
    ? text.t("composer.uploading")
    : task
      ? text.t("common.save")
      : text.t(isNote ? "composer.addNote" : "composer.send");
  return html`<button class="button primary small send" type="button" aria-label=${label} ?disabled=${!canSend || isWaiting} @click=${onSend}>
    ${task ? icons.check : isNote ? icons.lock : icons.sendHorizontal}<span class="word">${label}</span>
  </button>`;
}

const GROWS_BY_ITSELF = CSS.supports("field-sizing", "content");

/** Grows with the text where the browser does not do it by itself; the limit stands in the styles. */
export function fitBox(box: HTMLTextAreaElement | null): void {
  if (!box || GROWS_BY_ITSELF) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}
