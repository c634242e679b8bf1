/** How a picture lies in its frame: `scale` 1 fits it in; `x` and `y` move its middle, in CSS pixels. */
export type Zoom = { scale: number; x: number; y: number };

export const FITTING: Zoom = { scale: 1, x: 0, y: 0 };
export const SCALE_MAX = 6;
export const STEP = 1.5;

type Box = { width: number; height: number };
type Point = { x: number; y: number };

const within = (value: number, most: number): number => Math.max(-most, Math.min(most, value));

/** No further than its edge reaches the frame's middle. `box`: the picture as it fits. */
export const moved = (zoom: Zoom, by: Point, box: Box): Zoom => ({
  scale: zoom.scale,
  x: within(zoom.x + by.x, (box.width * (zoom.scale - 1)) / 2),
  y: within(zoom.y + by.y, (box.height * (zoom.scale - 1)) / 2),
});

/** What lies under `point`, measured from the frame's middle, stays there. */
export function scaled(zoom: Zoom, factor: number, point: Point, box: Box): Zoom {
  const scale = Math.max(1, Math.min(SCALE_MAX, zoom.scale * factor));
  const grown = scale / zoom.scale;
  const next = { scale, x: point.x - (point.x - zoom.x) * grown, y: point.y - (point.y - zoom.y) * grown };
  return moved(next, { x: 0, y: 0 }, box);
}
