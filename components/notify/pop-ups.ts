/** What the browser lets us show. `unsupported`: this browser has no pop-ups at all. */
export type Permission = "granted" | "default" | "denied" | "unsupported";

export const permission = (): Permission =>
  typeof Notification === "undefined" ? "unsupported" : Notification.permission;

/** Asks the person; must be called from a click. */
export async function askPermission(): Promise<Permission> {
  if (permission() === "default") await Notification.requestPermission().catch(() => {});
  return permission();
}

type PopUp = { roomId: string; title: string; body: string; language: string; onClick: () => void };

/** Pop-ups of the browser, at most one a room: a newer one takes the place of the older (NOTIF-2). */
export class PopUps {
  readonly #open = new Map<string, Notification>();

  show({ roomId, title, body, language, onClick }: PopUp): void {
    if (permission() !== "granted") return;
    let popUp: Notification;
    try {
      popUp = new Notification(title, { body, tag: `sapa-${roomId}`, lang: language, silent: true });
    } catch {
      // Some phones show pop-ups by a service worker only.
      return;
    }
    popUp.onclick = () => {
      window.focus();
      popUp.close();
      onClick();
    };
    popUp.onclose = () => {
      if (this.#open.get(roomId) === popUp) this.#open.delete(roomId);
    };
    this.#open.set(roomId, popUp);
  }

  close(roomId: string): void {
    this.#open.get(roomId)?.close();
    this.#open.delete(roomId);
  }

  closeAll(): void {
    for (const roomId of [...this.#open.keys()]) this.close(roomId);
  }
}
