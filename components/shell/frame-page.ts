import { html, type TemplateResult } from "lit";
import type { Me } from "../../protocol/http.schema.ts";
import type {
  SapaConnectionChangedEvent,
  SapaContactOpenedEvent,
  SapaFilterChangedEvent,
  SapaGoEvent,
  SapaReportChangedEvent,
  SapaRoomOpenedEvent,
  SapaSectionChangedEvent,
  SapaViewChangedEvent,
} from "../events.ts";
import type { Localizer } from "../strings/localizer.ts";
import { shellTexts } from "../strings/shell.ts";
import { icons } from "../ui/icons.ts";
import { stateView } from "../ui/states.ts";
import type { Account } from "./account.ts";
import { actionOf, placesFor } from "./pages.ts";
import { contactAddress, inboxAddress, type Route, reportAddress, settingsAddress } from "./routes.ts";

type FramePage = {
  route: Route;
  /** null: not known yet. */
  me: Me | null;
  account: Account;
  text: Localizer;
  theme: string | null;
  onConnection: (event: SapaConnectionChangedEvent) => void;
  /** `isReplacing`: a step that nobody wants to come back to. */
  go: (address: string, isReplacing?: boolean) => void;
};

/** The page of an address; without the right to it no data (NAV-1). What may hold unsaved changes is `guarded`. */
export function framePage(frame: FramePage): TemplateResult {
  const { route, me } = frame;
  const action = actionOf(route);
  if (action !== null && me !== null && !me.permissions.includes(action)) return closedPage(frame, true);
  switch (route.name) {
    case "inbox":
      return inboxPage(frame, route);
    case "settings":
    case "integrations":
      return settingsPage(frame, route);
    case "contact":
      return contactPage(frame, route);
    case "reports":
      return reportPage(frame, route);
    case "profile":
      return html`<sapa-profile class="guarded" .account=${frame.account} .text=${frame.text} .me=${me}></sapa-profile>`;
    default:
      return closedPage(frame, false);
  }
}

function inboxPage(
  { account, text, theme, me, onConnection, go }: FramePage,
  route: Extract<Route, { name: "inbox" }>,
): TemplateResult {
  return html`<sapa-inbox
    hide-presence
    .tokenProvider=${account.provideToken}
    .language=${text.language}
    .theme=${theme}
    .roomId=${route.roomId}
    .kind=${route.kind}
    .status=${route.status}
    .sort=${route.sort}
    .filter=${route.filter}
    .places=${placesFor(me?.permissions ?? [], text)}
    .contactLink=${contactAddress}
    @sapa-contact-opened=${({ contactId }: SapaContactOpenedEvent) => go(contactAddress(contactId))}
    .roomLink=${(roomId: string) => `${location.origin}${inboxAddress({ roomId })}`}
    @sapa-room-opened=${({ roomId }: SapaRoomOpenedEvent) => go(inboxAddress({ ...route, roomId }))}
    @sapa-view-changed=${({ choice, filter }: SapaViewChangedEvent) => {
      const { kind, status, sort } = choice;
      go(inboxAddress({ ...route, kind, status, sort, filter }));
    }}
    @sapa-go=${({ place }: SapaGoEvent) => go(`/${place}`)}
    @sapa-connection-changed=${onConnection}
  ></sapa-inbox>`;
}

function contactPage(
  { account, text, theme, go }: FramePage,
  route: Extract<Route, { name: "contact" }>,
): TemplateResult {
  return html`<sapa-contacts
    class="guarded"
    .tokenProvider=${account.provideToken}
    .language=${text.language}
    .theme=${theme}
    .contactId=${route.contactId}
    .filter=${route.filter}
    @sapa-contact-opened=${({ contactId }: SapaContactOpenedEvent) => go(contactAddress(contactId, route.filter))}
    @sapa-filter-changed=${({ filter }: SapaFilterChangedEvent) => go(contactAddress(route.contactId, filter), true)}
    @sapa-room-opened=${({ roomId }: SapaRoomOpenedEvent) => go(inboxAddress({ roomId }))}
  ></sapa-contacts>`;
}

function reportPage(
  { account, text, theme, go }: FramePage,
  route: Extract<Route, { name: "reports" }>,
): TemplateResult {
  return html`<sapa-report
    .tokenProvider=${account.provideToken}
    .language=${text.language}
    .theme=${theme}
    .report=${route.report}
    .from=${route.from}
    .to=${route.to}
    .channels=${route.channels}
    @sapa-report-changed=${(event: SapaReportChangedEvent) => go(reportAddress(event))}
  ></sapa-report>`;
}

function settingsPage(
  { account, text, theme, go }: FramePage,
  route: Extract<Route, { name: "settings" | "integrations" }>,
): TemplateResult {
  return html`<sapa-settings
    class="guarded"
    .tokenProvider=${account.provideToken}
    .language=${text.language}
    .theme=${theme}
    .section=${route.section}
    .filter=${route.filter}
    .sectionLink=${(section: string) => settingsAddress(section)}
    @sapa-filter-changed=${({ filter }: SapaFilterChangedEvent) => go(settingsAddress(route.section, filter), true)}
    @sapa-section-changed=${({ section }: SapaSectionChangedEvent) => go(settingsAddress(section))}
  ></sapa-settings>`;
}

function closedPage({ text, go }: FramePage, isForbidden: boolean): TemplateResult {
  const { t } = shellTexts(text);
  return stateView({
    icon: isForbidden ? icons.lock : icons.search,
    title: t(isForbidden ? "shell.notForRole" : "shell.notFound"),
    body: t(isForbidden ? "shell.notForRoleText" : "shell.notFoundText"),
    action: html`<button class="button primary" type="button" @click=${() => go("/inbox")}>${t("shell.toInbox")}</button>`,
  });
}
