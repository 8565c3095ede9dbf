// Words against words: the cases of the reference implementation, and what a normalised word is.
import { describe, expect, test } from 'vitest';
import { align, editsOf, errorRate, wordsOf } from './word_alignment';

const signs = { same: '=', substituted: 'S', deleted: 'D', inserted: 'I' } as const;
const path = (reference: string, other: string) =>
  align(wordsOf(reference), wordsOf(other))!
    .map(({ kind }) => signs[kind])
    .join('');
const rate = (reference: string, other: string) =>
  errorRate(editsOf(align(wordsOf(reference), wordsOf(other))!));

describe('words', () => {
  const spoken = (text: string) => wordsOf(text).map((word) => word.spoken);
  test('case and punctuation do not count, apostrophes and hyphens inside do', () => {
    expect(spoken('“Don’t,” she said – well-known.')).toEqual(["don't", 'she', 'said', 'well-known']);
    expect(spoken("'tis 'quoted' - 5.5 Straße ÄRGER")).toEqual([
      'tis',
      'quoted',
      '5',
      '5',
      'straße',
      'ärger',
    ]);
  });
  test('as written they stay as they were', () => {
    expect(wordsOf('Hello, World!').map((word) => word.written)).toEqual(['Hello', 'World']);
  });
});

describe('alignment', () => {
  test.each([
    ['a b c', 'a b c', '==='],
    ['a b c', 'a x c', '=S='],
    ['a b c', 'a c', '=D='],
    ['a c', 'a b c', '=I='],
    ['', 'a b', 'II'],
    ['a b', '', 'DD'],
    ['', '', ''],
    ['the the cat', 'the cat', '=D='],
  ])('%j against %j', (reference, other, expected) => {
    expect(path(reference, other)).toBe(expected);
  });
  test('the example of Morris, Maier and Green (2004)', () => {
    const [reference, other] = [
      'i am a short ground truth',
      'i am a considerably longer and very much incorrect hypothesis',
    ];
    expect(rate(reference, other)).toBeCloseTo(7 / 6);
  });
  test('both texts come out of it whole, with as few errors as Levenshtein’s table has', () => {
    let seed = 7;
    const next = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const text = () => Array.from({ length: next(9) }, () => 'abc'[next(3)]).join(' ');
    for (let round = 0; round < 300; round += 1) {
      const [one, two] = [wordsOf(text()), wordsOf(text())];
      const steps = align(one, two)!;
      expect(steps.flatMap((step) => ('reference' in step ? [step.reference] : []))).toEqual(one);
      expect(steps.flatMap((step) => ('other' in step ? [step.other] : []))).toEqual(two);
      const errors = steps.filter(({ kind }) => kind !== 'same').length;
      expect(errors).toBe(
        distance(
          one.map((word) => word.spoken),
          two.map((word) => word.spoken),
        ),
      );
    }
  });
  test('texts of a size that no browser compares are not compared', () => {
    const many = (word: string) =>
      Array.from({ length: 9000 }, (_, n) => ({ written: word + n, spoken: word + n }));
    expect(align(many('a'), many('b'))).toBeNull();
  });
});

/** The shortest way, written as the definition is. */
function distance(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return a.length + b.length;
  const [restA, restB] = [a.slice(1), b.slice(1)];
  if (a[0] === b[0]) return distance(restA, restB);
  return 1 + Math.min(distance(restA, restB), distance(restA, b), distance(a, restB));
}
