// What changed between two versions of a text.
import { expect, test } from 'vitest';
import { excerptOf, lineChanges } from './line_changes';

const told = (before: string, after: string) =>
  lineChanges(before, after).map(({ kind, line }) => ({ same: ' ', gone: '-', new: '+' })[kind] + line);

test('lines that went come before those that came in their place', () => {
  expect(told('a\nb\nc', 'a\nx\nc\nd')).toEqual([' a', '-b', '+x', ' c', '+d']);
  expect(told('', 'a')).toEqual(['-', '+a']);
  expect(told('a\n', 'a')).toEqual([' a']);
});

test('far from any change, lines are left out', () => {
  const changes = lineChanges('1\n2\n3\n4\n5\n6', '1\n2\n3\nx\n5\n6');
  expect(excerptOf(changes).map((change) => change?.line ?? '…')).toEqual(['…', '3', '4', 'x', '5', '…']);
  expect(excerptOf(lineChanges('a', 'a'))).toEqual([null]);
});
