import type { BadField } from "../../../protocol/form-rules.ts";
import type { IntegrationRow } from "../../../protocol/inbox.schema.ts";
import type { QuickReply, Settings, SettingsSection } from "../../../protocol/settings.schema.ts";
import { checkDivision, checkQuickReply, checkSection, checkTag } from "../../../protocol/settings-rules.ts";
import { defaultSettings } from "../../../worker/settings/defaults.ts";
import { type FakeServer, json } from "./fake-server.ts";

type Saved = { value: unknown; version: number; changedBy: string | null; changedAt: number | null };
type Request = { method: string; path: string; body: unknown };
type Versioned = { version?: number };

/** The settings of the server inside the page: keeps what is saved, refuses by the rules, and meets conflicts. */
export class FakeSettings {
  readonly server: FakeServer;
  readonly sections = new Map<SettingsSection, Saved>();
  readonly quickReplies = new Map<string, QuickReply>();
  integrations: IntegrationRow[] = [
    { integrationId: "int_shop", name: "Kopi Senja Shop", channel: "web_chat", isEnabled: true },
    { integrationId: "int_wa", name: "Orders", channel: "wa_cloud", isEnabled: true },
  ];
  /** "PUT /settings/…" with its body, in order. */
  readonly writes: Request[] = [];
  #nextId = 1;

  constructor(server: FakeServer) {
    this.server = server;
    for (const [section, value] of Object.entries(defaultSettings("Asia/Jakarta")))
      this.sections.set(section as SettingsSection, { value, version: 0, changedBy: null, changedAt: null });
    server.answerer = (method, path, body) => this.#answer({ method, path, body });
    const person = (memberId: string, name: string, role: "supervisor" | "agent", isOnline = true) => ({
      memberId,
      name,
      role,
      isOnline,
      openRooms: 0,
      limits: [],
    });
    server.members = [
      person("mem_me", "Bagas Pratama", "supervisor"),
      person("mem_citra", "Citra Lestari", "agent"),
      person("mem_daniel", "Daniel Hartono", "agent", false),
      person("mem_eka", "Eka Wulandari", "agent"),
    ];
  }

  get<S extends SettingsSection>(section: S): Settings[S] {
    return this.sections.get(section)?.value as Settings[S];
  }

  /** Somebody else saved it; `isTold` sends what makes clients look again. */
  changeBehind<S extends SettingsSection>(section: S, patch: Partial<Settings[S]>, name = "Ayu Kartika"): void {
    const saved = this.sections.get(section) as Saved;
    const value = { ...(saved.value as object), ...patch };
    this.sections.set(section, { value, version: saved.version + 1, changedBy: name, changedAt: Date.now() });
  }

  tell(): void {
    this.server.toFeed({ type: "config", version: Date.now() });
  }

  addQuickReply(command: string, text: string): QuickReply {
    const record = { quickReplyId: `qr_${this.#nextId++}`, command, text, version: 1 };
    this.quickReplies.set(record.quickReplyId, record);
    return record;
  }

  #answer(request: Request): Response | null {
    const { method, path, body } = request;
    if (method !== "GET") this.writes.push(request);
    const [, list = "", id] = path.split("/");
    switch (list) {
      case "settings":
        if (path.endsWith("/secret")) return json({ secret: "sapas_c2VjcmV0LWZvci10ZXN0cw" });
        return method === "GET" ? this.#read(id as SettingsSection) : this.#save(id as SettingsSection, body);
      case "integrations":
        return json(this.integrations);
      case "quick-replies":
        return this.#quickReply(method, id, body as QuickReply);
      case "tags":
        return method === "GET" ? null : this.#tag(method, id, body as { name: string });
      case "divisions":
        return method === "GET" ? null : this.#division(method, id, body as FakeServer["divisions"][number]);
      default:
        return null;
    }
  }

  #read(section: SettingsSection): Response {
    return json({ section, ...this.sections.get(section) });
  }

  #save(section: SettingsSection, body: unknown): Response {
    const { value, version } = body as { value: never; version: number };
    const saved = this.sections.get(section) as Saved;
    if (saved.version !== version) return conflict(saved.changedBy ?? "", { section, ...saved });
    const bad = checkSection(section, value);
    if (bad.length > 0) return badFields(bad, "/value");
    this.sections.set(section, {
      value,
      version: version + 1,
      changedBy: this.server.me.name,
      changedAt: Date.now(),
    });
    return this.#read(section);
  }

  #quickReply(method: string, id: string | undefined, body: QuickReply): Response {
    if (method === "GET") return json([...this.quickReplies.values()]);
    const old = id === undefined ? undefined : this.quickReplies.get(id);
    if (method === "DELETE") {
      this.quickReplies.delete(id ?? "");
      return json({});
    }
    const bad = checkQuickReply(body);
    if (bad.length > 0) return badFields(bad);
    const isTaken = [...this.quickReplies.values()].some(
      ({ quickReplyId, command }) => quickReplyId !== id && command.toLowerCase() === body.command.toLowerCase(),
    );
    if (isTaken) return badFields([{ pointer: "/command", code: "quick.title" }]);
    if (old && old.version !== (body as Versioned).version) return conflict("Ayu Kartika", old);
    if (!old) return json(this.addQuickReply(body.command, body.text), 201);
    const next = { ...old, command: body.command, text: body.text, version: old.version + 1 };
    this.quickReplies.set(old.quickReplyId, next);
    return json(next);
  }

  #tag(method: string, id: string | undefined, body: { name: string }): Response {
    const { server } = this;
    if (method === "DELETE") {
      server.tags = server.tags.filter(({ tagId }) => tagId !== id);
      return json({});
    }
    const bad = checkTag(body);
    if (bad.length > 0) return badFields(bad);
    const isTaken = server.tags.some(
      ({ tagId, name }) => tagId !== id && name.toLowerCase() === body.name.toLowerCase(),
    );
    if (isTaken) return badFields([{ pointer: "/name", code: "tag.exists" }]);
    const tag = { tagId: id ?? `tag_new_${this.#nextId++}`, name: body.name };
    server.tags = [...server.tags.filter(({ tagId }) => tagId !== id), tag];
    return json(tag);
  }

  #division(method: string, id: string | undefined, body: FakeServer["divisions"][number]): Response {
    const { server } = this;
    const old = server.divisions.find(({ divisionId }) => divisionId === id);
    if (method === "DELETE") {
      server.divisions = server.divisions.filter(({ divisionId }) => divisionId !== id);
      return json({});
    }
    const bad = checkDivision(body);
    if (bad.length > 0) return badFields(bad);
    if (server.divisions.some(({ divisionId, name }) => divisionId !== id && name === body.name))
      return badFields([{ pointer: "/name", code: "division.exists" }]);
    const next = { ...body, divisionId: id ?? `div_${this.#nextId++}`, version: (old?.version ?? 0) + 1 };
    server.divisions = [...server.divisions.filter(({ divisionId }) => divisionId !== id), next];
    return json(next);
  }
}

const badFields = (bad: readonly BadField[], parent = ""): Response =>
  json(
    {
      code: bad[0]?.code,
      retryable: false,
      params: bad[0]?.params,
      errors: bad.map(({ pointer, code }) => ({ pointer: parent + pointer, code })),
    },
    422,
  );

const conflict = (name: string, current: unknown): Response =>
  json({ code: "conflict", retryable: false, params: { name }, current }, 409);
