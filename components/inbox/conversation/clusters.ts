import type { Bubble } from "./timeline-items.ts";

/** Pictures that one author sent one after the other, shown as one grid; everything else stands alone. */
export type Cluster = { key: string; bubbles: readonly [Bubble, ...Bubble[]] };

const ALBUM_MAX = 10;

const isPicture = (bubble: Bubble): boolean =>
  bubble.content.type === "image" && !bubble.isDeleted && bubble.quote === null && bubble.delivery?.tick !== "failed";

/** Only the first of them may have a caption, because it is shown for all. */
function joins(before: Bubble, next: Bubble): boolean {
  const hasCaption = "caption" in next.content && next.content.caption !== undefined;
  return isPicture(before) && isPicture(next) && !hasCaption && before.isWithheld === next.isWithheld;
}

export function clustersOf(bubbles: readonly Bubble[]): Cluster[] {
  const clusters: { key: string; bubbles: [Bubble, ...Bubble[]] }[] = [];
  for (const bubble of bubbles) {
    const last = clusters.at(-1);
    const before = last?.bubbles.at(-1);
    if (last && before && last.bubbles.length < ALBUM_MAX && joins(before, bubble)) last.bubbles.push(bubble);
    else clusters.push({ key: bubble.key, bubbles: [bubble] });
  }
  return clusters;
}
