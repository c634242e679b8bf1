import { isPlatformBrowser } from "@angular/common";
import { Injectable, inject, type OnDestroy, PLATFORM_ID } from "@angular/core";
import { loadSapa, type Sapa } from "@sapa/widget";

@Injectable({ providedIn: "root" })
export class ChatService implements OnDestroy {
  // On a server that renders, `loadSapa` does nothing anyway; this saves waiting for it.
  readonly #sapa: Promise<Sapa> | undefined = isPlatformBrowser(inject(PLATFORM_ID))
    ? loadSapa({ host: "https://chat.example.com", widgetId: "int_…" })
    : undefined;

  async ask(text: string): Promise<void> {
    const sapa = await this.#sapa;
    sapa?.prefill(text);
    sapa?.open();
  }

  ngOnDestroy(): void {
    void this.#sapa?.then((sapa) => sapa.destroy());
  }
}
