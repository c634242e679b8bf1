import { maskVisitor } from "../../protocol/masking.ts";
import type { VisitorContext, VisitorFrame } from "../../protocol/room-frames.schema.ts";
import type { Peer } from "./peer.ts";
import { keptContext } from "./rules/visitor-context.ts";
import type { RoomSockets } from "./sockets.ts";

type Saved = Omit<VisitorContext, "isHere">;
type Deps = {
  sockets: RoomSockets;
  /** As last told; null: never. */
  saved: () => Saved | null;
  save: (context: Saved) => void;
  now: () => number;
};

/** BEY-12: where the visitor is, for the staff who have the room open. In one row beside the log, never in it. */
export class VisitorPlace {
  readonly #deps: Deps;
  /** Whether the visitor was here when staff were last told; null: not since this object woke. */
  #toldHere: boolean | null = null;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  told(frame: Extract<VisitorFrame, { type: "context" }>): void {
    this.#deps.save(keptContext(frame, this.#deps.now()));
    this.#showAll();
  }

  /** A visitor's socket came or went; further tabs of theirs are no news. */
  moved(): void {
    if (this.#isHere() !== this.#toldHere) this.#showAll();
  }

  /** To somebody who has just come. */
  showTo(peer: Peer): void {
    const context = this.#context();
    if (context === null || peer.isVisitor) return;
    this.#deps.sockets.send(peer, frameOf(peer.audience === "masked" ? maskVisitor(context) : context));
  }

  #showAll(): void {
    const context = this.#context();
    this.#toldHere = this.#isHere();
    if (context === null) return;
    const plain = frameOf(context);
    let masked: typeof plain | undefined;
    const maskedOnce = () => {
      masked ??= frameOf(maskVisitor(context));
      return masked;
    };
    const frameFor = (peer: Peer) => (peer.isVisitor ? null : peer.audience === "masked" ? maskedOnce() : plain);
    this.#deps.sockets.broadcast(frameFor, this.#deps.now());
  }

  #context(): VisitorContext | null {
    const saved = this.#deps.saved();
    return saved && { ...saved, isHere: this.#isHere() };
  }

  #isHere(): boolean {
    return [...this.#deps.sockets.peers].some((peer) => peer.isVisitor && peer.isGreeted);
  }
}

const frameOf = (context: VisitorContext) => ({ type: "visitor", context }) as const;
