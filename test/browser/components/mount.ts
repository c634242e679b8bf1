import axe from "axe-core";
import { expect } from "vitest";
import { userEvent } from "vitest/browser";
import "../../../components/define.ts";
import type { SapaInbox } from "../../../components/inbox/inbox.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { summary } from "../../support/component-builders.ts";
import type { FakeServer } from "./fake-server.ts";
import { clearStage, newProvider, put, type StageOptions, setStage } from "./stage.ts";

let provider = newProvider();

type Mounted = { server: FakeServer; inbox: SapaInbox };
export type MountOptions = StageOptions & {
  attributes?: Record<string, string>;
  properties?: Partial<SapaInbox>;
  /** Runs before the element is put into the page. */
  prepare?: (server: FakeServer) => void;
};

/** The inbox in a box of the given size, against a server inside the page. Call `leave` after each test. */
export async function mount(options: MountOptions = {}): Promise<Mounted> {
  const server = await setStage(options);
  provider = newProvider();
  options.prepare?.(server);
  return { server, inbox: addInbox(options) };
}

/** One more inbox in the same box, or the same again after it was removed. */
export const addInbox = ({ attributes, properties }: Pick<MountOptions, "attributes" | "properties"> = {}): SapaInbox =>
  put("sapa-inbox", { tokenProvider: provider, ...properties }, attributes);

export function leave(): void {
  clearStage();
  indexedDB.deleteDatabase("sapa");
}

/** Every match of a selector in the page, also inside open shadow roots; ` >> ` steps into a match's own shadow root. */
export function all<T extends HTMLElement = HTMLElement>(selector: string, root: ParentNode = document): T[] {
  const [first = "", ...rest] = selector.split(" >> ");
  const matches = everywhere<T>(first, root);
  if (rest.length === 0) return matches;
  return matches.flatMap((match) => all<T>(rest.join(" >> "), match.shadowRoot ?? match));
}

function everywhere<T extends HTMLElement>(selector: string, root: ParentNode): T[] {
  const found = [...root.querySelectorAll<T>(selector)];
  for (const element of root.querySelectorAll("*")) {
    if (element.shadowRoot) found.push(...everywhere<T>(selector, element.shadowRoot));
  }
  return found;
}

export function one<T extends HTMLElement = HTMLElement>(selector: string): T {
  const element = all<T>(selector)[0];
  if (!element) throw new Error(`nothing matches ${selector}`);
  return element;
}

export const textOf = (selector: string): string =>
  all(selector)
    .map((element) => element.textContent.replace(/\s+/g, " ").trim())
    .join(" | ");

const findNamed = <T extends HTMLElement>(selector: string, name: string): T | undefined =>
  all<T>(selector)
    .filter((candidate) => candidate.checkVisibility())
    .find((one) => one.getAttribute("aria-label") === name || one.textContent.replace(/\s+/g, " ").trim() === name);

/** The element whose text or label is exactly this. */
export function named<T extends HTMLElement = HTMLElement>(selector: string, name: string): T {
  const element = findNamed<T>(selector, name);
  if (!element) throw new Error(`no ${selector} is called ${name}`);
  return element;
}

/** Clicks the element whose text or label is exactly this, once it is there. */
export async function press(selector: string, name: string): Promise<void> {
  await until(`${selector} called ${name}`, () => findNamed(selector, name));
  await userEvent.click(named(selector, name));
}

export const pause = (ms = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
export const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));

/** Longer than anything takes by itself. */
const PATIENT_MS = 30_000;

/** Waits until something is true; tells what did not come. A busy machine gets time: slowness is no failure. */
export async function until(what: string, isTrue: () => unknown): Promise<void> {
  const end = performance.now() + PATIENT_MS;
  while (!isTrue()) {
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await pause(10);
  }
  await frame();
}

export const activeElement = (): Element | null => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
};

const NAMES = [
  "Rani Puspita",
  "Joko Susilo",
  "Chloé Dubois",
  "Arif Budiman",
  "Wulan Sari",
  "Zara Haddad",
  "Ilham Maulana",
];

/** Rooms of the last hours, newest first, half of them answered. */
export function manyRooms(count: number, change: (index: number) => Partial<RoomSummary> = () => ({})): RoomSummary[] {
  const now = Date.now();
  return Array.from({ length: count }, (_, index) => {
    const at = now - (index + 1) * 60_000;
    const name = `${NAMES[index % NAMES.length]}${index >= NAMES.length ? ` ${index}` : ""}`;
    const base = summary();
    return summary({
      roomId: `room_${String(index).padStart(5, "0")}`,
      contact: { ...base.contact, contactId: `con_${index}`, name },
      lastInboundAt: at,
      lastActivityAt: at,
      lastMessage: base.lastMessage && { ...base.lastMessage, at, preview: `Message number ${index}` },
      ...change(index),
    });
  });
}

export function addAll(server: FakeServer, rooms: RoomSummary[]): void {
  for (const room of rooms) server.add(room);
}

/** A long talk between a customer and us, one message a minute, ending five minutes ago. */
export function talk(server: FakeServer, room: RoomSummary, count: number): void {
  const start = Date.now() - (count + 5) * 60_000;
  const contact = { type: "contact" as const, id: "con_1" };
  const member = { type: "member" as const, id: "mem_me", name: "Bagas Pratama" };
  server.add(
    room,
    Array.from({ length: count }, (_, index) => {
      const isOurs = index % 3 === 2;
      return {
        type: "message.created" as const,
        at: start + index * 60_000,
        actor: isOurs ? member : contact,
        conversationNumber: 1,
        direction: isOurs ? ("outbound" as const) : ("inbound" as const),
        content: { type: "text" as const, text: `Line ${index + 1}${" with more words than fit".repeat(index % 4)}` },
      };
    }),
  );
}

export function talkAll(server: FakeServer, rooms: RoomSummary[], count: number): void {
  for (const room of rooms) talk(server, room, count);
}

/** On its way from one colour to another nothing has the contrast it will have. Spinners never end and are left out. */
async function settled(): Promise<void> {
  const passing = () =>
    all("*")
      .flatMap((element) => element.getAnimations())
      .filter(({ playState, effect }) => playState === "running" && effect?.getComputedTiming().endTime !== Infinity);
  for (let left = passing(); left.length > 0; left = passing()) {
    await Promise.all(left.map(({ finished }) => finished.catch(() => {})));
    await frame();
  }
}

/** Nothing that axe finds: every visible state must pass. */
export async function expectAccessible(): Promise<void> {
  await settled();
  const { violations } = await axe.run(document.body, {
    // The page around the element belongs to the host.
    rules: { region: { enabled: false }, "page-has-heading-one": { enabled: false } },
  });
  const found = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(" ")} ${failureSummary}`).join("; ")}`,
  );
  expect(found).toEqual([]);
}
