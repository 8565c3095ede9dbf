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

const region = (selector: object) => ({ id: 'r1', slot: 'video', part: '0', selector, label: null });
const withRegion = (selector: object) =>
  readBody(saved({ draft: { ...newBody().draft, regions: [region(selector)] } }))?.draft.regions[0]?.selector;
const box = { type: 'box', x: 1, y: 2, width: 3, height: 4, rotation: 0 };

test.each([
  [{ type: 'interval', start_ms: 5, end_ms: 5, channel: 1 }],
  [{ type: 'track', keyframes: [{ time_ms: 0, frame: 0, shape: box }] }],
  [
    {
      type: 'track',
      keyframes: [{ time_ms: 0, frame: 0, shape: { type: 'points', points: [[1, 2]] }, outside: true }],
    },
  ],
  [box],
])('what lies in time comes back: %o', (selector) => expect(withRegion(selector)).toEqual(selector));

test.each([
  [{ type: 'interval', start_ms: 5, end_ms: 4 }],
  [{ type: 'interval', start_ms: 1.5, end_ms: 4 }],
  [{ type: 'interval', start_ms: '1', end_ms: 4 }],
  [{ type: 'track', keyframes: [] }],
  [{ type: 'track', keyframes: [{ time_ms: 0, frame: 0, shape: { type: 'box', x: 1 } }] }],
  [
    {
      type: 'track',
      keyframes: [
        { time_ms: 9, frame: 1, shape: box },
        { time_ms: 9, frame: 2, shape: box },
      ],
    },
  ],
  [{}],
])('a broken place is not drawn: %o', (selector) => expect(withRegion(selector)).toBeUndefined());
