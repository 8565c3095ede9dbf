// Counting code points and UTF-16 units, and snapping to graphemes.
import { describe, expect, test } from 'vitest';
import { codePoints, nextGrapheme, nextWord, previousGrapheme, previousWord, TextIndex } from './text';

const FAMILY = '👩‍👩‍👧';

function check(text: string, unit: number, codePoint: number): void {
  const index = new TextIndex(text);
  expect(index.toCodePoints(unit)).toBe(codePoint);
  expect(index.toUnits(codePoint)).toBe(unit);
}

describe('positions', () => {
  test('plain text counts the same both ways', () => check('two dogs', 4, 4));
  test('behind an emoji there is one unit more', () => check('🐕 dog', 3, 2));
  test('the end of a text of emoji', () => check('🐕🐕🐕', 6, 3));
  test('Arabic is in the basic plane', () => check('كلبان ينامان', 5, 5));
  test('far into a long text', () => check('🐕'.repeat(1000) + 'x', 2000, 1000));
  test('unpaired surrogates count as one', () => check('\ud83dx', 1, 1));

  test('every position of a mixed text goes there and back', () => {
    const text = `a🐕b${FAMILY}ك`.repeat(200);
    const index = new TextIndex(text);
    let unit = 0;
    [...text].forEach((character, codePoint) => {
      expect(index.toUnits(codePoint)).toBe(unit);
      expect(index.toCodePoints(unit)).toBe(codePoint);
      unit += character.length;
    });
    expect(index.length).toBe(codePoints(text));
  });
});

describe('spans', () => {
  test('are in code points and quote what they cover', () => {
    expect(new TextIndex('a 🐕 b').span(2, 4)).toEqual({ start: 2, end: 3, quote: '🐕' });
  });
  test('grow to whole graphemes', () => {
    const text = `x${FAMILY}y`;
    expect(new TextIndex(text).span(3, 4)).toEqual({ start: 1, end: 6, quote: FAMILY });
  });
  test('may be selected backwards', () => {
    expect(new TextIndex('two dogs').span(8, 4)?.quote).toBe('dogs');
  });
  test('are nothing when nothing is selected', () => {
    expect(new TextIndex('two').span(1, 1)).toBeNull();
  });
});

describe('steps of the caret', () => {
  test('pass over a family as one', () => {
    expect(nextGrapheme(FAMILY, 0)).toBe(FAMILY.length);
    expect(previousGrapheme(FAMILY, FAMILY.length)).toBe(0);
  });
  test('stop at the ends', () => {
    expect(nextGrapheme('a', 1)).toBe(1);
    expect(previousGrapheme('a', 0)).toBe(0);
  });
  test('go by words', () => {
    expect(nextWord('two dogs', 0)).toBe(3);
    expect(nextWord('two dogs', 3)).toBe(8);
    expect(previousWord('two dogs', 8)).toBe(4);
  });
});
