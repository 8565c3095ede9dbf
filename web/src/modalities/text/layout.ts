// How marks lie on a text: cut into pieces at every edge, overlapping ones on lanes of their own.
export interface Mark {
  readonly id: string;
  /** UTF-16 range. */
  readonly start: number;
  readonly end: number;
}

export interface PlacedMark<M extends Mark> {
  readonly mark: M;
  /** 0 is the line next to the words. */
  readonly lane: number;
}

export interface TextPiece<M extends Mark> {
  readonly start: number;
  readonly end: number;
  readonly marks: readonly PlacedMark<M>[];
}

/** Lines of a text with their line breaks, as UTF-16 ranges. */
export function paragraphs(text: string): readonly (readonly [start: number, end: number])[] {
  const found: [number, number][] = [];
  let start = 0;
  while (start < text.length) {
    const line = text.indexOf('\n', start);
    const end = line < 0 ? text.length : line + 1;
    found.push([start, end]);
    start = end;
  }
  return found.length > 0 ? found : [[0, 0]];
}

/** Gives each mark the lowest lane that is free over its whole length; long ones that begin early come first. */
export function lanes<M extends Mark>(marks: readonly M[]): PlacedMark<M>[] {
  const sorted = [...marks].sort((a, b) => a.start - b.start || b.end - a.end);
  const ends: number[] = [];
  return sorted.map((mark) => {
    const free = ends.findIndex((end) => end <= mark.start);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = mark.end;
    return { mark, lane };
  });
}

/** The pieces of a stretch of text. Marks that begin or end outside are cut. */
export function pieces<M extends Mark>(
  placed: readonly PlacedMark<M>[],
  start: number,
  end: number,
): TextPiece<M>[] {
  const here = placed.filter(({ mark }) => mark.start < end && mark.end > start);
  const edges = new Set([start, end]);
  for (const { mark } of here) {
    edges.add(Math.max(start, mark.start));
    edges.add(Math.min(end, mark.end));
  }
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((from, index) => {
    const to = sorted[index + 1] ?? end;
    const marks = here.filter(({ mark }) => mark.start <= from && mark.end >= to);
    return { start: from, end: to, marks };
  });
}
