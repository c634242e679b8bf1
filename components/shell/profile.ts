import { css, html, LitElement, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { LiveSession } from "../../protocol/http.schema.ts";
import { Localizer } from "../strings/localizer.ts";
import { base } from "../ui/base.styles.ts";
import type { SapaDialog } from "../ui/dialog.ts";
import { icons } from "../ui/icons.ts";
import type { Account } from "./account.ts";

/**
 * The own profile: where one is signed in, with the way to end each session (AUTH-17).
 *
 * @tag sapa-profile
 */
export class SapaProfile extends LitElement {
  static override styles = [
    base,
    css`
      h3 {
        margin-block: 16px 8px;
        font-size: var(--s-list);
        font-weight: 600;
      }

      .who {
        color: var(--s-muted);
      }

      li {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 10px 0;
        border-block-start: 1px solid var(--s-hairline);
        font-size: var(--s-list);
      }

      li > .icon {
        color: var(--s-muted);
      }

      .grow {
        flex: 1;
        min-inline-size: 0;
      }

      .when {
        color: var(--s-muted);
        font-size: var(--s-meta);
      }
    `,
  ];

  @query("sapa-dialog") private readonly dialog!: SapaDialog;
  @state() private sessions: LiveSession[] | null = null;
  @state() private hasFailed = false;

  @property({ attribute: false }) account!: Account;
  @property({ attribute: false }) text = new Localizer("en");

  async show(): Promise<void> {
    this.sessions = null;
    await this.updateComplete;
    void this.dialog.show();
    await this.#load();
  }

  async #load(): Promise<void> {
    this.hasFailed = false;
    try {
      this.sessions = await this.account.liveSessions();
    } catch {
      this.hasFailed = true;
    }
  }

  async #end(session: LiveSession): Promise<void> {
    if (session.isCurrent) {
      this.dialog.hide();
      return this.account.signOut();
    }
    await this.account.endSession(session.sessionId);
    await this.#load();
  }

  protected override render(): TemplateResult {
    const { text } = this;
    const info = this.account.session;
    return html`<sapa-dialog .heading=${text.t("shell.profileTitle")} .closeLabel=${text.t("common.close")}>
      <p>${info?.account.name}</p>
      <p class="who">${info?.account.email} · ${info?.current.organizationName}</p>
      <h3>${text.t("shell.sessions")}</h3>
      ${
        this.hasFailed
          ? html`<p role="alert">${text.t("shell.sessionsFailed")}
              <button class="link" type="button" @click=${() => this.#load()}>${text.t("common.tryAgain")}</button></p>`
          : html`<ul aria-busy=${this.sessions === null}>${(this.sessions ?? []).map((one) => this.renderSession(one))}</ul>`
      }
    </sapa-dialog>`;
  }

  private renderSession(session: LiveSession): TemplateResult {
    const { text } = this;
    return html`<li>
      ${/mobile|android|iphone/i.test(session.userAgent) ? icons.smartphone : icons.monitor}
      <div class="grow">
        <p class="truncate">${session.isCurrent ? text.t("shell.thisSession") : browserName(session.userAgent)}</p>
        <p class="when">${text.t("shell.sessionSeen", { time: text.dateTime(session.lastSeenAt) })}</p>
      </div>
      <button class="button small" type="button" @click=${() => this.#end(session)}>${text.t("shell.signOut")}</button>
    </li>`;
  }
}

/** "Firefox", "Chrome": enough to recognise one's own devices. */
function browserName(userAgent: string): string {
  const known = /(Edg|OPR|Firefox|Chrome|Safari)/.exec(userAgent)?.[1];
  const names: Record<string, string> = { Edg: "Edge", OPR: "Opera" };
  return known ? (names[known] ?? known) : userAgent.slice(0, 40);
}
