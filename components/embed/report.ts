import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { CHANNELS } from "../../protocol/channels.ts";
import { Patience } from "../controllers/patience.ts";
import type { Connection } from "../data/connection.ts";
import { outsideOf } from "../data/host-advice.ts";
import { SapaErrorEvent, type SapaReportChangedEvent } from "../events.ts";
import { failedView, forbiddenView, outdatedView, signInView } from "../inbox/inbox-states.ts";
import { warnUnknown } from "../inbox/known-values.ts";
import { lazy, missingParts } from "../lazy.ts";
import { LANGUAGES } from "../strings/localizer.ts";
import { tokens } from "../tokens.css.ts";
import { base } from "../ui/base.styles.ts";
import { skeletonStyles } from "../ui/skeleton.styles.ts";
import { statesStyles } from "../ui/states.ts";
import { EmbeddedElement } from "./embedded.ts";
import { channelsIn, choiceOf, REPORTS } from "./report-choice.ts";

/**
 * A report: which one, over which days and channels. Its view is loaded when the element is shown. The figures of a report
 * that this version does not collect are not made up: the report says so.
 *
 * @tag sapa-report
 * @fires sapa-report-changed - A person chose another report, period or channels.
 * @fires sapa-token-expired - There is no valid token; "Sign-in needed" is shown.
 * @fires sapa-error - Something did not work; `code` tells what.
 * @csspart controls - The choice of report, period and channels.
 * @csspart figures - What the report says.
 */
export class SapaReport extends EmbeddedElement {
  static override styles = [
    base,
    tokens,
    skeletonStyles,
    statesStyles,
    css`
      :host {
        block-size: 100%;
        min-block-size: 320px;
        background: var(--s-surface);
        color: var(--s-text);
        font-family: var(--s-font);
        font-size: var(--s-body);
        line-height: 1.4;
      }

      .whole,
      .state {
        block-size: 100%;
      }

      .waiting {
        display: grid;
        gap: 16px;
        padding: 24px;
      }

      .waiting .bone {
        block-size: 96px;
        border-radius: var(--s-radius-card);
      }
    `,
  ];

  readonly #patience = new Patience(this);
  @state() private view: "loading" | "loaded" | "failed" = "loading";

  /** `general` (default), `agents`, `broadcast`, `contact`, `csat`, `ces`, `nps` or `bot`. */
  @property() report: string | null = null;
  /** First day, as yyyy-mm-dd, in the organization's time zone; without it a week up to `to`. */
  @property() from: string | null = null;
  /** Last day; without it today. */
  @property() to: string | null = null;
  /** Codes of channels with commas between them, such as `web_chat,ig`; without it all. */
  @property() channels: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.view !== "loaded") void this.#load();
  }

  async #load(): Promise<void> {
    this.view = "loading";
    this.view = (await lazy(() => import("./report-view.ts"), true)) ? "loaded" : "failed";
    if (this.view === "failed") this.dispatchEvent(new SapaErrorEvent("unavailable"));
  }

  protected override outside({ me }: Connection): string | null {
    const why = outsideOf(me?.scope, "report");
    return why === null && !me?.permissions.includes("reports.read")
      ? `the role ${me?.role} has no reports; admins and supervisors have them`
      : why;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const warn = (name: string, value: string | null, known: readonly string[]): void =>
      warnUnknown(name, value, known, "sapa-report");
    warn("report", this.getAttribute("report"), REPORTS);
    warn("language", this.getAttribute("language"), LANGUAGES);
    warn("theme", this.getAttribute("theme"), ["light", "dark", "system"]);
    for (const channel of channelsIn(this.getAttribute("channels"))) warn("channels", channel, CHANNELS);
  }

  private handleChanged({ report, from, to, channels }: SapaReportChangedEvent): void {
    Object.assign(this, { report, from, to, channels: channels === "" ? null : channels });
  }

  protected override render(): TemplateResult {
    return html`<div class="whole" lang=${this.text.language}>${this.renderPhase()}</div>`;
  }

  private renderPhase(): TemplateResult | typeof nothing {
    const { connection, text } = this;
    const phase = connection?.phase ?? "starting";
    const handleRetry = (): void => void connection?.start();
    if (phase === "sign-in") return signInView(text, handleRetry);
    if (phase === "outdated" || (this.view === "failed" && missingParts.isOutdated)) return outdatedView(text);
    if (phase === "failed") return failedView(text, handleRetry);
    if (this.view === "failed") return failedView(text, () => void this.#load());
    const isReady = phase === "ready" && connection !== null;
    if (phase === "forbidden" || (isReady && this.outside(connection) !== null)) return forbiddenView(text);
    const isWaiting = !isReady || this.view !== "loaded";
    const isLong = this.#patience.isOver(isWaiting);
    if (isWaiting) return isLong ? this.renderWaiting() : nothing;
    const today = text.dayKey(connection.now());
    return html`<sapa-report-view
      exportparts="controls, figures"
      .text=${text}
      .today=${today}
      .choice=${choiceOf(this, today)}
      @sapa-report-changed=${this.handleChanged}
    ></sapa-report-view>`;
  }

  private renderWaiting(): TemplateResult {
    return html`<div class="waiting" role="status" aria-label=${this.text.t("common.loading")}>
      <span class="bone"></span><span class="bone"></span>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-report": SapaReport;
  }
}
