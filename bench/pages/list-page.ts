/**
 * Runs inside the page: a server of 100,000 rooms at the boundary of `fetch` and `WebSocket`, and the measurements. Handed
 * to the browser as source text, so it uses nothing from outside itself.
 */
export type ListFigures = {
  firstRowMs: number;
  otherChoiceMs: number;
  heapBytes: number;
  nodes: number;
  frames: number[];
  busyFrames: number[];
};

export function installListPage(): void {
  type Room = Record<string, unknown> & { roomId: string; version: number };
  const first = ["Rani", "Joko", "Chloé", "Arif", "Wulan", "Zara", "Ilham", "Intan"];
  const last = ["Puspita", "Susilo", "Dubois", "Budiman", "Sari", "Haddad", "Maulana", "Permata"];
  const now = Date.now();

  const makeRoom = (index: number): Room => {
    const at = now - index * 20_000;
    const status = ["unassigned", "assigned", "resolved", "assigned"][index % 4];
    const member = { memberId: `mem_${index % 5}`, name: "Bagas Pratama" };
    return {
      roomId: `room_${String(index).padStart(6, "0")}`,
      organizationId: "org_a",
      integrationId: "int_a",
      integrationName: "Shop",
      channel: "web_chat",
      kind: "message",
      version: 1,
      headSeq: 9,
      contact: {
        contactId: `con_${index}`,
        externalId: `vis_${index}`,
        name: `${first[index % 8]} ${last[(index >> 3) % 8]} ${index}`,
        email: null,
        phone: null,
      },
      status,
      divisionId: null,
      conversation: {
        number: 1,
        origin: "contact",
        openedAt: at,
        firstAssignedAt: null,
        resolvedAt: null,
        resolvedBy: null,
        messageCount: index % 30,
      },
      participants: status === "unassigned" ? [] : [member],
      formerParticipantIds: [],
      lastAgentId: null,
      tags: index % 3 === 0 ? [{ tagId: "tag_vip", name: "VIP" }] : [],
      isUnresponded: index % 4 < 2,
      waitingSince: null,
      isBlocked: false,
      snoozedUntil: null,
      scheduledCount: 0,
      mayAutoResolve: true,
      unreadCount: index % 5,
      lastMessage: {
        seq: 9,
        at,
        direction: index % 2 ? "inbound" : "outbound",
        authorType: index % 2 ? "contact" : "member",
        authorName: null,
        contentType: "text",
        preview: `Message number ${index} about an order that is on its way`,
      },
      firstInboundAt: at,
      lastInboundAt: at,
      lastSeenAt: null,
      lastActivityAt: at,
      createdAt: at,
    };
  };

  const counters = { messages: 50_000, comments: 0, unassigned: 25_000 };
  const me = {
    memberId: "mem_0",
    name: "Bagas Pratama",
    email: "bagas@kopisenja.example",
    role: "supervisor",
    organization: { organizationId: "org_a", name: "Kopi Senja", timeZone: "Asia/Jakarta", language: "en" },
    language: "en",
    permissions: ["room.reply", "room.take", "room.resolve", "room.assign", "room.block", "room.bulk"],
    session: { expiringMs: 57_600_000, expiredMs: 86_400_000 },
    divisionIds: [],
  };
  const answers: Record<string, () => unknown> = {
    "/api/v1/me": () => me,
    "/api/v1/rooms": () => ({
      rooms: Array.from({ length: 50 }, (_, index) => makeRoom(index)),
      nextCursor: null,
      lagMs: 0,
    }),
    "/api/v1/drafts": () => [],
  };
  window.fetch = async (input) => {
    const { pathname } = new URL(String(input), location.href);
    return Response.json(answers[pathname]?.() ?? []);
  };

  let feed: { onmessage: ((event: { data: string }) => void) | null } | null = null;
  let lastSent = 0;
  class FakeSocket {
    readyState = 0;
    protocol = "sapa.v1";
    onopen: (() => void) | null = null;
    onmessage: ((event: { data: string }) => void) | null = null;
    onclose: (() => void) | null = null;
    constructor() {
      feed = this;
      setTimeout(() => {
        this.readyState = 1;
        this.onopen?.();
      });
    }
    send(data: string): void {
      if (data === "ping") return;
      push({
        type: "welcome",
        version: 1,
        epoch: "e",
        last: 0,
        isComplete: true,
        serverTime: Date.now(),
        counters,
        isOnline: true,
        presence: [],
      });
    }
    close(): void {}
  }
  window.WebSocket = FakeSocket as never;
  const push = (frame: object): void => feed?.onmessage?.({ data: JSON.stringify(frame) });

  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  const isPainted = async (isThere: () => boolean): Promise<void> => {
    while (!isThere()) await frame();
    await frame();
  };
  const rowsIn = (): ShadowRoot | null =>
    document
      .querySelector("sapa-inbox")
      ?.shadowRoot?.querySelector("sapa-room-list")
      ?.shadowRoot?.querySelector("sapa-room-rows")?.shadowRoot ?? null;

  /** Scrolls as a hard flick does and measures each frame; the browser draws as often as it can. */
  async function scroll(viewport: Element, count: number, each: (index: number) => void = () => {}): Promise<number[]> {
    const frames: number[] = [];
    viewport.scrollTop = 720;
    await frame();
    let before = await frame();
    for (let index = 0; index < count; index += 1) {
      // Not by what it is now: to read that, the browser would have to lay the page out once more.
      viewport.scrollTop = 720 + (index + 1) * 216;
      each(index);
      const at = await frame();
      frames.push(at - before);
      before = at;
    }
    return frames;
  }

  const page = {
    async openInbox(): Promise<number> {
      const inbox = document.createElement("sapa-inbox") as HTMLElement & { tokenProvider: unknown };
      inbox.tokenProvider = async () => ({ token: "t", expiresAt: Date.now() + 600_000 });
      const started = performance.now();
      document.body.appendChild(inbox);
      await isPainted(() => rowsIn()?.querySelector("[data-room]") !== null && rowsIn() !== null);
      return performance.now() - started;
    },

    /** Everything by the feed, a thousand at a time. */
    async fill(count: number): Promise<void> {
      for (let from = 50; from < count; from += 1_000) {
        const rooms = Array.from({ length: Math.min(1_000, count - from) }, (_, index) => makeRoom(from + index));
        push({ type: "rooms", last: ++lastSent, rooms, gone: [], counters });
        await frame();
      }
    },

    async otherChoice(): Promise<number> {
      const inbox = document.querySelector("sapa-inbox") as HTMLElement & { status: string };
      const started = performance.now();
      inbox.status = "assigned";
      await isPainted(() => (rowsIn()?.querySelector(".name")?.textContent ?? "").endsWith(" 1"));
      const tookMs = performance.now() - started;
      inbox.status = "all";
      await isPainted(() => (rowsIn()?.querySelector(".name")?.textContent ?? "").endsWith(" 0"));
      return tookMs;
    },

    scrollInbox: (count: number): Promise<number[]> => scroll(rowsIn()?.querySelector(".viewport") as Element, count),

    /** The same while the feed brings a thousand changed rooms a second, ten frames of a hundred. */
    async scrollBusyInbox(count: number, rooms: number): Promise<number[]> {
      let changedAt = performance.now();
      let version = 1;
      return scroll(rowsIn()?.querySelector(".viewport") as Element, count, () => {
        if (performance.now() - changedAt < 100) return;
        changedAt = performance.now();
        version += 1;
        const changed = Array.from({ length: 100 }, () => {
          const index = Math.floor(Math.random() * rooms);
          return { ...makeRoom(index), version, lastInboundAt: Date.now() };
        });
        push({ type: "rooms", last: ++lastSent, rooms: changed, gone: [], counters });
      });
    },

    /** A row as ours is drawn, to be drawn by other means. */
    rowSource(): { html: string; css: string } {
      const root = rowsIn();
      const sheets = (root?.adoptedStyleSheets ?? []).flatMap((sheet) => [...sheet.cssRules]);
      return {
        html: root?.querySelector("li.item")?.outerHTML ?? "",
        css: sheets.map((rule) => rule.cssText).join("\n"),
      };
    },

    /** Every row in the page. */
    async openAll(source: { html: string; css: string }, count: number): Promise<number> {
      const started = performance.now();
      const root = openBox(source.css);
      const list = root.querySelector("ul") as HTMLElement;
      list.innerHTML = Array.from({ length: count }, (_, index) => source.html.replace("Rani", `Rani ${index}`)).join(
        "",
      );
      await frame();
      await frame();
      return performance.now() - started;
    },

    /** The least that a virtual list can do: rows are moved, and three texts of each are set. */
    async openPlain(source: { html: string; css: string }, count: number): Promise<number> {
      const rooms = Array.from({ length: count }, (_, index) => makeRoom(index));
      const started = performance.now();
      const root = openBox(source.css);
      const list = root.querySelector("ul") as HTMLElement;
      const viewport = root.querySelector(".viewport") as HTMLElement;
      list.style.cssText = `position:relative;height:${count * 72}px`;
      const template = document.createElement("template");
      template.innerHTML = source.html;
      const pool = Array.from({ length: 24 }, () => {
        const item = template.content.firstElementChild?.cloneNode(true) as HTMLElement;
        item.style.cssText = "position:absolute;inset-inline:0;top:0";
        list.appendChild(item);
        return item;
      });
      const draw = (): void => {
        const begin = Math.max(0, Math.floor(viewport.scrollTop / 72) - 6);
        for (let index = begin; index < Math.min(count, begin + pool.length); index += 1) {
          const item = pool[index % pool.length] as HTMLElement;
          const room = rooms[index] as never as { contact: { name: string }; lastMessage: { preview: string } };
          item.style.transform = `translateY(${index * 72}px)`;
          (item.querySelector(".name") as HTMLElement).textContent = room.contact.name;
          (item.querySelector(".preview") as HTMLElement).textContent = room.lastMessage.preview;
          (item.querySelector(".activity") as HTMLElement).textContent = String(index);
        }
      };
      viewport.addEventListener("scroll", draw);
      draw();
      await frame();
      await frame();
      return performance.now() - started;
    },

    scrollBox: (count: number): Promise<number[]> =>
      scroll(document.querySelector("#box")?.shadowRoot?.querySelector(".viewport") as Element, count),
  };

  function openBox(css: string): ShadowRoot {
    const box = document.createElement("div");
    box.id = "box";
    box.style.cssText = "position:absolute;inset:0;inline-size:340px";
    document.body.appendChild(box);
    const root = box.attachShadow({ mode: "open" });
    root.innerHTML = `<style>${css}</style><div style="position:absolute;inset:0"><div class="viewport scroll"><ul></ul></div></div>`;
    return root;
  }

  (window as never as { bench: typeof page }).bench = page;
}
