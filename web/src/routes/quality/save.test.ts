// Checks that saved tables are safe and readable.
import { expect, test } from 'vitest';
import { csv, type Cell } from './save';

function check(rows: Cell[][], expected: string) {
  expect(csv(rows)).toBe(expected);
}

test('plain cells', () => check([['a', 1, null]], 'a,1,\r\n'));
test('commas, quotes and line ends are quoted', () =>
  check([['a,b', 'say "no"', 'x\ny']], '"a,b","say ""no""","x\ny"\r\n'));
test('a formula is disarmed', () => check([['=1+1', '@x', -3]], "'=1+1,'@x,-3\r\n"));
