// What live updates do to what pages have read.
import { expect, it } from 'vitest';
import { client } from './session';
import type { Job } from './types';
import { heardOfJob } from './useLive';

const job = {
  id: 'j',
  kind: 'gold',
  state: 'running',
  done: 1,
  total: 4,
  unit: 'items',
  summary: null,
  created_at: 0,
  n_problems: 0,
} as unknown as Job;

it('tells how far a job is, and never that it has ended without what came of it', () => {
  client.setQueryData(['job', 'j'], job);
  const event = { type: 'job', id: 'j', kind: 'gold', project: 'p', total: 4, n_problems: 0 } as const;
  heardOfJob({ ...event, state: 'running', done: 3 });
  expect(client.getQueryData(['job', 'j'])).toMatchObject({ state: 'running', done: 3 });
  heardOfJob({ ...event, state: 'done', done: 4 });
  expect(client.getQueryData(['job', 'j'])).toMatchObject({ state: 'running', done: 3 });
  expect(client.getQueryState(['job', 'j'])?.isInvalidated).toBe(true);
});
