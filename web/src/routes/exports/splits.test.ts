// Shares of a split.
import { expect, test } from 'vitest';
import { dealt, fits, USUAL } from './splits';

test('shares make a hundred', () => {
  expect(fits(USUAL)).toBe(true);
  expect(fits({ ...USUAL, test: 20 })).toBe(false);
  expect(fits({ ...USUAL, train: 110, test: -20 })).toBe(false);
});

test('shares of one leave nothing over', () => {
  const { train, validation, test: last } = dealt({ train: 70, validation: 20, test: 10, seed: 3 });
  expect(train + validation + last).toBe(1);
});
