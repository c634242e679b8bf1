import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { MemberRow } from "../../../protocol/http.schema.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { Subscription } from "../../controllers/subscription.ts";
import { inboxToolsTexts } from "../../strings/inbox-tools.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import type { SapaDialog } from "../../ui/dialog.ts";
import { formStyles } from "../../ui/form.styles.ts";
import { textField } from "../../ui/form.ts";
import { icons } from "../../ui/icons.ts";
import type { PickEvent, PickerOption, SapaPicker } from "../../ui/picker.ts";
import type { SapaPopover } from "../../ui/popover.ts";
import type { BulkAction, BulkReport, BulkWork } from "../control/bulk-work.ts";
import { TellEvent } from "../internal-events.ts";
import { contactName, hueOf, initials } from "../people.ts";
import { may, type Viewer } from "../viewer.ts";

type Asked = "resolve" | "block";
const DONE = { assign: "bulk.doneAssign", resolve: "bulk.doneResolve", block: "bulk.doneBlock" } as const;

/**
 * What can be done with all chosen rooms (LIST-16), the question before what cannot be taken back, and afterwards the
 * rooms that were skipped, each with the reason.
 *
 * @tag sapa-bulk-bar
 * @fires tell - Something short to say.
 */
export class SapaBulkBar extends LitElement {
  static override styles = [
    base,
    formStyles,
    css`
      :host {
        border-block-start: 1px solid var(--s-hairline);
        background: var(--s-raised);
        box-shadow: 0 -4px 16px light-dark(rgb(20 24 32 / 6%), rgb(0 0 0 / 30%));
      }

      .line {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 6px 6px 0 14px;
        font-size: var(--s-list);
        font-weight: 500;
      }

      .line .grow {
        flex: 1;
      }

      .acts {
        display: grid;
        grid-auto-columns: 1fr;
        grid-auto-flow: column;
        gap: 6px;
        padding: 6px 12px 10px;
      }

      .acts .button {
        inline-size: 100%;
        min-inline-size: 0;
        padding: 0 6px;
      }

      .body {
        display: grid;
        gap: 16px;
        color: var(--s-muted);
      }

      .body .form-field {
        color: var(--s-text);
      }

      .skipped {
        max-block-size: 320px;
        overflow: auto;
        scrollbar-width: thin;
      }

      .skipped li {
        display: grid;
        padding: 8px 0;
        border-block-end: 1px solid var(--s-hairline);
      }

      .skipped li:last-child {
        border: 0;
      }

      .skipped .name {
        color: var(--s-text);
        font-weight: 500;
      }

      .skipped .why {
        font-size: var(--s-list);
      }
    `,
  ];

  @query("sapa-dialog.ask") private readonly question!: SapaDialog;
  @query("sapa-dialog.report") private readonly reportDialog!: SapaDialog;
  @query("sapa-popover") private readonly people!: SapaPopover | null;
  @query("sapa-picker") private readonly picker!: SapaPicker | null;
  @state() private asked: Asked = "resolve";
  @state() private reason = "";
  @state() private members: readonly MemberRow[] | null = null;
  @state() private hasFailed = false;
  #toldReport: BulkReport | null = null;

  @property({ attribute: false }) work!: BulkWork;
  @property({ attribute: false }) viewer!: Viewer;
  @property({ attribute: false }) text!: Localizer;
  @property({ attribute: false }) loadMembers!: () => Promise<MemberRow[]>;

  constructor() {
    super();
    new Subscription(this, () => this.work);
    new Subscription(this, () => this.work?.selection);
  }

  /** As if its button had been pressed. */
  ask(what: "assign" | Asked): void {
    if (this.work.selection.size === 0 || this.work.isBusy) return;
    if (what === "assign") {
      this.people?.show();
      this.#askMembers();
      return;
    }
    this.asked = what;
    this.reason = "";
    void this.question.show();
  }

  protected override updated(_: PropertyValues): void {
    const { report } = this.work;
    if (report === this.#toldReport) return;
    this.#toldReport = report;
    if (report) this.#tell(report);
  }

  #tell({ action, result }: BulkReport): void {
    const words = inboxToolsTexts(this.text);
    const n = result.done.length;
    if (n > 0) this.dispatchEvent(new TellEvent(words.t(DONE[action.type], { n })));
    if (result.skipped.length > 0) void this.reportDialog.show();
    else this.work.endReport();
  }

