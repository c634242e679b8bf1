import type { Page } from "playwright";
import { contactIdFor } from "../../protocol/ids.ts";
import type { MessageContent, RoomEvent } from "../../protocol/room-events.schema.ts";
import type { Settings, SettingsAnswer } from "../../protocol/settings.schema.ts";
import type { VisitorSession, WebchatIntegration, WebchatSettings } from "../../protocol/webchat.schema.ts";
import { hashPassword } from "../../worker/accounts/passwords.ts";
import { signMemberToken } from "../../worker/http/tokens.ts";
import { newMember, type Person } from "../faults/crowd.ts";
import { Desk, openPage, type Watched } from "./desk.ts";
import { type Site, type SitePage, startSite } from "./widget-site.ts";

const PASSWORD = "senja-di-teras-rumah";
const WEBCHATS = "/api/v1/integrations/webchat";

/** A customer's site, and the company behind it, whose admin can sign in. */
export async function startShop(pages: Record<string, SitePage>): Promise<Office> {
  return new Office(await startSite(pages, {}, { passwordHash: await hashPassword(PASSWORD) }));
}

/** The company: what its admin asks of the API, its members in rooms, and its desk in a browser. */
export class Office {
  readonly site: Site;
  readonly #people: Person[] = [];

  constructor(site: Site) {
    this.site = site;
  }

  async stop(): Promise<void> {
    for (const person of this.#people) person.connection.close();
    await this.site.stop();
  }

  /** As the admin. Fails on a refusal. */
  async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const { system, world } = this.site;
    const member = world.admin.identity;
    const { token } = await signMemberToken(system.secrets.SAPA_SECRET, { member, origin: system.url });
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const answer = await fetch(system.url + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json().catch(() => undefined)) as T;
  }

  /** Another widget of the site's domain. Its pages are those with `?widget=<id>`. */
  async newWidget(settings: Partial<WebchatSettings> = {}): Promise<{ widgetId: string; address: string }> {
    const form = { name: "Shop", domain: this.site.origin };
    const made = await this.ask<WebchatIntegration>("POST", WEBCHATS, form);
    const { integrationId: widgetId, name, isEnabled, divisionId, version } = made;
    const saved = { name, isEnabled, divisionId, version, settings: { ...made.settings, ...settings } };
    await this.ask("PUT", `${WEBCHATS}/${widgetId}`, saved);
    return { widgetId, address: `/?widget=${widgetId}` };
  }

  async switchWidget(widgetId: string, isEnabled: boolean): Promise<void> {
    await this.ask("PUT", `${WEBCHATS}/${widgetId}/switch`, { isEnabled });
  }

  /** What the site's server signs identities with. */
  async secretOf(widgetId: string): Promise<Uint8Array> {
    const { secret } = await this.ask<{ secret: string }>("GET", `${WEBCHATS}/${widgetId}/identity-secret`);
    return new TextEncoder().encode(secret);
  }

  async saveSurveys(change: (surveys: Settings["surveys"]) => Settings["surveys"]): Promise<void> {
    const path = "/api/v1/settings/surveys";
    const { value, version } = await this.ask<SettingsAnswer<"surveys">>("GET", path);
    await this.ask("PUT", path, { value: change(value), version });
  }

  /** The admin in that room, without a screen. */
  enter(roomId: string): Person {
    const { system, origin, world } = this.site;
    const place = { url: system.url, origin, secret: system.secrets.SAPA_SECRET };
    const person = newMember(place, roomId, world.admin.identity);
    this.#people.push(person);
    return person;
  }

  /** A bot speaks in the room of that visitor. */
  async speakAsBot(widgetId: string, { visitorId, roomId }: VisitorSession, content: MessageContent): Promise<void> {
    const { system, world } = this.site;
    const { organizationId } = world;
    const contactId = await contactIdFor(organizationId, "web_chat", visitorId);
    const names = { integrationName: "Shop", channel: "web_chat", kind: "message", contactName: null };
    const ids = { roomId, organizationId, integrationId: widgetId, contactId, externalId: visitorId, divisionId: null };
    const bot = { botId: "bot_kopi", name: "Barista" };
    const calls = [{ id: `bot-${Date.now()}`, at: Date.now(), bot, content }];
    const response = await fetch(`${system.url}/api/dev/rehearse`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-sapa-dev-key": system.secrets.SAPA_DEV_KEY },
      body: JSON.stringify({ context: { ...ids, ...names }, calls }),
    });
    const { refused } = (await response.json()) as { refused: unknown[] };
    if (refused.length) throw new Error(JSON.stringify(refused));
  }

  /** The admin's screen, signed in, at a room. */
  async deskAt(roomId: string): Promise<Watched & { desk: Desk }> {
    const { system, world, browser } = this.site;
    const { organizationId, admin } = world;
    const accounts = [{ role: "admin", email: admin.email, password: PASSWORD }];
    const { page, problems } = await openPage(browser, "en");
    const desk = new Desk(Object.assign(system, { world: { organizationId, widgetId: "", accounts } }), page, "en");
    await desk.signIn("admin");
    await page.goto(`${system.url}/inbox?room=${roomId}`);
    await page.locator("sapa-conversation .bubble").first().waitFor();
    return { desk, page, problems };
  }
}

export const eventsOf = ({ connection }: Person): RoomEvent[] => connection.view.events as RoomEvent[];

type Text = { from: string; text: string };
/** Everything said in the room, in order, as staff see it. */
export const saidIn = (person: Person): Text[] =>
  eventsOf(person).flatMap((event) =>
    event.type === "message.created" && "text" in event.content
      ? [{ from: event.actor.type, text: event.content.text }]
      : [],
  );

/** The visitor's session as this browser keeps it; a signed person's is not kept. */
export const sessionIn = (page: Page, widgetId: string): Promise<VisitorSession> =>
  page.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? "{}").session, `sapa:${widgetId}`);
