import type {
  Application,
  CreateOrganization,
  OperatorOrganization,
  Provider,
  Support,
} from "../../protocol/operator.schema.ts";
import { PlainError } from "../support/console.ts";
import { given, many, needed, type OptionKind, type Options, seatsOf } from "./arguments.ts";
import { askSecret } from "./ask.ts";
import type { Server } from "./server.ts";
import { dayOf, tableOf } from "./table.ts";

type Asked = { server: Server; options: Options; id: string };

export type Command = {
  /** What follows the name, for the help. */
  usage: string;
  about: string;
  options: Record<string, OptionKind>;
  /** Whether a word follows that names one thing. */
  takesId?: boolean;
  /** Resolves with what is printed. */
  run: (asked: Asked) => Promise<string>;
};

const shownOrganizations = (list: OperatorOrganization[]): string =>
  tableOf(
    ["ID", "NAME", "OWNER", "SEATS", "SINCE", "DELETED ON"],
    list.map((one) => [
      one.organizationId,
      one.name,
      one.ownerEmail,
      `${one.seatsUsed}${one.seatLimit === null ? "" : ` of ${one.seatLimit}`}`,
      dayOf(one.createdAt),
      dayOf(one.deletionAt),
    ]),
  );

const shownApplications = (list: Application[]): string =>
  tableOf(
    ["CLIENT ID", "NAME", "SECRET", "LEADS BACK TO"],
    list.map((one) => [one.clientId, one.name, one.isPublic ? "none" : "has one", one.redirectUris.join(" ")]),
  );

const shownProviders = (list: Provider[], url: string): string =>
  tableOf(
    ["NAME", "ISSUER", "REGISTER THERE AS THE WAY BACK", "ID"],
    list.map((one) => [one.name, one.issuer, `${url}/auth/providers/${one.providerId}/callback`, one.providerId]),
  );

async function organizationOf({ server, id }: Asked): Promise<OperatorOrganization> {
  const list = await server.call<OperatorOrganization[]>("GET", "/organizations");
  const found = list.find((one) => one.organizationId === id);
  if (found === undefined) throw new PlainError(`There is no organization ${id}.`);
  return found;
}

const ADDRESSES = { name: "one", redirect: "many", "after-logout": "many", "sign-out": "one" } as const;

const addressesOf = (options: Options) => ({
  redirectUris: many(options, "redirect"),
  postLogoutUris: many(options, "after-logout"),
  backChannelLogoutUri: given(options, "sign-out") ?? null,
});

