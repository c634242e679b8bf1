import type { FileContent } from "../protocol/room-events.schema.ts";

/**
 * What a message with this ticket will hold, so that its bubble shows before the server has answered; null for a ticket
 * that cannot be read. Nothing is trusted because of it: the room checks the signature.
 */
export function contentOfTicket(ticket: string, caption?: string): FileContent | null {
  try {
    const body = (ticket.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
    const { kind, file } = JSON.parse(new TextDecoder().decode(bytes)).ticket;
    return { type: kind, file, ...(caption ? { caption } : {}) };
  } catch {
    return null;
  }
}
