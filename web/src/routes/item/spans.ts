// Cuts a text where marks begin and end, so that overlapping spans can be underlined each on its own line.
import type { Reader } from './readers';

export interface Mark {
  reader: Reader;
  /** `annotation/region`. */
  id: string;
  label: string;
  start: number;
  end: number;
}

export interface Segment {
  text: string;
  marks: Mark[];
}

/** Positions are code points, half open. */
export function segments(text: string, marks: readonly Mark[]): Segment[] {
  const points = [...text];
  const inside = (at: number) => Math.max(0, Math.min(at, points.length));
  const cuts = new Set([
    0,
    points.length,
    ...marks.flatMap((mark) => [inside(mark.start), inside(mark.end)]),
  ]);
  const ordered = [...cuts].sort((a, b) => a - b);
  return ordered.slice(0, -1).map((start, index) => {
    const end = ordered[index + 1] ?? points.length;
    return {
      text: points.slice(start, end).join(''),
      marks: marks.filter((mark) => mark.start < end && mark.end > start),
    };
  });
}
