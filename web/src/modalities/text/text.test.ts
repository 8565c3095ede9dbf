// Marks on lanes, pieces of a text, and the caret.
import { expect, test } from 'vitest';
import { moved, taken } from './caret';
import { lanes, paragraphs, pieces } from './layout';

const mark = (id: string, start: number, end: number) => ({ id, start, end });

test('overlapping marks lie on lanes of their own, others share one', () => {
  const placed = lanes([mark('a', 0, 10), mark('b', 5, 15), mark('c', 12, 20)]);
  expect(placed.map(({ mark: { id }, lane }) => `${id}${lane}`)).toEqual(['a0', 'b1', 'c0']);
});

test('pieces are cut at every edge and cover the text once', () => {
  const cut = pieces(lanes([mark('a', 2, 6), mark('b', 4, 9)]), 0, 10);
  expect(
    cut.map((piece) => [piece.start, piece.end, piece.marks.map(({ mark: { id } }) => id).join('')]),
  ).toEqual([
    [0, 2, ''],
    [2, 4, 'a'],
    [4, 6, 'ab'],
    [6, 9, 'b'],
    [9, 10, ''],
  ]);
});

test('lines keep their breaks', () => {
  expect(paragraphs('ab\n\nc')).toEqual([
    [0, 3],
    [3, 4],
    [4, 5],
  ]);
  expect(paragraphs('')).toEqual([[0, 0]]);
});

const key = (name: string, shift = false, word = false, rtl = false) => ({ key: name, shift, word, rtl });

test('the caret moves by visible character and extends with Shift', () => {
  expect(moved('a👩‍👧b', { anchor: 1, focus: 1 }, key('ArrowRight'))).toEqual({ anchor: 6, focus: 6 });
  expect(moved('two dogs', { anchor: 0, focus: 0 }, key('ArrowRight', true, true))).toEqual({
    anchor: 0,
    focus: 3,
  });
});

test('left goes forward where the text runs to the left', () => {
  expect(moved('كلب', { anchor: 0, focus: 0 }, key('ArrowLeft', false, false, true))?.focus).toBe(1);
});

test('what is taken is the selection without white space, else the word', () => {
  expect(taken('two dogs', { anchor: 3, focus: 8 })).toEqual([4, 8]);
  expect(taken('two dogs', { anchor: 5, focus: 5 })).toEqual([4, 8]);
});
