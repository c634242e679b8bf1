import { type Refusal, refusal } from "../../../protocol/codes.ts";
import type { AppContext } from "../../http/context.ts";
import { overRate, overSharedRate, rateShare } from "../../http/rate.ts";
import { ask, bitsFor, isAnswered, looksLikeBrowser, type Proof, VALID_MS } from "./challenge.ts";

/** More than an ordinary office begins from one address; further ones are asked for work, not refused. */
export const OPENED = { name: "widget.opened", max: 10, windowMs: 10 * 60_000 };
const QUESTIONS = { name: "widget.question", max: 120, windowMs: 60_000 };
/** A seed is good for one visitor. */
const USED = { name: "widget.proof", max: 1, windowMs: VALID_MS };

/** BEY-20: what stands between this request and a new visitor; undefined: nothing. `place`: network and widget. */
export async function suspicionOf(
  c: AppContext,
  place: string[],
  widgetId: string,
  proof: Proof | undefined,
): Promise<Refusal | undefined> {
  const share = rateShare(c, OPENED, place);
  const isOrdinary = share < 1 && looksLikeBrowser((name) => c.req.header(name));
  if (isOrdinary || (await isPaid(c, widgetId, proof))) return undefined;
  return overRate(c, QUESTIONS, place) ?? question(c, widgetId, share);
}

async function isPaid(c: AppContext, widgetId: string, proof: Proof | undefined): Promise<boolean> {
  if (proof === undefined || !isAnswered(c.env.SAPA_SECRET, widgetId, proof, Date.now())) return false;
  return (await overSharedRate(c, USED, [proof.seed])) === undefined;
}

function question(c: AppContext, widgetId: string, share: number): Refusal {
  const { seed, bits } = ask(c.env.SAPA_SECRET, widgetId, bitsFor(share), Date.now());
  return refusal("widget.challenge", { params: { seed, bits } });
}

/** A visitor was made; the next ones from there are measured by it. */
export function countVisitor(c: AppContext, place: string[]): void {
  overRate(c, OPENED, place);
}
