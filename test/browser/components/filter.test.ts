import { afterEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import type { SapaGoEvent, SapaViewChangedEvent } from "../../../components/events.ts";
import { FakeInbox } from "./fake-inbox.ts";
import {
  activeElement,
  addAll,
  all,
  leave,
  type MountOptions,
  manyRooms,
  mount,
  named,
  one,
  textOf,
  until,
} from "./mount.ts";

afterEach(leave);

const HOUR = 3_600_000;
const vip = { tagId: "tag_vip", name: "VIP" };
const rowNames = (): string[] => all(".row .name").map((name) => name.textContent);
const rowsShown = () => until("rows", () => all(".row[data-room]").length > 0);
const click = (element: HTMLElement) => userEvent.click(element);

let fake: FakeInbox;

/** Four rooms: the first and third are VIP, the second is mine, the last is expiring. */
async function start(options: MountOptions = {}) {
  const mounted = await mount({
    ...options,
    prepare: (server) => {
      fake = new FakeInbox(server);
      server.members = [
        { memberId: "mem_me", name: "Bagas Pratama", role: "supervisor", isOnline: true, openRooms: 0, limits: [] },
      ];
      server.tags = [vip];
      addAll(
        server,
        manyRooms(4, (index) => ({
          tags: index % 2 === 0 ? [vip] : [],
          participants: index === 1 ? [{ memberId: "mem_me", name: "Bagas Pratama" }] : [],
          ...(index === 3 ? { lastInboundAt: Date.now() - 17 * HOUR } : {}),
        })),
      );
      options.prepare?.(server);
    },
  });
  return mounted;
}

const openPanel = async (): Promise<void> => {
  await click(one("sapa-inbox >> .filter-button"));
  await until("the panel", () => all("sapa-filter-panel >> form").length === 1);
};

describe("the filter panel", () => {
  it("SEARCH-6, SEARCH-7, SEARCH-9 narrows the list on Apply, shows chips and the number of fields, and tells the host", async () => {
    const { inbox } = await start();
    await rowsShown();
    const told: string[] = [];
    inbox.addEventListener("sapa-view-changed", (event: SapaViewChangedEvent) => told.push(event.filter));
    await openPanel();
    await click(named("label", "Open"));
    await click(named("sapa-choice-field >> button", "Choose tags"));
    await click(named("label", "VIP"));
    await userEvent.keyboard("{Escape}");
    expect(rowNames().length).toBe(4);
    await click(named("button", "Apply"));
    await until("two rooms", () => rowNames().length === 2);
    expect(all("sapa-filter-panel").length).toBe(0);
    expect(told).toEqual(["sessions=open&tagIds=tag_vip"]);
    expect(inbox.filter).toBe("sessions=open&tagIds=tag_vip");
    expect(all(".chip").map((chip) => chip.textContent.trim())).toEqual(["Open", "VIP"]);
    expect(one("sapa-inbox >> .filter-button").getAttribute("aria-label")).toBe("Filter, 2 fields active");
    expect(fake.server.requests.at(-1)).toContain("sessions=open&tagIds=tag_vip");
  });

  it("SEARCH-9 a chip takes its value away, Reset all of them", async () => {
    const { inbox } = await start({ properties: { filter: "tagIds=tag_vip&sessions=open" } });
    await until("the chips", () => all(".chip").length === 2);
    await click(named("button", "Remove from the filter: VIP"));
    await until("three rooms", () => rowNames().length === 3);
    await click(one("sapa-inbox >> .chips .link"));
    await until("all rooms", () => rowNames().length === 4);
    expect([inbox.filter, all(".chip").length]).toEqual(["", 0]);
  });

  it("LIST-17 says that nothing matches, and starts over", async () => {
    await start({ properties: { filter: "agentIds=mem_me&tagIds=tag_vip" } });
    await until("the words", () => textOf("sapa-room-list >> .state .title") === "Nothing matches the filter");
    await click(named("sapa-room-list .state button, .state button", "Reset"));
    await until("all rooms", () => rowNames().length === 4);
  });

  it("LIST-17 says that no channel is connected", async () => {
    await mount({
      prepare: (server) => {
        new FakeInbox(server).integrations = [];
      },
      properties: { places: [{ place: "integrations", key: "n", label: "Channel Integrations" }] },
    });
    await until("the words", () => textOf("sapa-room-list >> .state .title") === "No channel connected");
    const gone: string[] = [];
    document.addEventListener("sapa-go", (event) => gone.push((event as SapaGoEvent).place), { once: true });
    await click(named("button", "Channel Integrations"));
    expect(gone).toEqual(["integrations"]);
  });

  it("SEARCH-11 a tag that no longer exists is dropped with a toast", async () => {
    const { inbox } = await start({ properties: { filter: "tagIds=tag_gone,tag_vip" } });
    await until("the toast", () =>
      textOf("sapa-toasts >> li").includes("Part of the filter no longer exists and was removed"),
    );
    expect(inbox.filter).toBe("tagIds=tag_vip");
    await until("the rooms", () => rowNames().length === 2);
  });

  it("SEARCH-9 what the feed brings is filtered too", async () => {
    const { server } = await start({ properties: { filter: "tagIds=tag_vip" } });
    await until("two rooms", () => rowNames().length === 2);
    await userEvent.hover(one(".pane.middle"));
    const second = server.rooms.get("room_00001");
    if (second) server.change({ ...second, tags: [vip] });
    await until("three rooms", () => rowNames().length === 3);
    const first = server.rooms.get("room_00000");
    if (first) server.change({ ...first, tags: [] });
    await until("two again", () => rowNames().length === 2);
    expect(rowNames()[0]).toBe("Joko Susilo");
  });

  it("SEARCH-10 a room that passes a boundary of its session leaves by itself", async () => {
    await start({
      properties: { filter: "sessions=open" },
      prepare: (server) => {
        const last = server.rooms.get("room_00003");
        if (last) server.rooms.set("room_00003", { ...last, lastInboundAt: Date.now() - 16 * HOUR + 4_000 });
      },
    });
    await until("four rooms", () => rowNames().length === 4);
    await userEvent.hover(one(".pane.middle"));
    await until("three rooms", () => rowNames().length === 3);
  });

  it("SESS-3 a row's clock turns in the moment the session begins to expire", async () => {
    await start({
      prepare: (server) => {
        const first = server.rooms.get("room_00003");
        if (first) server.rooms.set("room_00003", { ...first, lastInboundAt: Date.now() - 16 * HOUR + 2_500 });
      },
    });
    await rowsShown();
    const ring = (): string => all('[data-room="room_00003"] .avatar')[0]?.className ?? "";
    expect(ring()).toContain("open");
    await until("the amber ring", () => ring().includes("expiring"));
  });

  it("SEARCH-7 agents have no field for agents and divisions", async () => {
    await start({ role: "agent" });
    await until("the tools", () => all("sapa-inbox >> .filter-button").length === 1);
    await openPanel();
    const labels = all("sapa-choice-field >> .label").map((label) => label.textContent);
    expect(labels).toEqual(["Tags", "Channels"]);
  });

  it("BEY-6 Mine shows the rooms one takes part in, with one press", async () => {
    const { inbox } = await start();
    await rowsShown();
    await openPanel();
    await click(named("button", "Mine"));
    await until("my room", () => rowNames().join() === "Joko Susilo");
    expect(inbox.filter).toBe("agentIds=me");
    expect(fake.server.requests.at(-1)).toContain("agentIds=mem_me");
  });

  it("BEY-6 keeps a filter under a name, shows it again, and throws it away", async () => {
    await start();
    await rowsShown();
    await openPanel();
    await click(named("label", "Expiring"));
    await click(named("button", "Save this filter"));
    await userEvent.fill(all<HTMLInputElement>("sapa-filter-panel >> [data-pointer='/name']")[0]!, "Hurry");
    await userEvent.keyboard("{Enter}");
    await until("the kept filter", () => textOf("sapa-filter-panel >> .saved").includes("Hurry"));
    expect(fake.saved[0]).toMatchObject({ name: "Hurry", query: "sessions=expiring", isShared: false });
    await click(named("button", "Close"));
    await openPanel();
    await click(named("button", "Hurry"));
    await until("the expiring room", () => rowNames().join() === "Arif Budiman");
    await openPanel();
    await click(named("button", "Delete the saved filter Hurry"));
    await until("none kept", () => fake.saved.length === 0 && !textOf("sapa-filter-panel >> .saved").includes("Hurry"));
  });

  it("BEY-6 a name that is taken is said at the field, and nothing is lost", async () => {
    await start();
    fake.saved.push({ filterId: "fil_x", name: "Hurry", query: "campaign=true", isShared: true, isOwn: false });
    await rowsShown();
    await openPanel();
    await click(named("label", "Expiring"));
    await click(named("button", "Save this filter"));
    await userEvent.fill(all<HTMLInputElement>("sapa-filter-panel >> [data-pointer='/name']")[0]!, "Hurry");
    await userEvent.keyboard("{Enter}");
    await until("the error", () => all("sapa-filter-panel >> .field-error").length === 1);
    expect(all<HTMLInputElement>("sapa-filter-panel >> [data-pointer='/name']")[0]?.value).toBe("Hurry");
  });

  it("GEN-10 F opens it, Escape leaves it, and the focus goes back", async () => {
    await start();
    await rowsShown();
    await userEvent.keyboard("j");
    await until("the row", () => (activeElement() as HTMLElement).dataset.room === "room_00000");
    await userEvent.keyboard("f");
    await until("the panel", () => all("sapa-filter-panel >> form").length === 1);
    await userEvent.keyboard("{Escape}");
    await until("the row again", () => (activeElement() as HTMLElement).dataset.room === "room_00000");
  });

  it("BEY-2 sorts by what expires soonest, without the sessions that are over", async () => {
    const { server } = await start({
      prepare: (server) => {
        const old = server.rooms.get("room_00002");
        if (old) server.rooms.set("room_00002", { ...old, lastInboundAt: Date.now() - 30 * HOUR });
      },
    });
    await rowsShown();
    await click(named("button", "Sort: Newest"));
    await click(named("[role=menuitemradio]", "Expires soonest"));
    await until("the order", () => rowNames().join() === "Arif Budiman,Joko Susilo,Rani Puspita");
    server.says("room_00003", "Still there?");
    await userEvent.hover(one(".pane.middle"));
    await until("the new order", () => rowNames().at(-1) === "Arif Budiman");
  });
});