export const COMMANDS: Record<string, Command> = {
  organizations: {
    usage: "",
    about: "lists organizations, their owners and seats",
    options: {},
    run: async ({ server }) => shownOrganizations(await server.call("GET", "/organizations")),
  },
  "organizations create": {
    usage:
      "--name … --email … --first-name … [--last-name …] [--time-zone Asia/Jakarta] [--language id|en] [--seats n]",
    about: "makes an organization and invites its owner by mail",
    options: {
      name: "one",
      email: "one",
      "first-name": "one",
      "last-name": "one",
      "time-zone": "one",
      language: "one",
      seats: "one",
    },
    run: async ({ server, options }) => {
      const language = given(options, "language") ?? "id";
      if (language !== "en" && language !== "id") throw new PlainError("--language takes id or en.");
      const body: CreateOrganization = {
        name: needed(options, "name"),
        timeZone: given(options, "time-zone") ?? "Asia/Jakarta",
        language,
        owner: {
          email: needed(options, "email"),
          firstName: needed(options, "first-name"),
          lastName: given(options, "last-name") ?? "",
        },
        seatLimit: seatsOf(given(options, "seats")),
      };
      return shownOrganizations([await server.call("POST", "/organizations", body)]);
    },
  },
  "organizations save": {
    usage: "<id> [--name …] [--seats n|none]",
    about: "changes name and seats",
    options: { name: "one", seats: "one" },
    takesId: true,
    run: async (asked) => {
      const { server, options, id } = asked;
      const before = await organizationOf(asked);
      const seats = given(options, "seats");
      if (seats === undefined && given(options, "name") === undefined) throw new PlainError("Give --name or --seats.");
      const body = {
        name: given(options, "name") ?? before.name,
        seatLimit: seats === undefined ? before.seatLimit : seatsOf(seats),
      };
      return shownOrganizations([await server.call("PUT", `/organizations/${id}`, body)]);
    },
  },
  "organizations delete": {
    usage: "<id> --name <as it stands> --reason …",
    about: "deletes an organization in 30 days",
    options: { name: "one", reason: "one" },
    takesId: true,
    run: async ({ server, options, id }) => {
      const body = { name: needed(options, "name"), reason: needed(options, "reason") };
      return shownOrganizations([await server.call("POST", `/organizations/${id}/deletion`, body)]);
    },
  },
  "organizations keep": {
    usage: "<id>",
    about: "takes a deletion back",
    options: {},
    takesId: true,
    run: async ({ server, id }) => shownOrganizations([await server.call("DELETE", `/organizations/${id}/deletion`)]),
  },
  "sign-in-codes off": {
    usage: "<organization id>",
    about: "asks its members for no codes by email any more: the way in while no mail goes out",
    options: {},
    takesId: true,
    run: async ({ server, id }) =>
      shownOrganizations([await server.call("DELETE", `/organizations/${id}/sign-in-codes`)]),
  },
  email: {
    usage: "--from … --to … --reason …",
    about: "changes an account's sign-in email; tells both addresses and ends its sessions",
    options: { from: "one", to: "one", reason: "one" },
    run: async ({ server, options }) => {
      const body = { from: needed(options, "from"), to: needed(options, "to"), reason: needed(options, "reason") };
      await server.call("POST", "/accounts/email", body);
      return `  ${body.to} signs in from now on.`;
    },
  },
  support: {
    usage: "",
    about: "shows the support contact",
    options: {},
    run: async ({ server }) => {
      const support = await server.call<Support>("GET", "/support");
      return tableOf(["TEXT", "LINK"], support === null ? [] : [[support.text, support.url]]);
    },
  },
  "support set": {
    usage: "--text … --url …",
    about: "changes it",
    options: { text: "one", url: "one" },
    run: async ({ server, options }) => {
      await server.call("PUT", "/support", { text: needed(options, "text"), url: needed(options, "url") });
      return "  Saved.";
    },
  },
  "support clear": {
    usage: "",
    about: "shows none",
    options: {},
    run: async ({ server }) => {
      await server.call("PUT", "/support", null);
      return "  None is shown any more.";
    },
  },
  applications: {
    usage: "",
    about: "lists applications that sign people in with this server",
    options: {},
    run: async ({ server }) => shownApplications(await server.call("GET", "/applications")),
  },
  "applications create": {
    usage: "--name … --redirect <uri> [--redirect …] [--after-logout <uri> …] [--sign-out <uri>] [--public]",
    about: "registers one and prints its secret, once",
    options: { ...ADDRESSES, public: "none" },
    run: async ({ server, options }) => {
      const body = { name: needed(options, "name"), isPublic: options.public === true, ...addressesOf(options) };
      const address = await server.publicAddress();
      const made = await server.call<Application & { secret: string | null }>("POST", "/applications", body);
      const secret = made.secret === null ? "it is public and has none" : `${made.secret}  (shown only now)`;
      return [`  Issuer     ${address}`, `  Client id  ${made.clientId}`, `  Secret     ${secret}`].join("\n");
    },
  },
  "applications save": {
    usage: "<client id> --name … --redirect <uri> [--redirect …] [--after-logout <uri> …] [--sign-out <uri>]",
    about: "gives it other addresses; the secret stays",
    options: ADDRESSES,
    takesId: true,
    run: async ({ server, options, id }) => {
      const body = { name: needed(options, "name"), ...addressesOf(options) };
      return shownApplications([await server.call("PUT", `/applications/${id}`, body)]);
    },
  },
  "applications delete": {
    usage: "<client id>",
    about: "takes it away",
    options: {},
    takesId: true,
    run: async ({ server, id }) => {
      await server.call("DELETE", `/applications/${id}`);
      return "  Gone.";
    },
  },
  providers: {
    usage: "",
    about: "lists providers that people may sign in with",
    options: {},
    run: async ({ server }) => shownProviders(await server.call("GET", "/providers"), await server.publicAddress()),
  },
  "providers create": {
    usage: "--name … --issuer https://… --client-id …",
    about: "adds one; asks for its client secret",
    options: { name: "one", issuer: "one", "client-id": "one" },
    run: async ({ server, options }) => {
      const body = {
        name: needed(options, "name"),
        issuer: needed(options, "issuer"),
        clientId: needed(options, "client-id"),
        clientSecret: await askSecret("Client secret"),
      };
      const address = await server.publicAddress();
      return shownProviders([await server.call("POST", "/providers", body)], address);
    },
  },
  "providers delete": {
    usage: "<id>",
    about: "takes it away",
    options: {},
    takesId: true,
    run: async ({ server, id }) => {
      await server.call("DELETE", `/providers/${id}`);
      return "  Gone.";
    },
  },
};
