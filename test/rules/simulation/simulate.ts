import type { Command } from "../../../protocol/commands.schema.ts";
import { Browser, type Room, Tab } from "./browser.ts";
import { Checker, planOf, saidBy, type Violation } from "./checker.ts";
import { type Faults, type NetworkCounts, NO_FAULTS, Uplink } from "./network.ts";
import { Server } from "./server.ts";
import { type Subject, surround } from "./subject.ts";
import { World } from "./world.ts";

export type Report = NetworkCounts & {
  violations: Violation[];
  events: number;
  given: number;
  stored: number;
  acknowledged: number;
  refused: number;
  planned: number;
  greeted: number;
  looks: number;
  pageCrashes: number;
  serverCrashes: number;
  sleeps: number;
  navigations: number;
  laptopSleeps: number;
};

const STORM_MS = 90_000;
const CALM_MS = 240_000;
const STORMS: Faults[] = [
  { drop: 0, repeat: 0 },
  { drop: 0.02, repeat: 0.02 },
  { drop: 0.1, repeat: 0.05 },
];

/** One run: a visitor with two tabs and two of the staff write while everything around them fails; then it calms down. */
export async function simulate(seed: number, subject: Subject): Promise<Report> {
  const run = new Run(seed, subject);
  try {
    return await run.play();
  } finally {
    run.server.disk.close();
  }
}

class Run {
  readonly server: Server;
  readonly #world: World;
  readonly #subject: Subject;
  readonly #checker: Checker;
  readonly #counts: NetworkCounts = { frames: 0, dropped: 0, repeated: 0, cuts: 0 };
  readonly #faults: Faults;
  readonly #places: { who: string; participant: string; browser: Browser; tab: Tab | null; session: string }[] = [];
  readonly #timers = new Map<number, () => void>();
  #isStorm = true;
  #ids = 0;
  #texts = 0;
  #pageCrashes = 0;
  #serverCrashes = 0;
  #sleeps = 0;
  #navigations = 0;
  #laptopSleeps = 0;

  constructor(seed: number, subject: Subject) {
    const world = new World(seed);
    const shared = new Browser(world);
    this.#world = world;
    this.#subject = subject;
    this.#faults = STORMS[seed % STORMS.length] ?? NO_FAULTS;
    surround({
      now: () => world.time.now(),
      random: () => world.random(),
      uuid: () => `epoch-${Math.floor(world.random() * 1e9)}`,
      setTimeout: (work, delayMs) => {
        const timer = this.#timers.size + 1;
        this.#timers.set(timer, this.server.setTimeout(work, delayMs));
        return timer;
      },
      clearTimeout: (timer) => this.#timers.get(timer)?.(),
      localStorage: {
        getItem: (key) => shared.localStorage.get(key) ?? null,
        setItem: (key, value) => shared.localStorage.set(key, value),
        removeItem: (key) => shared.localStorage.delete(key),
      },
    });
    this.server = new Server(world, subject);
    this.#checker = new Checker(this.server.log);
    for (const [who, participant, browser] of [
      ["visitor's first tab", "visitor", shared],
      ["visitor's second tab", "visitor", shared],
      ["Dewi", "dewi", new Browser(world)],
      ["Rudi", "rudi", new Browser(world)],
    ] as const) {
      browser.onKept = (id) => this.#checker.kept(id);
      this.#places.push({ who, participant, browser, tab: null, session: "" });
    }
  }

