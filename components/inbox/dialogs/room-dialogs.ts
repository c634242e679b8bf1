import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { Division } from "../../../protocol/settings.schema.ts";
import type { SurveyKind } from "../../../protocol/survey.ts";
import type { RoomServices } from "../../data/room-services.ts";
import type { RoomStore } from "../../data/room-store.ts";
import { errorText } from "../../data/texts-of-errors.ts";
import { lazy } from "../../lazy.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import type { SapaDialog } from "../../ui/dialog.ts";
import type { RoomDialog } from "../conversation/room-dialog.ts";
import { CommandEvent, TellEvent } from "../internal-events.ts";
import { contactName, joinNames } from "../people.ts";
import type { SapaReplay } from "../replay/replay.ts";
import type { TimeChosenEvent } from "../time-choice/time-choice.ts";
import type { Viewer } from "../viewer.ts";
import { dialogTexts } from "./dialog-texts.ts";
import { leavingBy } from "./leaving.ts";
import { isSurveyWanted, rememberSurvey, resolveChoice } from "./resolve-choice.ts";
import { roomDialogsStyles } from "./room-dialogs.styles.ts";
import { downloadTranscript } from "./transcript.ts";

/** What the keyboard finds first, else the button that changes nothing. Nothing is lost by resolving. */
const FIRST: Partial<Record<RoomDialog["kind"], string>> = {
  block: "textarea",
  move: "input:checked",
  snooze: "sapa-time-choice",
  resolve: ".primary",
};

/**
 * The questions and choices of an open room: block, move, snooze, a note's end, one room too many for somebody. Loaded
 * when the first of them is asked.
 *
 * @tag sapa-room-dialogs
 * @fires command - What was decided.
 * @fires tell - Something short to say.
 */
export class SapaRoomDialogs extends LitElement {
  static override styles = [base, roomDialogsStyles];

  @query("sapa-dialog") private readonly dialog!: SapaDialog;
  @query("sapa-replay") private readonly replay!: SapaReplay | null;
  @state() private shown: RoomDialog | null = null;
  @state() private divisions: readonly Division[] | null = null;
  @state() private hasFailed = false;
  @state() private divisionId: string | null = null;
  @state() private reason = "";
  @state() private hasReplay = false;
  @state() private isSurveyWanted = true;

  @property({ attribute: false }) room!: RoomSummary;
  @property({ attribute: false }) store!: RoomStore;
  @property({ attribute: false }) viewer!: Viewer;
  @property({ attribute: false }) text!: Localizer;
  @property({ attribute: false }) services!: RoomServices;
  @property({ attribute: false }) now: () => number = Date.now;

  async show(dialog: RoomDialog): Promise<void> {
    if (dialog.kind === "replay") return this.#showReplay();
    if (dialog.kind === "transcript") return this.#download();
    if (dialog.kind === "snooze" && !(await lazy(() => import("../time-choice/time-choice.ts")))) return;
    if (dialog.kind === "move") void this.#loadDivisions();
    this.reason = "";
    this.divisionId = this.room.divisionId;
    this.isSurveyWanted = isSurveyWanted();
    this.shown = dialog;
    await this.updateComplete;
    await this.dialog.show();
    await this.renderRoot.querySelector<LitElement>("sapa-time-choice")?.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(FIRST[dialog.kind] ?? ".button[slot]")?.focus();
  }

