// What edges snap to while they are dragged: other edges, keyframes, the playhead.
import type { TimelineMark } from './contract';

export class Snapping {
  private readonly times: Float64Array;

  /** `others` are times that are no edges of marks: the playhead, the ends of the medium. */
  constructor(marks: readonly TimelineMark[], others: readonly number[], without: string | null = null) {
    const found: number[] = [...others];
    for (const mark of marks) {
      if (mark.id === without) continue;
      found.push(mark.startMs, mark.endMs);
      if (mark.keyframes) found.push(...mark.keyframes);
    }
    this.times = Float64Array.from(found).sort();
  }

  /** The nearest time within the tolerance; nothing where there is none. */
  near(ms: number, tolerance: number): number | null {
    let [low, high] = [0, this.times.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.times[middle]! < ms) low = middle + 1;
      else high = middle;
    }
    const [before, after] = [this.times[low - 1] ?? -Infinity, this.times[low] ?? Infinity];
    const nearest = ms - before <= after - ms ? before : after;
    return Math.abs(nearest - ms) <= tolerance ? nearest : null;
  }

  /** How far a stretch moves so that one of its ends snaps: the nearer one decides. */
  shift(startMs: number, endMs: number, tolerance: number): { byMs: number; atMs: number } | null {
    const found = [startMs, endMs].flatMap((ms) => {
      const near = this.near(ms, tolerance);
      return near === null ? [] : [{ byMs: near - ms, atMs: near }];
    });
    found.sort((a, b) => Math.abs(a.byMs) - Math.abs(b.byMs));
    return found[0] ?? null;
  }
}