  async play(): Promise<Report> {
    for (const index of this.#places.keys()) this.#world.after(index * 500, null, () => this.#openTab(index));
    this.#every(600, 60_000, () => this.server.ringAlarm());
    this.#troubles();
    await this.#world.time.pass(STORM_MS);
    this.#isStorm = false;
    await this.#calmDown();
    this.#checker.finish(this.#places.map(({ who, tab }) => ({ who, room: tab?.room as Room })));
    return {
      ...this.#counts,
      ...this.#checker.counts,
      violations: this.#checker.violations,
      events: this.server.log.length,
      pageCrashes: this.#pageCrashes,
      serverCrashes: this.#serverCrashes,
      sleeps: this.#sleeps,
      navigations: this.#navigations,
      laptopSleeps: this.#laptopSleeps,
    };
  }

  #openTab(index: number): void {
    const place = this.#places[index];
    if (!place) return;
    // Before the visitor's first message there is no room that the staff could open.
    if (place.participant !== "visitor" && this.server.log.length === 0) {
      this.#world.after(1000, null, () => this.#openTab(index));
      return;
    }
    place.session = `${place.who} #${this.#ids}`;
    const makeUplink = (owner: Tab["owner"]): Uplink =>
      new Uplink(this.#world, this.server, owner, this.#checker, () => this.#now(), this.#counts);
    const newId = (): string => `c${String(++this.#ids).padStart(6, "0")}`;
    const tab = new Tab(this.#world, this.#subject, this.server, place.browser, place.participant, makeUplink, newId);
    place.tab = tab;
    tab.room.subscribe(() => {
      if (tab.owner.isAlive) this.#checker.look(place.who, tab.room);
    });
    this.#personAt(index, tab);
  }

  readonly #now = (): Faults => (this.#isStorm ? this.#faults : NO_FAULTS);

  /** Somebody who writes now and then, in bursts at times, and judges what failed. */
  #personAt(index: number, tab: Tab): void {
    const place = this.#places[index];
    if (!place) return;
    // WIDGET-14 lets a visitor say 20 things a minute, in all tabs together.
    const pauseMs = place.participant === "visitor" ? 9000 : 5000;
    const act = (): void => {
      if (this.#isStorm) {
        for (let burst = this.#world.chance(0.1) ? 6 : 1; burst > 0; burst--) this.#say(tab, place);
        tab.room.setTyping(this.#world.chance(0.5));
        if (this.#world.chance(0.1)) void tab.room.loadOlder().catch(() => {});
        // The moment just after a click on a link: written, perhaps stored, perhaps sent.
        if (this.#world.chance(0.03)) this.#world.after(this.#world.between(0, 60), null, () => this.#crashPage(index));
      }
      this.#judgeFailed(tab);
      const last = tab.room.view.events.at(-1) as { seq: number } | undefined;
      if (last) tab.room.markRead(last.seq);
      this.#world.after(this.#world.between(100, pauseMs), tab.owner, act);
    };
    this.#world.after(this.#world.between(50, 3000), tab.owner, act);
  }

  /** What can help is tried again; what cannot is given up, sometimes without taking it off the screen. */
  #judgeFailed(tab: Tab): void {
    for (const item of tab.room.view.outgoing) {
      if (item.state !== "failed") continue;
      if (item.refusal?.retryable) {
        tab.room.retry(item.id);
        this.#checker.movedBack(item.id);
      } else {
        this.#checker.gaveUp(item.id);
        if (this.#world.chance(0.5)) tab.room.discard(item.id);
      }
    }
  }

  #say(tab: Tab, place: { participant: string; session: string }): void {
    const text = `${place.participant} ${++this.#texts}`;
    const isVisitor = place.participant === "visitor";
    // The staff answer what they see; before that there is nothing to answer.
    if (!isVisitor && tab.room.view.events.length === 0) return;
    if (!isVisitor && this.#world.chance(0.1)) {
      this.#plan(tab, place);
      return;
    }
    let command: Command = { type: "message.send", content: { type: "text", text } };
    if (!isVisitor && this.#world.chance(0.2)) command = { type: "note.add", text };
    if (!isVisitor && this.#world.chance(0.03)) {
      tab.room.send({ type: "conversation.resolve" } as never);
      return;
    }
    const id = tab.room.send(command as never);
    this.#checker.gave(id, text, place.session);
  }

  /** BEY-5: something that is to be said a little later. */
  #plan(tab: Tab, place: { participant: string; session: string }): void {
    const scheduleId = `s${this.#texts}`;
    const content = { type: "text" as const, text: saidBy(scheduleId) };
    const dueAt = Math.round(this.#world.time.now() + this.#world.between(10_000, 40_000));
    const cancelOnReply = this.#world.chance(0.3);
    const id = tab.room.send({ type: "message.schedule", scheduleId, content, dueAt, cancelOnReply } as never);
    this.#checker.gave(id, planOf(scheduleId), place.session);
  }

  #every(minMs: number, maxMs: number, work: () => void): void {
    const again = (): void => {
      work();
      this.#world.after(this.#world.between(minMs, maxMs), null, again);
    };
    this.#world.after(this.#world.between(minMs, maxMs), null, again);
  }

  #troubles(): void {
    const world = this.#world;
    const inStorm = (work: () => void) => (): void => {
      if (this.#isStorm) work();
    };
    const anyTab = (): Tab | null => this.#places[Math.floor(world.random() * this.#places.length)]?.tab ?? null;
    this.#every(
      2000,
      12_000,
      inStorm(() => anyTab()?.uplink.cut(world.chance(0.3))),
    );
    this.#every(
      5000,
      40_000,
      inStorm(() => this.#crashPage(Math.floor(world.random() * this.#places.length))),
    );
    this.#every(
      4000,
      30_000,
      inStorm(() => this.#crashServer()),
    );
    this.#every(1000, 8000, () => {
      if (this.server.sleep()) this.#sleeps++;
    });
    this.#every(
      15_000,
      60_000,
      inStorm(() => this.#goOffline(anyTab())),
    );
    this.#every(5000, 30_000, () => anyTab()?.wake());
    this.#every(
      8000,
      40_000,
      inStorm(() => this.#navigate(world.chance(0.5) ? 0 : 1)),
    );
    this.#every(
      20_000,
      60_000,
      inStorm(() => this.#sleepLaptop()),
    );
  }

  /** The visitor goes on to another page of the site. */
  #navigate(index: number): void {
    const tab = this.#places[index]?.tab;
    if (!tab?.owner.isAlive) return;
    this.#navigations++;
    tab.leave();
    this.#world.after(this.#world.between(50, 1500), null, () => this.#openTab(index));
  }