  async #showReplay(): Promise<void> {
    if (!(await lazy(() => import("../replay/replay.ts")))) return;
    this.hasReplay = true;
    await this.updateComplete;
    await this.replay?.show();
  }

  async #download(): Promise<void> {
    const { room, text, services } = this;
    try {
      await downloadTranscript(room, services.api, text);
    } catch (error) {
      this.dispatchEvent(new TellEvent(errorText(error, text), true));
    }
  }

  async #loadDivisions(): Promise<void> {
    this.hasFailed = false;
    try {
      this.divisions = await this.services.divisions();
    } catch {
      this.hasFailed = true;
    }
  }

  #decide(command: MemberCommand): void {
    this.dialog.hide();
    this.dispatchEvent(new CommandEvent(command));
  }

  protected override render(): TemplateResult {
    const { shown, text } = this;
    return html`<sapa-dialog .heading=${shown ? this.#heading(shown) : ""} .closeLabel=${text.t("common.close")}>
        ${shown ? this.renderContent(shown) : nothing}
      </sapa-dialog>
      ${
        this.hasReplay
          ? html`<sapa-replay .room=${this.room} .text=${text} .services=${this.services} .viewer=${this.viewer}></sapa-replay>`
          : nothing
      }`;
  }

  #heading(shown: RoomDialog): string {
    const { t } = dialogTexts(this.text);
    const name = contactName(this.room.contact, this.room.channel, this.text);
    switch (shown.kind) {
      case "block":
        return t("block.title", { name });
      case "move":
        return t("move.title");
      case "snooze":
        return t("snooze.title");
      case "overload":
        return t("overload.title", { name: shown.name });
      case "delete-note":
        return t("noteDelete.title");
      case "resolve":
        return t("resolve.title");
      default:
        return "";
    }
  }

  private renderContent(shown: RoomDialog): TemplateResult {
    switch (shown.kind) {
      case "block":
        return this.renderBlock();
      case "move":
        return this.renderMove();
      case "snooze":
        return html`<sapa-time-choice kind="snooze" .text=${this.text} .now=${this.now} @time-chosen=${(
          event: TimeChosenEvent,
        ) => this.#decide({ type: "room.snooze", until: event.at })}></sapa-time-choice>`;
      case "overload":
        return this.renderOverload(shown);
      case "delete-note":
        return this.renderDeleteNote(shown.noteSeq);
      case "resolve":
        return this.renderResolve(shown.surveys);
      default:
        return html``;
    }
  }

  /** Cancel is what the keyboard finds first: nothing is done by pressing Enter too often. */
  private renderFoot(
    confirm: string,
    onConfirm: () => void,
    kind: "primary" | "destructive",
    isOff = false,
  ): TemplateResult {
    return html`<button slot="foot" class="button" type="button" @click=${() => this.dialog.hide()}>
        ${this.text.t("common.cancel")}
      </button>
      <button slot="foot" class="button ${kind}" type="button" ?disabled=${isOff} @click=${onConfirm}>${confirm}</button>`;
  }

  private renderBlock(): TemplateResult {
    const { t } = dialogTexts(this.text);
    const reason = this.reason.trim();
    const left = LIMITS.blockReasonLength - [...reason].length;
    const onBlock = (): void => this.#decide({ type: "contact.block", ...(reason === "" ? {} : { reason }) });
    return html`<p>${t("block.text")}</p>
      <label class="labelled">${t("block.reason")}
        <textarea
          class="field"
          rows="2"
          dir="auto"
          maxlength=${LIMITS.blockReasonLength}
          .value=${this.reason}
          @input=${(event: InputEvent) => {
            this.reason = (event.currentTarget as HTMLTextAreaElement).value;
          }}
        ></textarea>
      </label>
      ${this.renderFoot(t("block.confirm"), onBlock, "destructive", left < 0)}`;
  }

  private renderMove(): TemplateResult {
    const { t } = dialogTexts(this.text);
    const { room, divisions } = this;
    if (!divisions)
      return html`<p role="status">${this.hasFailed ? this.text.t("error.unavailable") : this.text.t("common.loading")}</p>`;
    const chosen = divisions.find(({ divisionId }) => divisionId === this.divisionId) ?? null;
    const leaving = leavingBy(chosen, room.participants);
    const fitting = divisions.filter(
      ({ integrationIds }) => integrationIds === null || integrationIds.includes(room.integrationId),
    );
    const options = [{ divisionId: null, name: this.text.t("division.general") }, ...fitting];
    return html`<fieldset class="choices">
        <legend class="visually-hidden">${t("move.title")}</legend>
        ${options.map(
          ({ divisionId, name }) => html`<label>
            <input type="radio" name="division" .checked=${this.divisionId === divisionId} @change=${() => {
              this.divisionId = divisionId;
            }} />
            <span class="truncate" dir="auto">${name}</span>
            ${room.divisionId === divisionId ? html`<span class="now">${t("move.now")}</span>` : nothing}
          </label>`,
        )}
      </fieldset>
      <p class="warning" role="status">${leaving.length > 0 ? t("move.leaving", { names: joinNames(leaving, 4) }) : nothing}</p>
      ${this.renderFoot(
        t("move.confirm"),
        () => this.#decide({ type: "room.move", divisionId: this.divisionId }),
        "primary",
        this.divisionId === room.divisionId,
      )}`;
  }

  private renderOverload(shown: Extract<RoomDialog, { kind: "overload" }>): TemplateResult {
    const { t } = dialogTexts(this.text);
    return html`<p>${t("overload.text", { name: shown.name, open: shown.open, limit: shown.limit })}</p>
      ${this.renderFoot(t("overload.confirm"), () => this.#decide(shown.command), "primary")}`;
  }

  private renderResolve(kinds: readonly SurveyKind[]): TemplateResult {
    const { text } = this;
    const choice = resolveChoice({
      text,
      surveys: kinds.map((kind) => text.t(`survey.${kind}`)).join(", "),
      isWanted: this.isSurveyWanted,
      onWanted: (isWanted) => {
        this.isSurveyWanted = isWanted;
      },
    });
    return html`${choice} ${this.renderFoot(text.t("room.resolve"), () => this.#resolve(), "primary")}`;
  }

  #resolve(): void {
    const { isSurveyWanted: survey } = this;
    rememberSurvey(survey);
    this.#decide({ type: "conversation.resolve", survey });
  }

  private renderDeleteNote(noteSeq: number): TemplateResult {
    const { t } = dialogTexts(this.text);
    return html`<p>${t("noteDelete.text")}</p>
      ${this.renderFoot(t("noteDelete.confirm"), () => this.#decide({ type: "note.delete", noteSeq }), "destructive")}`;
  }
}

if (!customElements.get("sapa-room-dialogs")) customElements.define("sapa-room-dialogs", SapaRoomDialogs);

declare global {
  interface HTMLElementTagNameMap {
    "sapa-room-dialogs": SapaRoomDialogs;
  }
}
