/** Runs in the page, before anything else of it: notes when an opened room shows its messages, and what that time was spent on. */

/** Milliseconds after the key press; NaN: it did not happen, as with a room that was shown from memory. */
export type Opening = {
  /** The room is another one on screen: header, empty timeline. */
  frameMs: number;
  socketMs: number;
  messagesMs: number;
  paintedMs: number;
  bubbles: number;
};

export function installOpenPage(): void {
  const marks = { pressed: 0, frame: Number.NaN, socket: Number.NaN, messages: Number.NaN };
  const since = (): number => performance.now() - marks.pressed;
  const PlainSocket = window.WebSocket;
  window.WebSocket = class extends PlainSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      if (!/\/rooms\//.test(String(url))) return;
      this.addEventListener("open", () => {
        marks.socket = since();
      });
      this.addEventListener("message", ({ data }) => {
        if (Number.isNaN(marks.messages) && String(data).includes('"type":"events"')) marks.messages = since();
      });
    }
  };
  addEventListener(
    "keydown",
    ({ key, timeStamp }) => {
      if (key === "Enter")
        Object.assign(marks, { pressed: timeStamp, frame: Number.NaN, socket: Number.NaN, messages: Number.NaN });
    },
    true,
  );
  const inside = (root: ParentNode, selector: string): Element | null => {
    const found = root.querySelector(selector);
    if (found) return found;
    for (const element of root.querySelectorAll("*")) {
      const deeper = element.shadowRoot && inside(element.shadowRoot, selector);
      if (deeper) return deeper;
    }
    return null;
  };
  /** After the next paint: a message posted in a frame is handled behind it. */
  const painted = (): Promise<void> =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve();
        port2.postMessage(null);
      });
    });

  async function opened(roomId: string, count: number): Promise<Opening> {
    const timeline = (): (Element & { store?: { roomId: string } }) | null => inside(document, "sapa-timeline");
    for (let tries = 0; tries < 3_000; tries += 1) {
      await painted();
      const shown = timeline();
      if (shown?.store?.roomId !== roomId) continue;
      if (Number.isNaN(marks.frame)) marks.frame = since();
      const bubbles = shown.shadowRoot?.querySelectorAll(".bubble").length ?? 0;
      if (bubbles < count) continue;
      return {
        frameMs: marks.frame,
        socketMs: marks.socket,
        messagesMs: marks.messages,
        paintedMs: since(),
        bubbles,
      };
    }
    throw new Error("The room did not open");
  }

  /** Focuses the row of a room, so that Enter opens it. */
  function aim(roomId: string): void {
    (inside(document, `[data-room="${roomId}"]`) as HTMLElement | null)?.focus();
  }
  Object.assign(window, { bench: { opened, aim } });
}
