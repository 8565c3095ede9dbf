// The digits of options: those that the design gives, and free ones for the others.
import { expect, test } from 'vitest';
import type { Choice } from '../model/types';
import { optionByDigit, optionItems } from './choice';

const choice = (id: string, hotkey: string | null = null): Choice => ({ id, title: '', help: null, hotkey });

function check(options: readonly Choice[], expected: string): void {
  expect(optionItems(options).map((item) => `${item.id}${item.key ?? ''}`)).toEqual(expected.split(' '));
}

test('digits in their order', () => check([choice('a'), choice('b')], 'a1 b2'));
test('digits of the design, and free ones between them', () =>
  check([choice('a', '2'), choice('b'), choice('c', '0'), choice('d')], 'a2 b1 c0 d3'));
test('a digit is given once, and letters belong to commands', () =>
  check([choice('a', '1'), choice('b', '1'), choice('c', 'j')], 'a1 b2 c3'));
test('more options than digits', () =>
  check(
    [...'abcdefghij'].map((id) => choice(id)),
    'a1 b2 c3 d4 e5 f6 g7 h8 i9 j',
  ));

test('a digit chooses the option that carries it', () => {
  expect(optionByDigit([choice('a', '5'), choice('b')], 5)).toBe('a');
  expect(optionByDigit([choice('a', '5')], 1)).toBeUndefined();
});
