// Tests of counting the labels that fit into the first rows of the strip.
import { describe, expect, it } from 'vitest';
import { inFirstRows } from './fitting';

describe('labels in the first two rows', () => {
  const check = (tops: readonly number[], expected: number) => expect(inFirstRows(tops)).toBe(expected);

  it('counts up to the third row', () => {
    check([4, 4, 4, 34, 34, 64, 64], 5);
    check([4, 4, 34], 3);
    check([4, 34, 64, 94], 2);
  });

  it('takes a strip without labels', () => check([], 0));
});
