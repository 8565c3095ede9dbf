// The report on places in plain values.
import { describe, expect, it } from 'vitest';
import type { PlaceAgreement, PlaceMetric } from '../../../api/types';
import { agreeing, difference, dot, erring, inUnit, lag, ranked, rows } from './places';

function metric(over: Partial<PlaceMetric>): PlaceMetric {
  return { metric: 'm', title: 'M', summary: 'what it is', perfect: 1, value: 0.5, parts: [], ...over };
}

function field(id: string, metrics: PlaceMetric[]): PlaceAgreement {
  return {
    field: id,
    title: id,
    kind: 'intervals',
    n_items: 2,
    n_pairs: 3,
    n_annotators: 2,
    n_marks: 8,
    metrics,
    places: [],
    words: [],
  };
}

describe('the report on places', () => {
  const f1 = field('region/sound/intervals', [metric({ value: 0.8 }), metric({ metric: 'b', unit: 'ms' })]);
  const iou = field('region/view/tracks', [metric({ value: 0.9 })]);
  const wer = field('region/sound/transcripts', [metric({ perfect: 0, value: 0.2 })]);
  const offset = field('offset', [metric({ perfect: 0, unit: 'ms', value: 120 })]);
  const none = field('region/picture/boxes', [metric({ value: null, undefined: 'one answer only' })]);

  it('keeps shares that agree and rates of errors apart', () => {
    const all = [f1, wer, offset, none, iou];
    expect(agreeing(all)).toEqual([f1, none, iou]);
    expect(erring(all)).toEqual([wer]);
    expect(ranked(agreeing(all))).toEqual([iou, f1]);
  });

  it('says why there is no value', () => {
    expect(dot(none)).toMatchObject({ value: null, why: 'not defined: one answer only' });
  });

  it('writes values with their unit, and offsets as late or early', () => {
    expect(inUnit({ unit: 'ms' }, 1234.4)).toBe('1,234 ms');
    expect(inUnit({}, 0.5)).toBe('0.50');
    expect([1500, -40, 0.2].map(lag)).toEqual(['1,500 ms late', '40 ms early', '0 ms']);
  });

  it('tells the direction of a difference only against a reference', () => {
    const found = (one: string | null, two: string | null) => ({ one, two, n: 1, places: [] });
    expect(difference(found('all', 'hall'), false)).toBe('“all” or “hall”');
    expect(difference(found('all', 'hall'), true)).toBe('“hall” for “all”');
    expect(difference(found('you', null), false)).toBe('“you”, which only one wrote');
    expect(difference(found('you', null), true)).toBe('“you” left out');
    expect(difference(found(null, 'uh'), true)).toBe('“uh” added');
  });

  it('is saved with its parts and the fact that it stands at', () => {
    const parts = [{ name: 'f1_75', value: 0.3 }];
    const saved = rows([field('region/sound/intervals', [metric({ parts })])], 42);
    expect(saved.map((row) => [row[1], row[2], row.at(-1)])).toEqual([
      ['metric', 'value', 'seq'],
      ['m', 0.5, 42],
      ['m.f1_75', 0.3, 42],
    ]);
  });
});
