import { checkContact } from "../../../protocol/contact-rules.ts";
import type {
  ContactDetail,
  ContactField,
  ContactRow,
  CreateContact,
  MergeContact,
  SaveContact,
} from "../../../protocol/contacts.schema.ts";
import type { BadField } from "../../../protocol/form-rules.ts";
import { type FakeServer, json } from "../components/fake-server.ts";

const DAY = 86_400_000;
const NAMES = [
  "Rani Puspita",
  "Joko Susilo",
  "Chloé Dubois",
  "Arif Budiman",
  "Wulan Sari",
  "ليلى حداد",
  "Ilham Maulana",
];

const INTEGRATIONS = [
  { integrationId: "int_shop", name: "Shop", channel: "web_chat", isEnabled: true },
  { integrationId: "int_ig", name: "Posts", channel: "ig", isEnabled: true },
];

/** The contacts of the server inside the page: keeps what is saved, refuses by the rules, and meets conflicts. */
export class FakeContacts {
  readonly server: FakeServer;
  readonly contacts = new Map<string, ContactDetail>();
  fields: ContactField[] = [];
  /** Every request that changes something, in order. */
  readonly writes: { method: string; path: string; body: unknown }[] = [];
  /** Bytes of the export, sent one chunk after the other as the test lets them. */
  exported: ReadableStream<Uint8Array> | null = null;
  openRooms = new Map<string, { rooms: number; roomId: string }>();
  #next = 1;

  constructor(server: FakeServer) {
    this.server = server;
    server.answerer = (method, path, body) => this.#answer(method, path, body);
  }

  add(change: Partial<ContactDetail> = {}): ContactDetail {
    const index = this.#next++;
    const contact: ContactDetail = {
      contactId: `con_${String(index).padStart(4, "0")}`,
      name: index <= NAMES.length ? (NAMES[index - 1] as string) : `${NAMES[index % NAMES.length]} ${index}`,
      channels: ["web_chat"],
      account: `62812${String(3_456_000 + index)}`,
      email: null,
      phone: `62812${String(3_456_000 + index)}`,
      divisionId: null,
      isBlocked: false,
      isVerified: false,
      createdAt: Date.now() - index * DAY,
      updatedAt: Date.now() - index * 60_000,
      company: null,
      isOptedOut: false,
      fields: {},
      identities: [{ channel: "web_chat", externalId: `vis_${index}`, createdAt: Date.now() - index * DAY }],
      tags: [],
      rooms: [],
      hasMoreRooms: false,
      version: 1,
      ...change,
    };
    this.contacts.set(contact.contactId, contact);
    return contact;
  }

  addMany(count: number): void {
    for (let index = 0; index < count; index += 1) this.add();
  }

  /** Somebody else saved it. */
  changeBehind(contactId: string, patch: Partial<ContactDetail>): void {
    const contact = this.contacts.get(contactId) as ContactDetail;
    this.contacts.set(contactId, { ...contact, ...patch, version: contact.version + 1, updatedAt: Date.now() });
  }

