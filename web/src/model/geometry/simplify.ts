// Fewer points for a line drawn by hand, without a visible change.
import type { Point } from './types';
import { segmentDistance } from './vec';

/** Ramer, Douglas and Peucker: no dropped point was further than `tolerance` from what remains. */
export function simplified(points: readonly Point[], tolerance: number): Point[] {
  if (points.length <= 2) return points.slice();
  const keep = new Uint8Array(points.length);
  keep[0] = keep[points.length - 1] = 1;
  const spans: [number, number][] = [[0, points.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const far = furthest(points, span[0], span[1]);
    if (far.distance <= tolerance) continue;
    keep[far.index] = 1;
    spans.push([span[0], far.index], [far.index, span[1]]);
  }
  return points.filter((_, i) => keep[i] === 1);
}

function furthest(points: readonly Point[], from: number, to: number): { index: number; distance: number } {
  const a = points[from];
  const b = points[to];
  const best = { index: from, distance: 0 };
  for (let i = from + 1; i < to; i++) {
    const p = points[i];
    if (!p || !a || !b) continue;
    const d = segmentDistance(p, a, b);
    if (d > best.distance) {
      best.distance = d;
      best.index = i;
    }
  }
  return best;
}
