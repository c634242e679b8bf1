import { html, nothing, type TemplateResult } from "lit";
import type { Channel } from "../../../protocol/channels.ts";
import type { DraftMode } from "../../data/drafts.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { attachMenu } from "./attach-menu.ts";
import { counterView, sendButton } from "./composer-parts.ts";
import type { ComposerTask } from "./composer-task.ts";
import type { Counter } from "./composer-view.ts";

type Foot = {
  text: Localizer;
  task: ComposerTask | null;
  mode: DraftMode;
  counter: Counter;
  channel: Channel;
  /** Files are still on their way up. */
  isWaiting: boolean;
  canSend: boolean;
  emoji: TemplateResult;
  /** The button that sends at another time; null: what is written cannot wait. */
  later: TemplateResult | null;
  onFiles: (files: readonly File[]) => void;
  onSend: () => void;
};

/** What stands under the text box: tools, a hint, how much is left, and what sends. */
export function composerFoot(foot: Foot): TemplateResult {
  const { text, task, mode, counter, channel, later, onFiles } = foot;
  const isNote = mode === "note";
  return html`<div class="foot">
    <div class="tools">${foot.emoji} ${isNote || task ? nothing : attachMenu({ text, channel, onFiles })}</div>
    <span class="hint truncate" id="hint">${text.t(isNote ? "composer.noteOnly" : "composer.hint")}</span>
    ${counter.isShown ? counterView(counter.left, text) : nothing}
    <div class="send-group">${isNote ? nothing : later} ${sendButton({ ...foot, isNote })}</div>
  </div>`;
}
