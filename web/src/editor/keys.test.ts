// Key presses as words, on several layouts; and a table in which no key means two things.
import { expect, test } from 'vitest';
import { COMMANDS, commandOf, keysOf, written } from './keymap';
import { digitOf, signOf, strokeOf } from './keys';

function check(init: KeyboardEventInit, expected: string | null): void {
  expect(strokeOf(new KeyboardEvent('keydown', init))).toBe(expected);
}

test('letters, with their modifiers', () => {
  check({ key: 'j', code: 'KeyJ' }, 'j');
  check({ key: 'E', code: 'KeyE', shiftKey: true }, 'Shift+E');
  check({ key: 'z', code: 'KeyZ', ctrlKey: true }, 'Ctrl+z');
  check({ key: 'Enter', code: 'Enter', metaKey: true }, 'Ctrl+Enter');
});

test('letters follow the layout where it is Latin, and the place where it is not', () => {
  check({ key: 'z', code: 'KeyY' }, 'z');
  check({ key: 'о', code: 'KeyJ' }, 'j');
  check({ key: 'ت', code: 'KeyJ' }, 'j');
});

test('digits follow the place', () => {
  expect(digitOf(new KeyboardEvent('keydown', { key: '&', code: 'Digit1' }))).toBe(1);
  expect(digitOf(new KeyboardEvent('keydown', { key: '7', code: 'Numpad7' }))).toBe(7);
});

test('the number pad without NumLock has no digits', () => {
  expect(digitOf(new KeyboardEvent('keydown', { key: 'ArrowLeft', code: 'Numpad4' }))).toBeNull();
  check({ key: 'ArrowLeft', code: 'Numpad4' }, 'ArrowLeft');
});

test('a sign that takes Shift or AltGr to write is that sign', () => {
  const sign = (init: KeyboardEventInit) => signOf(new KeyboardEvent('keydown', init));
  expect(sign({ key: '/', code: 'Digit7', shiftKey: true })).toBe('/');
  expect(sign({ key: '[', code: 'Digit8', modifierAltGraph: true })).toBe('[');
  expect(sign({ key: '[', code: 'Digit8', modifierAltGraph: true, ctrlKey: true, altKey: true })).toBe('[');
  expect(sign({ key: '-', code: 'Digit6' })).toBeNull();
  expect(sign({ key: 'J', code: 'KeyJ', shiftKey: true })).toBeNull();
  expect(sign({ key: '/', code: 'Digit7', shiftKey: true, ctrlKey: true })).toBeNull();
});

test('signs are what is written, and modifiers alone are nothing', () => {
  check({ key: '?', code: 'Slash', shiftKey: true }, '?');
  check({ key: 'Shift', code: 'ShiftLeft', shiftKey: true }, null);
  check({ key: 'j', code: 'KeyJ', isComposing: true }, null);
});

test('no key means two things', () => {
  const all = COMMANDS.flatMap((id) => keysOf(id, {}));
  expect(all.length).toBe(new Set(all).size);
});

test('a key can be changed', () => {
  expect(commandOf('j', {})).toBe('next_claim');
  expect(commandOf('i', { next_claim: ['i'] })).toBe('next_claim');
  expect(commandOf('j', { next_claim: ['i'] })).toBeNull();
  expect(written('Shift+E')).toBe('⇧ E');
});
