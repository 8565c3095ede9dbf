// Segments of a transcript: found, cut, joined, and where the next one lies.
import { describe, expect, test } from 'vitest';
import { apply, type Edit } from '../../../editor/edits';
import { EMPTY_DRAFT, type Draft } from '../../../model/draft';
import type { Label, Region } from '../../../model/types';
import {
  cut,
  joined,
  nextTime,
  segmentsOf,
  transcriptLabels,
  whole,
  written,
  type Segment,
} from './segments';

const attributes = [
  { id: 'text', type: 'text' },
  { id: 'speaker', type: 'text' },
] as const;
const SPEECH: Label = { id: 'speech', selectors: ['interval'], attributes: [...attributes] };
const PANE = { slot: 'sound', part: '0' };

const region = (id: string, start_ms: number, end_ms: number, text: string, speaker = 'Ann'): Region => ({
  id,
  ...PANE,
  selector: { type: 'interval', start_ms, end_ms },
  label: 'speech',
  attributes: { text, speaker },
});
const TWO = [region('r2', 3000, 4000, 'is late.', 'Bob'), region('r1', 1000, 3000, 'The train')];
const draft: Draft = { ...EMPTY_DRAFT, regions: TWO };
const replay = (edits: readonly Edit[]) => edits.reduce((now, edit) => apply(now, edit), draft);
const listed = (of: Draft) =>
  segmentsOf(of, PANE, [SPEECH]).map((segment) => [
    segment.selector.start_ms,
    segment.selector.end_ms,
    written(segment, 'text'),
    written(segment, 'speaker'),
  ]);
const [first, second] = segmentsOf(draft, PANE, [SPEECH]) as [Segment, Segment];

describe('what is a transcript', () => {
  test('labels with a text and a speaker, for intervals', () => {
    const other: Label = { id: 'noise', attributes: [attributes[0]] };
    const boxes: Label = { ...SPEECH, id: 'sign', selectors: ['box'] };
    expect(transcriptLabels([SPEECH, other, boxes])).toEqual([SPEECH]);
  });
  test('its segments, in the order of time', () => {
    expect(whole(segmentsOf(draft, PANE, [SPEECH]))).toBe('The train is late.');
    expect(segmentsOf(draft, { slot: 'sound', part: '1' }, [SPEECH])).toEqual([]);
  });
});

describe('cutting', () => {
  test('at the caret and the playhead', () => {
    const { edits, id } = cut(draft, first, 'The '.length, 1400.4);
    expect(id).toBe('r3');
    expect(listed(replay(edits)).slice(0, 2)).toEqual([
      [1000, 1400, 'The', 'Ann'],
      [1400, 3000, 'train', 'Ann'],
    ]);
  });
  test('in proportion to the text where the playhead is elsewhere', () => {
    expect(listed(replay(cut(draft, first, 3, 9000).edits))[0]).toEqual([1000, 1667, 'The', 'Ann']);
  });
  test('in the middle where neither helps', () => {
    expect(listed(replay(cut(draft, first, 9, null).edits)).slice(0, 2)).toEqual([
      [1000, 2000, 'The train', 'Ann'],
      [2000, 3000, '', 'Ann'],
    ]);
  });
});

test('joining takes both texts and times, and the first speaker', () => {
  expect(listed(replay(joined(first, second)))).toEqual([[1000, 4000, 'The train is late.', 'Ann']]);
});

describe('the next segment', () => {
  test.each([
    [{ start_ms: 0, end_ms: 1000 }, 2500, { start_ms: 1000, end_ms: 2500 }],
    [{ start_ms: 0, end_ms: 1000 }, 1100, { start_ms: 1000, end_ms: 4000 }],
    [{ start_ms: 0, end_ms: 9000 }, 0, { start_ms: 9000, end_ms: 10_000 }],
    [{ start_ms: 0, end_ms: 10_000 }, 0, null],
    [null, 500, { start_ms: 500, end_ms: 3500 }],
  ])('after %j with the playhead at %d', (after, now, expected) => {
    expect(nextTime(after, now, 10_000)).toEqual(expected);
  });
});
