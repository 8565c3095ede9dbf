// What the plot of rounds says.
import { describe, expect, it } from 'vitest';
import type { RoundView } from '../../../api/types';
import { courses, finding } from './RoundPlot';

function round(number: number, values: Record<string, [number, number, number, number?]>): RoundView {
  return {
    number,
    fields: Object.entries(values).map(([field, [value, low, high, was]]) => ({
      field,
      title: field,
      value,
      interval: { level: 0.95, low, high, method: 'bootstrap over items' },
      change:
        was === undefined ? null : { value: value - was, low: value - was - 0.2, high: value - was + 0.2 },
    })),
  } as unknown as RoundView;
}

describe('rounds', () => {
  it('follow each field', () => {
    const all = courses([
      round(1, { a: [0.2, 0.1, 0.3] }),
      round(2, { a: [0.5, 0.4, 0.6], b: [0.1, 0, 0.2] }),
    ]);
    expect(all.map(({ field, points }) => [field, points.map((point) => point.round)])).toEqual([
      ['a', [1, 2]],
      ['b', [2]],
    ]);
  });

  it('are said to differ only where chance does not explain it', () => {
    const first = round(1, { a: [0.2, 0.1, 0.3] });
    expect(finding([first])).toBe('Agreement in the first round');
    expect(finding([first, round(2, { a: [0.3, 0.2, 0.4, 0.2] })])).toContain('not clearly');
    expect(finding([first, round(2, { a: [0.7, 0.6, 0.8, 0.2] })])).toBe(
      'a: agreement rose from 0.20 to 0.70',
    );
    expect(finding([first, round(2, { a: [-0.1, -0.2, 0, 0.2] })])).toBe(
      'a: agreement fell from 0.20 to −0.10',
    );
  });
});
