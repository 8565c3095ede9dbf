// Checks what is read out of a report.
import { expect, test } from 'vitest';
import type { FieldAgreement } from '../../api/types';
import { meaning, mostConfused, recommended, wilson } from './numbers';
import { messages } from './messages';

function field(confusion: number[][]): FieldAgreement {
  return {
    field: 'verdict',
    title: 'Verdict',
    level: 'nominal',
    n_units: 10,
    n_annotators: 3,
    n_ratings: 30,
    labels: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
    recommended: 'krippendorff_alpha',
    metrics: [
      { metric: 'percent_agreement', title: 'Percent agreement', value: 0.9 },
      { metric: 'krippendorff_alpha', title: 'α', value: 0.7 },
    ],
    confusion,
  };
}

test('the recommended coefficient is found by its id', () =>
  expect(recommended(field([]))?.metric).toBe('krippendorff_alpha'));

test('the most confused pair is off the diagonal, with its share of what differs', () =>
  expect(
    mostConfused(
      field([
        [90, 1, 6],
        [1, 80, 3],
        [6, 3, 70],
      ]),
    ),
  ).toEqual({ a: 0, b: 2, share: 0.6 }));

test('nothing is confused when everybody agrees', () =>
  expect(
    mostConfused(
      field([
        [9, 0],
        [0, 9],
      ]),
    ),
  ).toBeNull());

test('the bounds belong to the better meaning', () => {
  expect(meaning(0.8)).toBe(messages.meaning.reliable);
  expect(meaning(0.667)).toBe(messages.meaning.tentative);
  expect(meaning(0.66)).toBe(messages.meaning.low);
});

// Known values: 8 of 10 gives 0.4902 to 0.9433.
test('the interval of a share agrees with a worked example', () => {
  const interval = wilson(0.8, 10);
  expect(interval.low).toBeCloseTo(0.4902, 4);
  expect(interval.high).toBeCloseTo(0.9433, 4);
});

test('the interval stays inside 0 to 1', () => {
  expect(wilson(1, 3).high).toBeLessThanOrEqual(1);
  expect(wilson(0, 3).low).toBeGreaterThanOrEqual(0);
});
