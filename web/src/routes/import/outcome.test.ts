// What an earlier import came to, in one line.
import { expect, test } from 'vitest';
import type { Job } from '../../api/types';
import { outcome } from './EarlierImports';

const job = (part: Partial<Job>): Job => ({
  id: 'j',
  kind: 'import',
  state: 'done',
  done: 0,
  total: null,
  unit: 'rows',
  summary: {},
  error: null,
  created_at: 0,
  finished_at: null,
  n_problems: 0,
  ...part,
});

function check(part: Partial<Job>, expected: string) {
  test(expected, () => expect(outcome(job(part))).toBe(expected));
}

const summary = (text: string): Job['summary'] => JSON.parse(text);

check({ done: 5, summary: summary('{"new":3,"revised":0,"unchanged":2}') }, '3 new, 2 as before');
check({ done: 5, summary: summary('{"new":3,"rejected":2}'), n_problems: 2 }, '3 new, 2 not taken');
check({ done: 40, state: 'running' }, '40 rows read');
check({ done: 40, state: 'cancelled', n_problems: 1, summary: summary('null') }, '40 rows read, 1 not taken');
check({ state: 'queued' }, 'nothing read yet');
