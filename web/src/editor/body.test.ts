// What a saved draft is read as: of older versions what they had, of broken ones nothing.
import { expect, test } from 'vitest';
import { newBody, readBody } from './body';

const saved = (part: object) => JSON.parse(JSON.stringify({ ...newBody(), ...part }));

test('a shape that was being drawn comes back', () => {
  const unfinished = { pane: 'image/1', tool: 'polygon', points: [[1, 2], [3.5, 4]] }; // prettier-ignore
  expect(readBody(saved({ unfinished }))?.unfinished).toEqual(unfinished);
});

test.each([
  [undefined],
  [null],
  ['polygon'],
  [{ pane: 'image/1', tool: 'polygon', points: [] }],
  [{ pane: 'image/1', tool: 'polygon', points: [['a', 1]] }],
  [{ pane: 1, tool: 'polygon', points: [[1, 2]] }],
])('nothing was being drawn: %o', (unfinished) => {
  const body = readBody(saved({ unfinished }));
  expect(body?.unfinished).toBeNull();
  expect(body?.draft.regions).toEqual([]);
});

test('a draft from before there were flags reads as one without', () => {
  const { flag: _, ...draft } = newBody().draft;
  expect(readBody(saved({ draft }))?.draft.flag).toBe('');
});
