import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { Job } from "../../../protocol/inbox.schema.ts";
import { Subscription } from "../../controllers/subscription.ts";
import type { Connection } from "../../data/connection.ts";
import { errorText } from "../../data/texts-of-errors.ts";
import { inboxToolsTexts } from "../../strings/inbox-tools.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import type { SapaDialog } from "../../ui/dialog.ts";
import { formStyles } from "../../ui/form.styles.ts";
import { icons } from "../../ui/icons.ts";
import type { Viewer } from "../viewer.ts";
import { EXPIRED_GROUPS, type ExpiredGroup } from "./expired-groups.ts";
import {
  countIn,
  countOf,
  EVERYTHING,
  type ExpiredChoice,
  ExpiredWork,
  FIRST_CHOICE,
  unassignedIn,
} from "./expired-work.ts";
import { resolveExpiredStyles } from "./resolve-expired.styles.ts";

/**
 * Closes all chats whose session has expired (SESS-11..14): which of them with a live number, then how far it is, then
 * what was closed and what was skipped.
 *
 * @tag sapa-resolve-expired
 * @fires end - It was closed.
 */
export class SapaResolveExpired extends LitElement {
  static override styles = [base, formStyles, resolveExpiredStyles];

  #work: ExpiredWork | null = null;

  @query("sapa-dialog") private readonly dialog!: SapaDialog;
  @state() private choice: ExpiredChoice = FIRST_CHOICE;
  @state() private error: string | null = null;

  @property({ attribute: false }) connection!: Connection;
  @property({ attribute: false }) viewer!: Viewer;
  @property({ attribute: false }) text!: Localizer;

  constructor() {
    super();
    new Subscription(this, () => this.#work);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#work?.close();
    this.#work = null;
  }

  protected override willUpdate(_: PropertyValues): void {
    this.#work ??= new ExpiredWork(this.connection);
  }

  protected override firstUpdated(): void {
    void this.dialog.show();
  }

  #tick(group: ExpiredGroup, isTicked: boolean): void {
    const others = this.choice.groups.filter((one) => one !== group);
    this.choice = { ...this.choice, groups: isTicked ? [...others, group] : others };
  }

  private async handleStart(): Promise<void> {
    this.error = null;
    try {
      await this.#work?.start(this.choice);
    } catch (error) {
      this.error = errorText(error, this.text);
    }
  }

  protected override render(): TemplateResult {
    const words = inboxToolsTexts(this.text);
    const job = this.#work?.job ?? null;
    return html`<sapa-dialog
      .heading=${words.t("expired.title")}
      .closeLabel=${words.t("close")}
      @close=${() => this.dispatchEvent(new Event("end"))}
    >
      ${job === null ? this.renderQuestion() : job.state === "running" ? this.renderProgress(job) : this.renderResult(job)}
    </sapa-dialog>`;
  }

  private renderQuestion(): TemplateResult {
    const words = inboxToolsTexts(this.text);
    const { counts, hasCountFailed, isStarting } = this.#work as ExpiredWork;
    const n = counts ? countOf(counts, this.choice) : null;
    const why = this.#whyOff(n, hasCountFailed && !counts);
    return html`<div class="body">
        <p class="hint">${words.t("expired.text")}</p>
        <fieldset>
          <legend class="visually-hidden">${words.t("expired.channels")}</legend>
          ${EXPIRED_GROUPS.map((group) =>
            this.renderTick(
              words.t(`expired.${group}`),
              counts && countIn(counts, group, this.choice.includeUnassigned),
              this.choice.groups.includes(group),
              (isOn) => this.#tick(group, isOn),
            ),
          )}
        </fieldset>
        ${this.renderTick(
          words.t("expired.unassigned"),
          counts && unassignedIn(counts, this.choice.groups),
          this.choice.includeUnassigned,
          (includeUnassigned) => {
            this.choice = { ...this.choice, includeUnassigned };
          },
        )}
        <p class="number ${why ? "" : "ready"}" role="status" dir="auto">
          ${this.error ?? why ?? words.t("expired.count", { n: n ?? 0 })}
        </p>
      </div>
      <button slot="foot" class="button" type="button" @click=${() => this.dialog.hide()}>${words.t("cancel")}</button>
      <button slot="foot" class="button primary" type="button" ?disabled=${why !== null || isStarting} @click=${this.handleStart}>
        ${words.t("expired.resolve")}
      </button>`;
  }

  /** `count`: how many rooms it stands for, ticked or not; null: not known yet. */
  private renderTick(
    label: string,
    count: number | null,
    isOn: boolean,
    onChange: (isOn: boolean) => void,
  ): TemplateResult {
    return html`<label class="tick-row">
      <input
        class="tick"
        type="checkbox"
        .checked=${live(isOn)}
        @change=${(event: Event) => onChange((event.target as HTMLInputElement).checked)}
      /><span>${label}${count === null ? "" : html`<span class="in-group numbers">${`\u00A0(${this.text.number(count)})`}</span>`}</span>
    </label>`;
  }

  /** SESS-14: why the button is off; null: it is on. */
  #whyOff(n: number | null, hasFailed: boolean): string | null {
    const words = inboxToolsTexts(this.text);
    if (this.choice.groups.length === 0) return words.t("expired.noneTicked");
    if (hasFailed) return words.t("expired.countFailed");
    if (n === null) return words.t("expired.counting");
    if (n > 0) return null;
    const counts = this.#work?.counts;
    const isElsewhere = counts !== null && counts !== undefined && countOf(counts, EVERYTHING) > 0;
    return words.t(isElsewhere ? "expired.zeroTicked" : "expired.zero");
  }

  private renderProgress(job: Job): TemplateResult {
    const words = inboxToolsTexts(this.text);
    const done = job.done + job.skipped;
    const time = this.text.time(job.startedAt);
    return html`<div class="body">
        <p class="hint">
          ${job.byMemberId === this.viewer.memberId ? words.t("expired.runningYou", { time }) : words.t("expired.running", { name: job.byName, time })}
        </p>
        <progress max=${Math.max(1, job.total)} value=${done} aria-label=${words.t("expired.title")}></progress>
        <p class="numbers" role="status">${words.t("expired.progress", { done: this.text.number(done), total: this.text.number(job.total) })}</p>
        <p class="hint">${words.t("expired.leave")}</p>
      </div>
      <button slot="foot" class="button" type="button" @click=${() => this.dialog.hide()}>${words.t("close")}</button>`;
  }

  private renderResult(job: Job): TemplateResult {
    const words = inboxToolsTexts(this.text);
    const isDone = job.state === "finished";
    return html`<div class="body">
        <p class="result ${isDone ? "" : "failed"}" role="status">
          ${isDone ? icons.circleCheck : icons.circleAlert}
          <span>${words.t("expired.finished", { n: job.done })}</span>
        </p>
        ${isDone ? "" : html`<p>${words.t("expired.failed")}</p>`}
        ${job.skipped > 0 ? html`<p class="hint">${words.t("expired.skipped", { n: job.skipped })}</p>` : ""}
      </div>
      ${
        isDone
          ? ""
          : html`<button slot="foot" class="button" type="button" @click=${() => this.#work?.again()}>${this.text.t("common.tryAgain")}</button>`
      }
      <button slot="foot" class="button primary" type="button" @click=${() => this.dialog.hide()}>${words.t("done")}</button>`;
  }
}

export const element = SapaResolveExpired;

declare global {
  interface HTMLElementTagNameMap {
    "sapa-resolve-expired": SapaResolveExpired;
  }
}