  /** The visitor's lid is closed and opened again, with both tabs. */
  #sleepLaptop(): void {
    this.#laptopSleeps++;
    const forMs = this.#world.between(1000, 45_000);
    for (const { tab, participant } of this.#places) {
      if (participant !== "visitor" || !tab?.owner.isAlive) continue;
      tab.sleep(forMs);
      this.#world.after(forMs + 1, tab.owner, () => tab.wake());
    }
  }

  #crashPage(index: number): void {
    const tab = this.#places[index]?.tab;
    if (!tab?.owner.isAlive) return;
    this.#pageCrashes++;
    tab.crash();
    this.#world.after(this.#world.between(100, 8000), null, () => this.#openTab(index));
  }

  #crashServer(): void {
    this.#serverCrashes++;
    const cut = this.server.crash(this.#world.between(50, 6000));
    for (const { tab } of this.#places) tab?.uplink.serverCrashed(cut);
  }

  #goOffline(tab: Tab | null): void {
    if (!tab) return;
    tab.uplink.isOffline = true;
    this.#world.after(this.#world.between(1000, 20_000), null, () => {
      tab.uplink.isOffline = false;
      tab.wake();
    });
  }

  /** A frame that vanished last of all shows only when more follows: one more cut, as every long day brings. */
  async #calmDown(): Promise<void> {
    await this.#world.time.pass(CALM_MS / 2);
    for (const { tab } of this.#places) tab?.uplink.cut();
    await this.#world.time.pass(CALM_MS / 2);
  }
}
