// A change somewhere costs as many requests as pages are in view, however many were loaded.
import { expect, test } from 'vitest';
import type { ItemPage } from '../../api/types';
import { isStale, newest, pagesIn, reread, rowsOf, type Pages } from './pages';

const SIZE = 10;

function page(at: number, seq: number, last = false): ItemPage {
  const items = Array.from({ length: SIZE }, (_, index) => ({
    id: `i${at * SIZE + index}`,
    external_id: '',
    excerpt: `seq ${seq}`,
    thumbnail: null,
    state: 'open' as const,
    wanted: 1,
    votes: 0,
    taken: 0,
    agreement: null,
    priority: 0,
    changed_at: 0,
    group: null,
  }));
  return { items, next: last ? null : `after ${at}`, seq };
}

function loaded(n: number): Pages {
  const pages = Array.from({ length: n }, (_, at) => page(at, 1));
  return { pages, pageParams: pages.map((_, at) => (at === 0 ? null : `after ${at - 1}`)) };
}

async function check(first: number, last: number, expected: (string | null)[], left: number) {
  const asked: (string | null)[] = [];
  const after = await reread(loaded(20), { first, last }, (key) => {
    asked.push(key);
    return Promise.resolve(page(key === null ? 0 : Number(key.slice(6)) + 1, 2));
  });
  expect(asked).toEqual(expected);
  expect(after.pages).toHaveLength(left);
  expect(after.pageParams).toHaveLength(left);
  return after;
}

test('at the top only the first page is asked for', () => check(0, 8, [null], 1));
test('in the middle only the pages in view are', async () => {
  const after = await check(74, 82, ['after 6', 'after 7'], 9);
  expect(after.pages.map(({ seq }) => seq)).toEqual([1, 1, 1, 1, 1, 1, 1, 2, 2]);
  expect(newest(after.pages)).toBe(2);
  expect(isStale(after.pages, { first: 74, last: 82 })).toBe(false);
  expect(isStale(after.pages, { first: 60, last: 68 })).toBe(true);
});
test('a list that has become shorter ends', async () => {
  const after = await reread(loaded(3), { first: 0, last: 25 }, () => Promise.resolve(page(0, 2, true)));
  expect(after.pages).toHaveLength(1);
});
test('rows behind the end belong to the last page, and an empty list has one', () => {
  expect(pagesIn(loaded(2).pages, { first: 30, last: 40 })).toEqual({ from: 1, to: 1 });
  expect(pagesIn([{ items: [], next: null, seq: 1 }], { first: 0, last: 0 })).toEqual({ from: 0, to: 0 });
});
test('a row that two pages have stands once', () => {
  expect(rowsOf([page(0, 2), page(0, 1), page(1, 1)])).toHaveLength(20);
  expect(rowsOf([page(0, 2), page(0, 1)])[0]?.excerpt).toBe('seq 2');
});
