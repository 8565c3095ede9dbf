// Marks in rows: what overlaps in time stands below each other, and each row finds quickly what is visible of it.
import type { Stretch, TimelineMark } from './contract';

/** More than this nobody can look at; what is left overlaps in the last row. */
const MOST_ROWS = 200;

export class Row {
  private readonly starts: Float64Array;
  /** The latest end so far: it never falls, so it can be searched even where marks overlap. */
  private readonly reach: Float64Array;

  constructor(
    readonly group: string,
    /** By their start. */
    readonly marks: readonly TimelineMark[],
  ) {
    this.starts = Float64Array.from(marks, (mark) => mark.startMs);
    let latest = -Infinity;
    this.reach = Float64Array.from(marks, (mark) => (latest = Math.max(latest, mark.endMs)));
  }

  /** From which to which index marks may be within a stretch; the second one is past the last. */
  within({ startMs, endMs }: Stretch): readonly [number, number] {
    return [first(this.reach, startMs), first(this.starts, endMs, true)];
  }

  /** The index of the first mark behind `from` that reaches a time. */
  reaching(ms: number, from: number): number {
    return first(this.reach, ms, false, from);
  }

  /** What is at a time, the one with the nearest middle first. */
  at(ms: number, tolerance: number): TimelineMark | null {
    const [from, to] = this.within({ startMs: ms - tolerance, endMs: ms + tolerance });
    let best: TimelineMark | null = null;
    let least = Infinity;
    for (let at = from; at < to; at += 1) {
      const mark = this.marks[at]!;
      if (mark.endMs < ms - tolerance) continue;
      const away = Math.max(mark.startMs - ms, ms - mark.endMs, 0);
      const rank = away * 1e6 + (mark.endMs - mark.startMs);
      if (rank < least) [best, least] = [mark, rank];
    }
    return best;
  }
}

/** The first index whose value is at least (or, `past`, above) a limit, in values that never fall. */
function first(values: Float64Array, limit: number, past = false, from = 0): number {
  let [low, high] = [from, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const before = past ? values[middle]! <= limit : values[middle]! < limit;
    if (before) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The rows of a lane: group after group, in each as few rows as it takes. Long marks lie above what they hold. */
export function rowsOf(marks: readonly TimelineMark[], groups: Iterable<string>): Row[] {
  const byGroup = new Map<string, TimelineMark[]>([...groups].map((group) => [group, []]));
  for (const mark of marks) {
    const known = byGroup.get(mark.group);
    if (known) known.push(mark);
    else byGroup.set(mark.group, [mark]);
  }
  return [...byGroup].flatMap(([group, list]) => stacked(list).map((row) => new Row(group, row)));
}

function stacked(marks: TimelineMark[]): TimelineMark[][] {
  marks.sort((a, b) => a.startMs - b.startMs || b.endMs - a.endMs);
  const rows: TimelineMark[][] = [];
  const ends: number[] = [];
  for (const mark of marks) {
    // Point events at the same time do not cover each other either.
    const isPoint = mark.startMs === mark.endMs;
    let at = ends.findIndex((end) => (isPoint ? end < mark.startMs : end <= mark.startMs));
    if (at < 0) at = Math.min(rows.length, MOST_ROWS - 1);
    (rows[at] ??= []).push(mark);
    ends[at] = Math.max(ends[at] ?? -Infinity, mark.endMs);
  }
  return rows;
}
