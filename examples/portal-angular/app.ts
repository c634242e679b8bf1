import "@sapa/components";
import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import type { SapaRoomOpenedEvent } from "@sapa/components";

@Component({
  selector: "portal-app",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <header>
      <h1>Portal</h1>
      <p>Chats <sapa-unread-badge [baseUrl]="baseUrl" [tokenProvider]="tokenProvider"></sapa-unread-badge></p>
    </header>
    <main [attr.data-room]="roomId() ?? ''">
      <sapa-inbox
        [baseUrl]="baseUrl"
        [tokenProvider]="tokenProvider"
        [roomId]="roomId()"
        (sapa-room-opened)="open($event)"
      ></sapa-inbox>
    </main>
  `,
})
export class Portal {
  readonly baseUrl = document.querySelector<HTMLMetaElement>("meta[name=sapa-url]")?.content ?? "";
  readonly roomId = signal<string | null>(null);

  /** One function for all elements: they share a token and a connection. */
  readonly tokenProvider = async () => {
    const response = await fetch("/token", { method: "POST" });
    if (!response.ok) throw new Error("Sign in again");
    return response.json();
  };

  /** Templates do not know what a custom element's event carries. */
  open(event: Event): void {
    this.roomId.set((event as SapaRoomOpenedEvent).roomId);
  }
}

void bootstrapApplication(Portal);
