// Places in a text: code points on the wire, UTF-16 units in the browser, graphemes under the fingers.
import type { Span } from './types';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Every how many code points a position is remembered. */
const STRIDE = 256;

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

/** One text with both ways of counting. Texts without astral characters cost nothing. */
export class TextIndex {
  readonly text: string;
  /** Number of code points. */
  readonly length: number;
  /** UTF-16 position of every STRIDE-th code point; null where both counts are the same. */
  private readonly marks: number[] | null;

  constructor(text: string) {
    this.text = text;
    const marks: number[] = [];
    let count = 0;
    for (let at = 0; at < text.length; count += 1) {
      if (count % STRIDE === 0) marks.push(at);
      at += this.widthAt(at);
    }
    this.length = count;
    this.marks = count === text.length ? null : marks;
  }

  /** UTF-16 offset of a code point offset. */
  toUnits(codePoint: number): number {
    if (this.marks === null) return Math.min(codePoint, this.text.length);
    const mark = Math.min(Math.floor(codePoint / STRIDE), this.marks.length - 1);
    let at = this.marks[mark] ?? 0;
    for (let left = codePoint - mark * STRIDE; left > 0 && at < this.text.length; left -= 1) {
      at += this.widthAt(at);
    }
    return at;
  }

  /** Code point offset of a UTF-16 offset; inside of a pair counts as before it. */
  toCodePoints(unit: number): number {
    if (this.marks === null) return Math.min(unit, this.text.length);
    let low = 0;
    let high = this.marks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.marks[middle] ?? 0) <= unit) low = middle;
      else high = middle - 1;
    }
    let count = low * STRIDE;
    for (let at = this.marks[low] ?? 0; ; count += 1) {
      const width = this.widthAt(at);
      if (width === 0 || at + width > unit) return count;
      at += width;
    }
  }

  /** The span of a range of UTF-16 units, grown to whole graphemes. Empty ranges give nothing. */
  span(start: number, end: number): Span | null {
    const [from, to] = snapped(this.text, Math.min(start, end), Math.max(start, end));
    if (from >= to) return null;
    return {
      start: this.toCodePoints(from),
      end: this.toCodePoints(to),
      quote: this.text.slice(from, to),
    };
  }

  /** The UTF-16 range of a span. */
  range(span: Pick<Span, 'start' | 'end'>): [start: number, end: number] {
    return [this.toUnits(span.start), this.toUnits(span.end)];
  }

  private widthAt(at: number): number {
    if (at >= this.text.length) return 0;
    const pair = isHigh(this.text.charCodeAt(at)) && isLow(this.text.charCodeAt(at + 1));
    return pair ? 2 : 1;
  }
}

/** Number of code points. */
export function codePoints(text: string): number {
  return new TextIndex(text).length;
}

/** The range grown outwards to the edges of graphemes. */
export function snapped(text: string, start: number, end: number): [number, number] {
  if (start >= end) return [start, start];
  const first = graphemes.segment(text).containing(start);
  const last = graphemes.segment(text).containing(end - 1);
  return [first?.index ?? start, last ? last.index + last.segment.length : end];
}

/** The next edge of a grapheme after `at`. */
export function nextGrapheme(text: string, at: number): number {
  const found = graphemes.segment(text).containing(at);
  return found ? found.index + found.segment.length : text.length;
}

/** The edge of a grapheme before `at`. */
export function previousGrapheme(text: string, at: number): number {
  return at <= 0 ? 0 : (graphemes.segment(text).containing(at - 1)?.index ?? 0);
}

/** The end of the word at or after `at`. */
export function nextWord(text: string, at: number): number {
  for (let from = at; from < text.length;) {
    const found = words.segment(text).containing(from);
    if (!found) break;
    from = found.index + found.segment.length;
    if (found.isWordLike) return from;
  }
  return text.length;
}

/** The beginning of the word at or before `at`. */
export function previousWord(text: string, at: number): number {
  for (let from = at; from > 0;) {
    const found = words.segment(text).containing(from - 1);
    if (!found) break;
    from = found.index;
    if (found.isWordLike) return from;
  }
  return 0;
}

/** The range of the word under a position; nothing between words. */
export function wordAt(text: string, at: number): [number, number] | null {
  const found = words.segment(text).containing(Math.min(at, Math.max(0, text.length - 1)));
  return found?.isWordLike ? [found.index, found.index + found.segment.length] : null;
}

/** A range without the white space at its ends. */
export function trimmed(text: string, start: number, end: number): [number, number] {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text[from] ?? '')) from += 1;
  while (to > from && /\s/.test(text[to - 1] ?? '')) to -= 1;
  return [from, to];
}
