import type { Role } from "../../../protocol/roles.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { member } from "../../support/component-builders.ts";
import type { FakeServer } from "./fake-server.ts";
import { all, manyRooms, mount, named, one, talk, until } from "./mount.ts";

export const ROOM = "room_00000";
export const dewi = { memberId: "mem_dewi", name: "Dewi Lestari" };

type Opening = {
  count?: number;
  role?: Role;
  room?: Partial<RoomSummary>;
  prepare?: (server: FakeServer) => void;
  width?: number;
};

/** The inbox with one room open, at its end. */
export async function open({ count = 12, role, room = {}, prepare, width }: Opening = {}) {
  const mounted = await mount({
    ...(role ? { role } : {}),
    ...(width ? { width } : {}),
    attributes: { "room-id": ROOM },
    prepare: (server) => {
      const [first] = manyRooms(1, () => room);
      if (first) talk(server, first, count);
      server.members = [
        member({ memberId: "mem_me", name: "Bagas Pratama", role: "supervisor" }),
        member({ ...dewi, isOnline: false }),
        member({ memberId: "mem_eka", name: "Eka Nugraha" }),
      ];
      server.tags = ["Refund", "VIP"].map((name) => ({ tagId: `tag_${name}`, name }));
      prepare?.(server);
    },
  });
  if (count > 0) await until("the messages", () => all(".bubble").length > 0);
  await until("the room to be live", () => all("sapa-composer").length > 0);
  return mounted;
}

export const viewport = (): HTMLElement => one("sapa-timeline >> .viewport");
export const box = (): HTMLTextAreaElement => one<HTMLTextAreaElement>("sapa-composer >> textarea");
export const lastBubble = (): string => all("sapa-timeline >> .bubble .words").at(-1)?.textContent ?? "";
export const isAtEnd = (): boolean => viewport().scrollHeight - viewport().clientHeight - viewport().scrollTop < 2;
/** Not by the pointer: to reach the button it would scroll, and scrolling up loads by itself. */
export const loadOlder = (): void => named("button", "Load older dialogs").click();
export const commands = (server: FakeServer) =>
  server.frames.filter(({ type }) => type === "command").map(({ command }) => command?.type);