  #answer(method: string, path: string, body: unknown): Response | null {
    if (method !== "GET") this.writes.push({ method, path, body });
    const [, list, id, act] = path.split("/");
    if (list === "contact-fields") return json(this.fields);
    if (list === "integrations") return json(INTEGRATIONS);
    if (list !== "contacts") return null;
    if (id === undefined) return method === "GET" ? this.#page() : this.#create(body as CreateContact);
    const contact = this.contacts.get(id);
    if (!contact) return json({ code: "not_found", retryable: false }, 404);
    switch (act) {
      case undefined:
        return method === "GET" ? json(contact) : this.#save(contact, body as SaveContact);
      case "merge":
        return this.#merge(contact, body as MergeContact);
      case "erase":
        return this.#erase(contact, body as { name: string });
      case "unblock":
        return this.#put({ ...contact, isBlocked: false, version: contact.version + 1 });
      case "export":
        return new Response(this.exported, { headers: { "content-type": "application/zip" } });
      default:
        return null;
    }
  }

  #page(): Response {
    const query = new URLSearchParams(this.server.requests.at(-1)?.split("?")[1] ?? "");
    const words = (query.get("q") ?? "").toLowerCase();
    const found = [...this.contacts.values()]
      .filter(
        (one) => words === "" || [one.name, one.phone, one.email].some((text) => text?.toLowerCase().includes(words)),
      )
      .filter((one) => !query.has("channel") || one.channels.some((channel) => channel === query.get("channel")))
      .filter((one) => !query.has("divisionId") || (one.divisionId ?? "general") === query.get("divisionId"))
      .filter((one) => one.createdAt >= Number(query.get("from") ?? 0))
      .sort((a, b) =>
        query.get("sort") === "name" ? (a.name ?? "").localeCompare(b.name ?? "") : b.updatedAt - a.updatedAt,
      );
    const from = Number(query.get("cursor") ?? 0);
    const end = from + Number(query.get("limit") ?? 50);
    return json({ contacts: found.slice(from, end).map(rowOf), nextCursor: end < found.length ? String(end) : null });
  }

  #create(body: CreateContact): Response {
    const bad = checkContact(body, this.fields, null);
    if (bad.length > 0) return badFields(bad);
    const other = [...this.contacts.values()].find((one) => body.phone !== null && one.phone === body.phone);
    if (other)
      return json(
        { code: "contact.exists", retryable: false, params: { contactId: other.contactId, name: other.name ?? "" } },
        409,
      );
    return json(this.add({ ...body, ...given(body), account: body.phone, channels: [], identities: [] }), 201);
  }

  #save(contact: ContactDetail, body: SaveContact): Response {
    if (body.version !== contact.version)
      return json({ code: "conflict", retryable: false, params: { name: "Ayu Kartika" }, current: contact }, 409);
    const bad = checkContact(body, this.fields, contact);
    if (bad.length > 0) return badFields(bad);
    return this.#put({ ...contact, ...body, ...given(body), updatedAt: Date.now(), version: contact.version + 1 });
  }

  #merge(contact: ContactDetail, { otherId, keep, versions }: MergeContact): Response {
    const other = this.contacts.get(otherId) as ContactDetail;
    if (versions.this !== contact.version || versions.other !== other.version)
      return json(
        { code: "conflict", retryable: false, params: { name: "Ayu" }, current: { this: contact, other } },
        409,
      );
    const kept = Object.entries(keep).filter(([key, side]) => side === "other" && !key.startsWith("fields."));
    this.contacts.delete(otherId);
    return this.#put({
      ...contact,
      ...Object.fromEntries(kept.map(([key]) => [key, other[key as keyof ContactDetail]])),
      identities: [...contact.identities, ...other.identities],
      rooms: [...contact.rooms, ...other.rooms],
      isBlocked: contact.isBlocked || other.isBlocked,
      version: contact.version + 1,
    });
  }

  #erase(contact: ContactDetail, { name }: { name: string }): Response {
    const open = this.openRooms.get(contact.contactId);
    if (open) return json({ code: "contact.open_room", retryable: false, params: open }, 409);
    if (name !== contact.name) return badFields([{ pointer: "/name", code: "contact.name" }]);
    this.contacts.delete(contact.contactId);
    return new Response(null, { status: 204 });
  }

  #put(contact: ContactDetail): Response {
    this.contacts.set(contact.contactId, contact);
    return json(contact);
  }
}

const given = ({ fields }: Pick<CreateContact, "fields">): Pick<ContactDetail, "fields"> => ({
  fields: Object.fromEntries(Object.entries(fields).flatMap(([id, value]) => (value === null ? [] : [[id, value]]))),
});

const rowOf = ({
  identities,
  tags,
  rooms,
  fields,
  version,
  hasMoreRooms,
  company,
  isOptedOut,
  ...row
}: ContactDetail): ContactRow => row;

const badFields = (bad: readonly BadField[]): Response =>
  json({ code: bad[0]?.code, retryable: false, params: bad[0]?.params, errors: bad }, 422);
