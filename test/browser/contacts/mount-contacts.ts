import type { SapaContacts } from "../../../components/contacts/contacts.ts";
import type { FakeServer } from "../components/fake-server.ts";
import { all, until } from "../components/mount.ts";
import { clearStage, newProvider, put, type StageOptions, setStage } from "../components/stage.ts";
import { FakeContacts } from "./fake-contacts.ts";

type Mounted = { server: FakeServer; contacts: FakeContacts; element: SapaContacts };
export type MountContactsOptions = StageOptions & {
  attributes?: Record<string, string>;
  properties?: Partial<SapaContacts>;
  /** Runs before the element is put into the page. */
  prepare?: (contacts: FakeContacts, server: FakeServer) => void;
};

/** The contacts in a box of the given size, against a server inside the page. Call `leaveContacts` after each test. */
export async function mountContacts(options: MountContactsOptions = {}): Promise<Mounted> {
  const server = await setStage({ role: "admin", ...options });
  const contacts = new FakeContacts(server);
  options.prepare?.(contacts, server);
  const element = put("sapa-contacts", { tokenProvider: newProvider(), ...options.properties }, options.attributes);
  return { server, contacts, element };
}

export { clearStage as leaveContacts };

export const listShown = (): Promise<void> => until("the list", () => all(".opener").length > 0);
/** The profile of whoever is open, and its form. */
export const detailShown = (name: string): Promise<void> =>
  until(`the contact ${name}`, () =>
    all("sapa-contact-detail >> h2").some(({ textContent }) => textContent.trim() === name),
  );
export const names = (): string[] => all(".opener").map(({ textContent }) => textContent.trim());
