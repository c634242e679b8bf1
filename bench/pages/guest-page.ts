/** Runs in the page, before anything else of it: notes what a chat does to the page it is a guest on. */

/** Times in ms; `usableAt` since 1970. */
export type GuestFigures = {
  usableAt: number;
  longTasks: number;
  longTaskMs: number;
  /** Sum of all shifts that no input explains; Cumulative Layout Shift is at most that. */
  layoutShift: number;
  /** The slowest interaction with the page's own buttons, in steps of 8 ms; 0: none took 16 ms. */
  slowestMs: number;
};

type EventTiming = PerformanceEntry & { interactionId: number };
type LayoutShift = PerformanceEntry & { value: number; hadRecentInput: boolean };

export function installGuestPage(): void {
  // Frames get the script as well: a click in one counts, all else is measured in the page.
  const page = top as Window & { clickedAt?: number };
  addEventListener(
    "click",
    ({ timeStamp }) => {
      page.clickedAt = performance.timeOrigin + timeStamp;
    },
    true,
  );
  if (window !== page) return;
  const found = { usableAt: Number.NaN, longTasks: 0, longTaskMs: 0, layoutShift: 0, slowestMs: 0 };

  const observe = (type: string, take: (entry: PerformanceEntry) => void, more = {}): void =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more });
  observe("longtask", ({ duration }) => {
    found.longTasks += 1;
    found.longTaskMs += duration;
  });
  observe("layout-shift", (entry) => {
    const { value, hadRecentInput } = entry as LayoutShift;
    if (!hadRecentInput) found.layoutShift += value;
  });
  observe(
    "event",
    (entry) => {
      if ((entry as EventTiming).interactionId) found.slowestMs = Math.max(found.slowestMs, entry.duration);
    },
    { durationThreshold: 16 },
  );

  /** Of the elements that a selector with steps through shadow roots and frames leads to, the first that can be seen. */
  const find = (selector: string): Element | undefined => {
    const steps = selector.split(" >> ");
    let scopes: ParentNode[] = [document];
    for (const [index, step] of steps.entries()) {
      const elements = scopes.flatMap((scope) => [...scope.querySelectorAll(step)]);
      if (index === steps.length - 1) return elements.find(isSeen);
      scopes = elements.flatMap((one) => one.shadowRoot ?? (one as HTMLIFrameElement).contentDocument ?? []);
    }
    return undefined;
  };
  const isSeen = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  const PATIENCE_MS = 30_000;
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  /** Of this frame, once it is painted: a message posted in it is handled behind that. */
  const painted = (): Promise<void> =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      port2.postMessage(null);
    });
  /** Looks in every frame, so that what it finds is painted with it. */
  const seen = async (selector: string): Promise<Element> => {
    for (const until = performance.now() + PATIENCE_MS; performance.now() < until; ) {
      await frame();
      const element = find(selector);
      if (element) return element;
    }
    throw new Error(`${selector} was not seen`);
  };

  /** Where the middle of what is to be clicked stands, once it is seen. */
  async function usable(selector: string): Promise<{ x: number; y: number }> {
    const element = await seen(selector);
    found.usableAt = performance.timeOrigin + performance.now();
    const { left, top, width, height } = element.getBoundingClientRect();
    const frame = element.ownerDocument.defaultView?.frameElement?.getBoundingClientRect();
    return { x: left + width / 2 + (frame?.left ?? 0), y: top + height / 2 + (frame?.top ?? 0) };
  }
  async function opened(selector: string): Promise<number> {
    await seen(selector);
    await painted();
    return performance.timeOrigin + performance.now() - (page.clickedAt ?? Number.NaN);
  }
  Object.assign(window, { guest: { usable, opened, figures: () => found } });
}
