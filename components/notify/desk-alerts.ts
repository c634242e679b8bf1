import { recall, remember } from "../data/browser-storage.ts";
import type { Connection } from "../data/connection.ts";
import { contactName } from "../inbox/people.ts";
import { viewerOf } from "../inbox/viewer.ts";
import type { Localizer } from "../strings/localizer.ts";
import { type Alert, alertFor, isSettled, type Known, knownOf } from "./alerts.ts";
import { chime } from "./chime.ts";
import { PopUps } from "./pop-ups.ts";
import { Tabs } from "./tabs.ts";

const SOUND_KEY = "sound";

export const isSoundOn = (): boolean => recall(SOUND_KEY) !== "off";
export const setSound = (isOn: boolean): void => remember(SOUND_KEY, isOn ? null : "off");

/** Turns what the feed brings into pop-ups and sound, once per member and browser (NOTIF-2, 3, 5). */
export class DeskAlerts {
  readonly #connection: Connection;
  readonly #text: () => Localizer;
  readonly #onOpen: (roomId: string) => void;
  readonly #known = new Map<string, Known>();
  readonly #popUps = new PopUps();
  readonly #tabs: Tabs;
  readonly #since: number;
  readonly #stops: (() => void)[] = [];

  constructor(connection: Connection, memberId: string, text: () => Localizer, onOpen: (roomId: string) => void) {
    this.#connection = connection;
    this.#text = text;
    this.#onOpen = onOpen;
    this.#since = connection.now();
    this.#tabs = new Tabs(memberId);
    this.#tabs.onSignedOut = () => this.#popUps.closeAll();
    const look = (): void => this.#look();
    for (const name of ["focus", "blur", "pagehide"]) {
      window.addEventListener(name, look);
      this.#stops.push(() => window.removeEventListener(name, look));
    }
    document.addEventListener("visibilitychange", look);
    this.#stops.push(
      () => document.removeEventListener("visibilitychange", look),
      connection.feed.onRooms(({ rooms, gone }) => {
        for (const roomId of gone) this.#forget(roomId);
        void this.#take(rooms);
      }),
      connection.subscribe(look),
    );
    look();
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#tabs.close();
    this.#popUps.closeAll();
  }

  /** Ends what this browser shows, in every tab (NOTIF-5). */
  signOut(): void {
    this.#tabs.signOut();
    this.#popUps.closeAll();
  }

  #look(): void {
    const isBeforeEyes = document.visibilityState === "visible" && document.hasFocus();
    const roomId = isBeforeEyes ? this.#connection.watchedRoomId : null;
    this.#tabs.watch(roomId);
    if (roomId !== null) this.#popUps.close(roomId);
  }

  async #take(rooms: Parameters<Parameters<Connection["feed"]["onRooms"]>[0]>[0]["rooms"]): Promise<void> {
    const { me } = this.#connection;
    if (!me) return;
    const viewer = viewerOf(me, false);
    const alerts: Alert[] = [];
    for (const room of rooms) {
      const alert = alertFor(room, this.#known.get(room.roomId), viewer, this.#since);
      this.#known.set(room.roomId, knownOf(room));
      if (alert) alerts.push(alert);
      else if (isSettled(room)) this.#popUps.close(room.roomId);
    }
    const isNews = await Promise.all(alerts.map((alert) => this.#tell(alert)));
    if (isNews.includes(true) && isSoundOn()) await chime();
  }

  async #tell({ kind, room, seq }: Alert): Promise<boolean> {
    const { roomId } = room;
    if (this.#tabs.isWatched(roomId)) return false;
    if (!(await this.#tabs.claim(roomId, seq))) return false;
    const text = this.#text();
    const name = contactName(room.contact, room.channel, text);
    this.#popUps.show({
      roomId,
      title: kind === "message" ? name : text.t("notify.waiting", { name }),
      body: room.lastMessage?.preview || text.t("notify.newMessage"),
      language: text.language,
      onClick: () => this.#onOpen(roomId),
    });
    return true;
  }

  #forget(roomId: string): void {
    this.#known.delete(roomId);
    this.#popUps.close(roomId);
  }
}
