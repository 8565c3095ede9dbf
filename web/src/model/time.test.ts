// Times are written as they are read.
import { expect, test } from 'vitest';
import { extent, lasting, readTime, written } from './time';

test.each([
  [0, '00:00.000'],
  [3480, '00:03.480'],
  [61_005, '01:01.005'],
  [3_600_000 + 62_003, '1:01:02.003'],
  [-120, '−00:00.120'],
])('%i ms is %s, and the other way round', (ms, text) => {
  expect(written(ms)).toBe(text);
  expect(readTime(text)).toBe(ms);
});

test.each([
  ['3.5', 3500],
  ['1:02', 62_000],
  [' 00:01,25 ', 1250],
  ['-0.120', -120],
  ['12', 12_000],
  ['', null],
  ['1:2:3:4', null],
  ['soon', null],
])('%s is read as %o', (text, ms) => expect(readTime(text)).toBe(ms));

test('durations are short', () => {
  expect([340, 2500, 42_000, 64_000].map(lasting)).toEqual(['340 ms', '2.50 s', '42.0 s', '1:04 min']);
});

test('only what lies in time has an extent', () => {
  expect(extent({ type: 'interval', start_ms: 5, end_ms: 9 })).toEqual({ start_ms: 5, end_ms: 9 });
  expect(extent({ type: 'track', keyframes: [] })).toBeNull();
  expect(extent({ type: 'whole' })).toBeNull();
});
