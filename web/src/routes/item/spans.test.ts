// Checks how a text is cut at the ends of marks.
import { expect, test } from 'vitest';
import type { Reader } from './readers';
import { segments, type Mark } from './spans';

const reader: Reader = {
  name: 'Ada',
  color: '#000000',
  line: 'solid',
  annotation: {
    id: 'a',
    seq: 1,
    annotator: { id: 'p', name: 'Ada', kind: 'human' },
    item_revision: 1,
    design_version: 1,
    submitted_at: 0,
    late: false,
    surplus: false,
    current: true,
    body: { id: 'a', outcome: { type: 'complete' } },
  },
};

function mark(start: number, end: number): Mark {
  return { reader, id: `a/${start}-${end}`, label: '', start, end };
}

function check(text: string, marks: Mark[], expected: [string, number][]) {
  expect(segments(text, marks).map((segment) => [segment.text, segment.marks.length])).toEqual(expected);
}

test('a text without marks stays whole', () => check('two dogs', [], [['two dogs', 0]]));

test('overlapping marks are cut where they begin and end', () =>
  check(
    'two dogs sleep',
    [mark(0, 8), mark(4, 14)],
    [
      ['two ', 1],
      ['dogs', 2],
      [' sleep', 1],
    ],
  ));

test('positions are code points, so an emoji counts once', () =>
  check(
    '🐕🐕 كلبان',
    [mark(1, 2)],
    [
      ['🐕', 0],
      ['🐕', 1],
      [' كلبان', 0],
    ],
  ));

test('a mark that runs over the end is cut off', () =>
  check(
    'ab',
    [mark(1, 9)],
    [
      ['a', 0],
      ['b', 1],
    ],
  ));

test('an empty text has no segment', () => check('', [], []));
