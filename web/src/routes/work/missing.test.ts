// Each press of the key goes on to the next missing thing, also within one claim.
import { expect, test } from 'vitest';
import type { Field, Jump } from '../../model/jump';
import { jumpKey, nextIndex, type Jumped } from './missing';

const field = (id: string, name: Field): { message: string; jump: Jump } => ({
  message: `${id} ${name}`,
  jump: { to: 'claim', id, aspect: 'default', field: name },
});
const ALL = [field('c1', 'value'), field('c2', 'error'), field('c2', 'rationale'), field('c3', 'value')];

/** Presses again and again; what is filled in after a press is gone for the next one. */
function walk(start: string | null, presses: number, filled: readonly number[] = []): string[] {
  let missing = [...ALL];
  let last: Jumped | null = null;
  const visited: string[] = [];
  for (let press = 0; press < presses; press += 1) {
    const index = nextIndex(missing, last, (jump) => jump.to === 'claim' && jump.id === start);
    const next = missing[index];
    if (!next) return visited;
    last = { key: jumpKey(next.jump), index };
    visited.push(next.message);
    if (filled.includes(press)) missing = missing.filter((each) => each !== next);
  }
  return visited;
}

test('goes through all fields and around', () => {
  expect(walk(null, 5)).toEqual(['c1 value', 'c2 error', 'c2 rationale', 'c3 value', 'c1 value']);
});

test('begins after what is in focus', () => {
  expect(walk('c1', 2)).toEqual(['c2 error', 'c2 rationale']);
});

test('goes on where something was filled in', () => {
  expect(walk(null, 4, [1])).toEqual(['c1 value', 'c2 error', 'c2 rationale', 'c3 value']);
  expect(walk(null, 5, [3])).toEqual(['c1 value', 'c2 error', 'c2 rationale', 'c3 value', 'c1 value']);
});

test('ends when nothing is missing', () => {
  expect(nextIndex([], null, () => false)).toBe(-1);
});
