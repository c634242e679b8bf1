import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { LiveSession } from "../../../protocol/http.schema.ts";
import { refusalText } from "../../data/texts-of-errors.ts";
import { Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import type { Question } from "../../ui/confirm.ts";
import { formStyles } from "../../ui/form.styles.ts";
import { icons } from "../../ui/icons.ts";
import { skeletonStyles } from "../../ui/skeleton.styles.ts";
import { type Account, failureOf } from "../account.ts";
import { SignOutEvent } from "../events.ts";
import { cardShape } from "./card.styles.ts";
import { deviceOf } from "./devices.ts";
import { profileTexts } from "./profile-texts.ts";

/**
 * Where one is signed in, with the way to end each session, or all others (AUTH-17).
 *
 * @tag sapa-sessions-card
 * @fires sign-out - The session one is in shall end.
 */
export class SapaSessionsCard extends LitElement {
  static override styles = [
    base,
    formStyles,
    skeletonStyles,
    cardShape,
    css`
      li {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 10px 0;
        font-size: var(--s-list);
      }

      li + li {
        border-block-start: 1px solid var(--s-hairline);
      }

      li > .icon {
        color: var(--s-muted);
        font-size: 16px;
      }

      .grow {
        flex: 1;
        min-inline-size: 0;
      }

      .name {
        font-weight: 500;
      }

      .here {
        padding: 1px 7px;
        border-radius: 4px;
        background: var(--s-accent-tint);
        color: var(--s-accent);
        font-size: var(--s-meta);
        font-weight: 500;
        white-space: nowrap;
      }

      .when {
        color: var(--s-muted);
        font-size: var(--s-meta);
      }

      .when span {
        display: inline-block;
      }

      .others {
        justify-self: start;
      }

      @media (pointer: coarse) {
        .button {
          min-block-size: 44px;
        }
      }

      .bone {
        block-size: 56px;
      }
    `,
  ];

  #root: Node | null = null;

  @state() private sessions: LiveSession[] | null = null;
  @state() private failure: string | null = null;

  @property({ attribute: false }) account!: Account;
  @property({ attribute: false }) text = new Localizer("en");
  @property({ attribute: false }) tell: (words: string) => void = () => {};
  @property({ attribute: false }) ask: (question: Question) => Promise<boolean> = async () => true;

  override connectedCallback(): void {
    super.connectedCallback();
    // A password change beside this card ends the others.
    this.#root = this.getRootNode();
    this.#root.addEventListener("password-changed", this.#load);
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#root?.removeEventListener("password-changed", this.#load);
  }

  get #t() {
    return profileTexts(this.text).t;
  }

  get #others(): LiveSession[] {
    return (this.sessions ?? []).filter(({ isCurrent }) => !isCurrent);
  }

  readonly #load = async (): Promise<void> => {
    this.failure = null;
    try {
      this.sessions = await this.account.calls.liveSessions();
    } catch {
      this.failure = this.#t("sessionsFailed");
    }
  };

  async #end(sessions: readonly LiveSession[]): Promise<void> {
    const ended = await Promise.allSettled(sessions.map(({ sessionId }) => this.account.calls.endSession(sessionId)));
    const refused = ended.flatMap((one) => (one.status === "rejected" ? [failureOf(one.reason)] : []));
    await this.#load();
    // What is gone already is what was wanted.
    const real = refused.find(({ code }) => code !== "not_found");
    if (real) this.failure = refusalText(real, this.text);
    else if (sessions.length > 1) this.tell(this.#t("signedOut"));
  }

  async #endOne(session: LiveSession): Promise<void> {
    if (session.isCurrent) this.dispatchEvent(new SignOutEvent());
    else await this.#end([session]);
  }

  async #endOthers(): Promise<void> {
    const t = this.#t;
    const others = this.#others;
    const isSure = await this.ask({
      heading: t("signOutTitle"),
      body: t("signOutText", { n: others.length }),
      confirm: t("signOutOthers"),
      cancel: t("cancel"),
      isDangerous: true,
    });
    if (isSure) await this.#end(others);
  }

  protected override render(): TemplateResult {
    const t = this.#t;
    return html`<section class="card" aria-labelledby="heading">
      <header>
        <h3 id="heading">${t("sessions")}</h3>
        <p class="hint">${t("sessionsHint")}</p>
      </header>
      ${
        this.failure === null
          ? nothing
          : html`<p class="field-error" role="alert">${icons.circleAlert}<span>${this.failure}</span>
              <button class="link" type="button" @click=${this.#load}>${this.text.t("common.tryAgain")}</button></p>`
      }
      <ul aria-busy=${this.sessions === null}>
        ${this.sessions?.map((session) => this.renderSession(session)) ?? (this.failure ? nothing : html`<li><span class="bone grow"></span></li>`)}
      </ul>
      ${
        this.#others.length > 0
          ? html`<button class="button others" type="button" @click=${() => this.#endOthers()}>
              ${icons.logOut}${t("signOutOthers")}
            </button>`
          : nothing
      }
    </section>`;
  }

  private renderSession(session: LiveSession): TemplateResult {
    const { text } = this;
    const t = this.#t;
    const { browser, system, isPhone } = deviceOf(session.userAgent);
    const name = browser && system ? t("on", { browser, system }) : browser || system || t("unknownDevice");
    const time = text.dateTime(session.lastSeenAt);
    return html`<li>
      ${isPhone ? icons.smartphone : icons.monitor}
      <div class="grow">
        <p>
          <span class="name">${name}</span> ${session.isCurrent ? html`<span class="here">${t("thisSession")}</span>` : nothing}
        </p>
        <p class="when"><span>${t("seen", { time })}</span> · <span>${t("since", { time: text.dateTime(session.createdAt) })}</span></p>
      </div>
      <button
        class="button small"
        type="button"
        aria-label=${t("signOutNamed", { name, time })}
        @click=${() => this.#endOne(session)}
      >
        ${t("signOut")}
      </button>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-sessions-card": SapaSessionsCard;
  }
}
