// Checks that saved tables are safe and readable.
import { expect, test } from 'vitest';
import { csv, figure, plainColor, type Cell } from './save';

function check(rows: Cell[][], expected: string) {
  expect(csv(rows)).toBe(expected);
}

test('plain cells', () => check([['a', 1, null]], 'a,1,\r\n'));
test('commas, quotes and line ends are quoted', () =>
  check([['a,b', 'say "no"', 'x\ny']], '"a,b","say ""no""","x\ny"\r\n'));
test('a formula is disarmed', () => check([['=1+1', '@x', -3]], "'=1+1,'@x,-3\r\n"));

test('a saved figure says what it shows and what it rests on', () => {
  document.body.innerHTML = '<svg width="400" height="100"><text>Verdict</text></svg>';
  const saved = figure(document.querySelector('svg')!, {
    title: 'Verdicts agree',
    meta: '34 units, fact 25',
  });
  const texts = [...saved.querySelectorAll('text')].map((text) => text.textContent);
  expect(texts).toEqual(['Verdicts agree', '34 units, fact 25', 'Verdict']);
  expect(Number(saved.getAttribute('width'))).toBeGreaterThan(400);
  expect(Number(saved.getAttribute('height'))).toBeGreaterThan(150);
});

test('a small drawing is as wide as its caption', () => {
  document.body.innerHTML = '<svg width="100" height="100"></svg>';
  const title = '“supported” and “not verifiable” are confused most';
  const saved = figure(document.querySelector('svg')!, { title, meta: '' });
  expect(Number(saved.getAttribute('width'))).toBeGreaterThan(400);
});

test('mixed colours are written for every program', () => {
  expect(plainColor('color(srgb 1 0.5 0)')).toBe('rgb(255, 128, 0)');
  expect(plainColor('color(srgb 0.95 0.2 1.02 / 0.5)')).toBe('rgb(242, 51, 255)');
  expect(plainColor('rgb(1, 2, 3)')).toBe('rgb(1, 2, 3)');
});
