import { css, html, LitElement, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { TokenProvider } from "../data/connection.ts";
import type { SapaRoomOpenedEvent } from "../events.ts";
import type { InboxFrame } from "../inbox/inbox-frame.ts";
import { tokens } from "../tokens.css.ts";

/** An element that shows a part of the inbox: the inbox itself within a frame. */
export abstract class InboxPart extends LitElement {
  static override styles = [
    tokens,
    css`
      :host {
        display: block;
        box-sizing: border-box;
        color-scheme: inherit;
        block-size: 100%;
        min-block-size: 320px;
      }

      :host([hidden]) {
        display: none;
      }
    `,
  ];

  /** Address of the Sapa server; empty: the page's own. */
  @property({ attribute: "base-url" }) baseUrl = "";
  /** `en` or `id`; otherwise the member's, the organization's or the browser's. */
  @property() language: string | null = null;
  /** `light`, `dark` or `system` (default). */
  @property({ reflect: true }) theme: string | null = null;
  /** The open room. */
  @property({ attribute: "room-id" }) roomId: string | null = null;
  /** Leaves out the details. */
  @property({ type: Boolean, attribute: "hide-detail" }) hideDetail = false;
  /** Leaves out all that writes into rooms or changes them. A matter of the screen: rights are the token's. */
  @property({ type: Boolean, attribute: "read-only" }) readOnly = false;
  /** Leaves the keys to the page; without it they work while the focus is within the element. */
  @property({ type: Boolean, attribute: "no-shortcuts" }) noShortcuts = false;
  /** Gives a fresh token. Elements with the same function share one connection. */
  @property({ attribute: false }) tokenProvider: TokenProvider | null = null;
  /** Gives a room's address on the host's site; with it there is "Copy link". */
  @property({ attribute: false }) roomLink: ((roomId: string) => string) | null = null;

  protected abstract readonly frame: InboxFrame;
  protected abstract readonly hasList: boolean;

  private handleOpened({ roomId }: SapaRoomOpenedEvent): void {
    this.roomId = roomId;
  }

  protected override render(): TemplateResult {
    return html`<sapa-inbox
      exportparts="list, conversation, details"
      hide-presence
      ?hide-list=${!this.hasList}
      .frame=${this.frame}
      .baseUrl=${this.baseUrl}
      .language=${this.language}
      .theme=${this.theme}
      .roomId=${this.roomId}
      .hideDetail=${this.hideDetail}
      .readOnly=${this.readOnly}
      .noShortcuts=${this.noShortcuts}
      .tokenProvider=${this.tokenProvider}
      .roomLink=${this.roomLink}
      @sapa-room-opened=${this.handleOpened}
    ></sapa-inbox>`;
  }
}