  #askMembers(): void {
    this.picker?.reset();
    this.loadMembers().then(
      (members) => {
        this.members = members;
        void this.updateComplete.then(() => this.people?.reposition());
      },
      () => {
        this.hasFailed = true;
      },
    );
  }

  private handlePick({ id }: PickEvent): void {
    this.people?.hide();
    void this.work.run({ type: "assign", memberId: id });
  }

  private handleConfirm(): void {
    this.question.hide();
    const reason = this.reason.trim();
    const action: BulkAction =
      this.asked === "resolve" ? { type: "resolve" } : { type: "block", ...(reason === "" ? {} : { reason }) };
    void this.work.run(action);
  }

  protected override render(): TemplateResult {
    const words = inboxToolsTexts(this.text);
    const { selection, isBusy, report } = this.work;
    const n = selection.size;
    return html`${selection.isOn ? this.renderBar(n, isBusy) : nothing}
      <sapa-dialog
        class="ask"
        .heading=${words.t(this.asked === "resolve" ? "bulk.askResolve" : "bulk.askBlock", { n })}
        .closeLabel=${words.t("close")}
      >
        <div class="body">
          <p>${words.t(this.asked === "resolve" ? "bulk.askResolveText" : "bulk.askBlockText")}</p>
          ${
            this.asked === "block"
              ? textField({
                  pointer: "/reason",
                  label: words.t("bulk.reason"),
                  optional: words.t("bulk.optional"),
                  value: this.reason,
                  onInput: (value) => {
                    this.reason = value.slice(0, LIMITS.blockReasonLength);
                  },
                })
              : nothing
          }
        </div>
        <button slot="foot" class="button" type="button" @click=${() => this.question.hide()}>${words.t("cancel")}</button>
        <button slot="foot" class="button primary" type="button" autofocus @click=${this.handleConfirm}>
          ${words.t(`bulk.${this.asked}`)}
        </button>
      </sapa-dialog>
      <sapa-dialog
        class="report"
        .heading=${words.t("bulk.reportTitle", { n: report?.result.skipped.length ?? 0 })}
        .closeLabel=${words.t("close")}
        @close=${() => this.work.endReport()}
      >
        ${this.renderSkipped()}
        <button slot="foot" class="button primary" type="button" autofocus @click=${() => this.reportDialog.hide()}>${words.t("done")}</button>
      </sapa-dialog>`;
  }

  private renderBar(n: number, isBusy: boolean): TemplateResult {
    const words = inboxToolsTexts(this.text);
    const isOff = n === 0 || isBusy;
    return html`<div class="line">
        <span class="grow" role="status" dir="auto">
          ${isBusy ? words.t("bulk.working") : n === 0 ? this.text.t("bulk.none") : this.text.t("bulk.chosen", { n })}
        </span>
        <button class="button icon-only" type="button" aria-label=${this.text.t("bulk.end")} data-tip=${this.text.t("bulk.end")} @click=${() => this.work.selection.end()}>
          ${icons.x}
        </button>
      </div>
      <div class="acts" role="group" aria-label=${words.t("bulk.bar")}>
        ${may(this.viewer, "room.assign") ? this.renderAssign(isOff) : nothing}
        <button class="button" type="button" ?disabled=${isOff} @click=${() => this.ask("resolve")}>${icons.circleCheck}${words.t("bulk.resolve")}</button>
        ${
          may(this.viewer, "room.block")
            ? html`<button class="button danger" type="button" ?disabled=${isOff} @click=${() => this.ask("block")}>${icons.ban}${words.t("bulk.block")}</button>`
            : nothing
        }
      </div>`;
  }

  private renderAssign(isOff: boolean): TemplateResult {
    const words = inboxToolsTexts(this.text);
    const options: PickerOption[] | null =
      this.members?.map((one) => ({
        id: one.memberId,
        label: one.name,
        detail: this.text.t(one.isOnline ? "members.online" : "members.offline"),
        face: { initials: initials(one.name), hue: hueOf(one.memberId), isOnline: one.isOnline },
      })) ?? null;
    return html`<sapa-popover above @toggle=${(event: Event) => (event.target as SapaPopover).isOpen && this.#askMembers()}>
      <button slot="trigger" class="button" type="button" aria-haspopup="dialog" ?disabled=${isOff}>${icons.userPlus}${words.t("bulk.assign")}</button>
      <sapa-picker
        autofocus
        .options=${options}
        .label=${words.t("bulk.assignTo", { n: this.work.selection.size })}
        .emptyText=${words.t("bulk.membersNone")}
        .noMatchText=${words.t("bulk.membersNone")}
        .loadingText=${this.text.t("common.loading")}
        .errorText=${this.hasFailed ? words.t("bulk.membersFailed") : null}
        @pick=${this.handlePick}
      ></sapa-picker>
    </sapa-popover>`;
  }

  /** As the list calls it. */
  #nameOf(room: RoomSummary | undefined): string {
    return room ? contactName(room.contact, room.channel, this.text) : this.text.t("common.notAvailableName");
  }

  private renderSkipped(): TemplateResult {
    const words = inboxToolsTexts(this.text);
    const { report } = this.work;
    const reason = (code: string): string => words.find(`skip.${code}`) ?? words.t("skip.other");
    return html`<ul class="body skipped">
      ${report?.result.skipped.map(
        ({ roomId, code, ...one }) => html`<li>
          <span class="name truncate" dir="auto">${one.contactName ?? this.#nameOf(report.rooms.get(roomId))}</span>
          <span class="why">${reason(code)}</span>
        </li>`,
      )}
    </ul>`;
  }
}

export const element = SapaBulkBar;

declare global {
  interface HTMLElementTagNameMap {
    "sapa-bulk-bar": SapaBulkBar;
  }
}
