import { FakeInbox } from "./fake-inbox.ts";
import { all, type MountOptions, manyRooms, mount, press, talkAll, textOf, until } from "./mount.ts";

/** What stands around the list of the inbox that was started last. */
export let fake: FakeInbox;

export const rowsShown = () => until("rows", () => all(".row[data-room]").length > 0);
export const toast = (): string => textOf("sapa-toasts >> li");
export const menuItem = async (name: string): Promise<void> => {
  await press("button", "More tools");
  await press("[role=menuitem]", name);
};

/** The inbox with some rooms in its list, none of them open. */
export async function start(options: MountOptions & { count?: number } = {}) {
  const mounted = await mount({
    ...options,
    prepare: (server) => {
      fake = new FakeInbox(server);
      server.members = [
        { memberId: "mem_dewi", name: "Dewi Lestari", role: "agent", isOnline: true, openRooms: 0, limits: [] },
      ];
      talkAll(server, manyRooms(options.count ?? 8), 2);
      options.prepare?.(server);
    },
  });
  await rowsShown();
  return mounted;
}
