// What the mismatch report says in a sentence, and its rows.
import { expect, test } from 'vitest';
import { csv } from '../save';
import { finding, query, rows, usual, type Group, type Grouping, type Report } from './mismatch';

const interval = { level: 0.95, low: 0.1, high: 0.9, method: 'Wilson, clustered by item' };
const basis = { truth: 0, majority: 4, one: 0 };

function group(value: string, contradicted: number, of: number): Group {
  const share = { value: contradicted / of, interval, n: of };
  return {
    value,
    title: value,
    n_items: 2,
    n_claims: of,
    basis,
    undecided: 0,
    not_applicable: 0,
    holds: [{ holds: 'contradicted', n: contradicted, share }],
    errors: [{ id: 'count', title: 'Wrong count', n: 1, share }],
    n_omission_items: 2,
    omission_basis: basis,
    n_omitting: 1,
    omitted: share,
    omissions: [],
  };
}

const grouping = (...groups: Group[]): Grouping => ({ by: 'metadata/source', groups });

test('the finding names who is contradicted most and least', () => {
  const two = grouping(group('model B', 3, 6), group('person', 1, 10));
  expect(finding(two)).toBe('model B is contradicted most (50% of its claims), person least (10%)');
  expect(finding(grouping(group('person', 1, 10)))).toBe('10% of 10 claims are contradicted');
  expect(finding(grouping(group('person', 0, 10)))).toBe('No claim is contradicted');
});

test('each share is a row', () => {
  const one = grouping(group('=model', 3, 6));
  const report: Report = {
    seq: 7,
    computed_at: 0,
    n_left_out: 0,
    omissions: true,
    groupings: [one],
  };
  const lines = csv(rows(report, [one])).split('\r\n');
  expect(lines[1]).toBe(
    `metadata/source,'=model,holds,contradicted,3,6,0.5,0.1,0.9,"Wilson, clustered by item",7`,
  );
  expect(lines.map((line) => line.split(',')[2])).toEqual(['what', 'holds', 'error', 'omitted', undefined]);
});

test('items are asked for by what is behind a share', () => {
  const wanted = { by: 'metadata/source', value: 'model B', what: 'error', id: 'count', words: '' } as const;
  expect(query(wanted, 'x')).toBe('by=metadata%2Fsource&value=model+B&what=error&id=count&after=x');
});

test('what is told apart at first has several items a group', () => {
  const all: Grouping = { by: 'all', groups: [group('', 1, 4)] };
  const names: Grouping = { by: 'metadata/title', groups: [{ ...group('a', 1, 2), n_items: 1 }] };
  const sources = grouping(group('a', 1, 2), group('b', 0, 2));
  expect(usual([all, names, sources]).by).toBe('metadata/source');
  expect(usual([all, names]).by).toBe('all');
});
