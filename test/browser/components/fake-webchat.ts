import type { BadField } from "../../../protocol/form-rules.ts";
import { checkDomain } from "../../../protocol/origin-rules.ts";
import type { SaveWebchat, WebchatIntegration } from "../../../protocol/webchat.schema.ts";
import { DEFAULT_WEBCHAT } from "../../../protocol/webchat-defaults.ts";
import { checkWebchat, checkWidgetName, normaliseWebchat } from "../../../protocol/webchat-rules.ts";
import { type FakeServer, json } from "./fake-server.ts";

const LOGO_URL = "data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=";

/** The widgets of the server inside the page: refuses by the rules and the role, and meets conflicts. */
export class FakeWebchat {
  readonly server: FakeServer;
  readonly widgets = new Map<string, WebchatIntegration>();
  readonly secrets = new Map<string, string>();
  #nextId = 1;

  constructor(server: FakeServer) {
    this.server = server;
    const next = server.answerer;
    server.answerer = (method, path, body) => this.#answer(method, path, body) ?? next?.(method, path, body) ?? null;
  }

  add(name: string, domain: string, change: Partial<WebchatIntegration> = {}): WebchatIntegration {
    const integrationId = `int_${this.#nextId++}`;
    const widget: WebchatIntegration = {
      integrationId,
      name,
      isEnabled: true,
      divisionId: null,
      settings: { ...DEFAULT_WEBCHAT, domain },
      logoUrl: null,
      version: 1,
      changedBy: null,
      changedAt: null,
      createdAt: 1,
      lastMessageAt: null,
      ...change,
    };
    this.widgets.set(integrationId, widget);
    return widget;
  }

  get(integrationId: string): WebchatIntegration {
    return this.widgets.get(integrationId)!;
  }

  /** Somebody else saved it. */
  changeBehind(integrationId: string, change: Partial<WebchatIntegration>, name = "Ayu Lestari"): void {
    const widget = this.get(integrationId);
    this.widgets.set(integrationId, {
      ...widget,
      ...change,
      version: widget.version + 1,
      changedBy: name,
      changedAt: Date.now(),
    });
  }

  #answer(method: string, path: string, body: unknown): Response | null {
    const [, list, channel, id, part] = path.split("/");
    if (list !== "integrations" || channel !== "webchat") return null;
    const isAdmin = this.server.me.permissions.includes("integrations.manage");
    const isForAdmins = method === "DELETE" || part === "identity-secret" || (method === "POST" && part === undefined);
    if (isForAdmins && !isAdmin) return refused(403, "forbidden");
    if (id === undefined) return method === "GET" ? json([...this.widgets.values()]) : this.#create(body);
    const widget = this.widgets.get(id);
    if (!widget) return refused(404, "not_found");
    if (part === "switch") return this.#put({ ...widget, ...(body as { isEnabled: boolean }) });
    if (part === "logo") return json({ logo: "hash.png", logoUrl: LOGO_URL }, 201);
    if (part === "identity-secret") return this.#secret(method, id);
    if (method === "GET") return json(widget);
    if (method === "PUT") return this.#save(widget, body as SaveWebchat);
    this.widgets.delete(id);
    return json({});
  }

  #put(widget: WebchatIntegration): Response {
    const next = { ...widget, version: widget.version + 1, changedBy: this.server.me.name, changedAt: Date.now() };
    this.widgets.set(widget.integrationId, next);
    return json(next);
  }

  #create(body: unknown): Response {
    const { name, domain } = body as { name: string; domain: string };
    const checked = checkDomain(domain);
    const bad: BadField[] = [
      ...checkWidgetName(name),
      ...(checked.ok
        ? []
        : [{ pointer: "/domain", code: checked.code, ...(checked.params && { params: checked.params }) }]),
    ];
    if (bad.length > 0) return badFields(bad);
    return json(this.add(name, domain), 201);
  }

  #save(widget: WebchatIntegration, { version, ...saved }: SaveWebchat): Response {
    if (version !== widget.version)
      return json(
        { code: "conflict", retryable: false, params: { name: widget.changedBy ?? "" }, current: widget },
        409,
      );
    const bad = [
      ...checkWidgetName(saved.name),
      ...checkWebchat(saved.settings).map((field) => ({ ...field, pointer: `/settings${field.pointer}` })),
    ];
    if (bad.length > 0) return badFields(bad);
    const logoUrl = saved.settings.appearance.logo === null ? null : LOGO_URL;
    return this.#put({ ...widget, ...saved, settings: normaliseWebchat(saved.settings), logoUrl });
  }

  #secret(method: string, id: string): Response {
    if (method === "POST" || !this.secrets.has(id)) this.secrets.set(id, `secret-${this.#nextId++}-of-${id}`);
    return json({ secret: this.secrets.get(id), createdAt: 1_763_000_000_000 });
  }
}

const refused = (status: number, code: string): Response => json({ code, retryable: false }, status);
const badFields = (bad: readonly BadField[]): Response =>
  json({ code: bad[0]?.code, retryable: false, errors: bad.map(({ pointer, code }) => ({ pointer, code })) }, 422);
