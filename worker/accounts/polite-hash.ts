import { type Refusal, refusal } from "../../protocol/codes.ts";
import { HashTurns } from "./hash-turns.ts";

const WAITING_MAX = 50;
const turns = new HashTurns(WAITING_MAX);

/** More people sign in than this isolate can hash for; the same call may succeed later. */
export class Overloaded extends Error {
  readonly refusal: Refusal;

  constructor(retryAfterMs: number) {
    super("too many passwords are waiting to be checked");
    this.name = "Overloaded";
    this.refusal = refusal("overloaded", { retryAfterMs });
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs `hash` when it is its turn in this isolate. Rejects with Overloaded at once where too many wait. */
export async function politely<T>(hash: () => Promise<T>): Promise<T> {
  const ticket = turns.join(Date.now());
  if (ticket === null) throw new Overloaded(turns.retryAfterMs);
  for (let waitMs = turns.ask(ticket, Date.now()); waitMs > 0; waitMs = turns.ask(ticket, Date.now()))
    await pause(waitMs);
  const startedAt = Date.now();
  try {
    return await hash();
  } finally {
    // The runtime's clock stands still while code runs: only after a timer does it tell how long that was.
    await pause(0);
    const now = Date.now();
    turns.done(ticket, now - startedAt, now);
  }
}
