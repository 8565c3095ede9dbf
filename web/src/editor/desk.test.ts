// The desk: the next item at once, a refused one back with its problems, nothing lost in between.
import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { ApiError } from '../api/client';
import { SAMPLE_DESIGN } from '../model/sample';
import type { Submitted, Task } from '../model/types';
import { newBody } from './body';
import { Desk } from './desk';
import { openOutbox } from './outbox';
import type { Service } from './service';

const progress = { submitted: 0, today: 0, total: 3 };

function task(id: string): Task {
  return {
    assignment: { id, deadline: Date.now() + 3_600_000, design_version: 1 },
    item: { external_id: '', slots: {} },
    hidden_slots: [],
    media: {},
    first_impression: [],
    progress,
    design: SAMPLE_DESIGN,
  };
}

function reply(id: string, next: Task | null): Submitted {
  return {
    annotation: { id, seq: 1, late: false, surplus: false, duplicate: false },
    next,
    progress: { submitted: 1, today: 1, total: 3 },
  };
}

let user = 0;
let desk: Desk | null = null;

afterEach(async () => {
  await desk?.close();
  desk = null;
});

async function started(service: Partial<Service>, assignment: string | null = null): Promise<Desk> {
  user += 1;
  let revision = 0;
  const whole: Service = {
    next: (_project, after) =>
      Promise.resolve(after === null ? task('one') : after === 'one' ? task('two') : null),
    task: (id) => Promise.resolve(task(id)),
    extend: () => Promise.resolve({ deadline: 0 }),
    reveal: (id) => Promise.resolve(task(id)),
    saveDraft: () => Promise.resolve({ revision: (revision += 1), saved_at: 0 }),
    submit: (_project, { annotation }) => Promise.resolve(reply(annotation.id, null)),
    ...service,
  };
  const made = new Desk({
    project: 'p',
    user: `desk ${user}`,
    service: whole,
    assignment,
    preload: () => undefined,
    onChange: () => undefined,
  });
  desk = made;
  await made.start();
  expect(made.session?.task.assignment.id).toBe('one');
  await new Promise((resolve) => setTimeout(resolve));
  return made;
}

test('the next item is there before the server has answered', async () => {
  const made = await started({ submit: () => new Promise(() => undefined) });
  await made.submit({ type: 'complete' });
  expect(made.session?.task.assignment.id).toBe('two');
});

test('without connection and without a next item it waits, and goes on by itself', async () => {
  const submit = vi
    .fn()
    .mockRejectedValueOnce(new ApiError(0, 'offline', 'no reply'))
    .mockImplementation((_project: string, { annotation }) =>
      Promise.resolve(reply(annotation.id, task('three'))),
    );
  const made = await started({ submit, next: (_p, after) => Promise.resolve(after ? null : task('one')) });
  await made.submit({ type: 'complete' });
  expect(made.state.phase).toBe('waiting');
  await vi.waitFor(() => expect(made.sending).toMatchObject({ waiting: 1, offline: true }));
  made.resume();
  await vi.waitFor(() => expect(made.session?.task.assignment.id).toBe('three'));
  expect(made.caughtUp?.count).toBe(1);
});

test('a refused submission comes back with what was written, and then the item that was there', async () => {
  const problems = [{ code: 'verdict_missing', message: 'judge it', at: ['verdicts', 'c1'] }];
  const submit = vi
    .fn()
    .mockRejectedValueOnce(new ApiError(422, 'problems', 'refused', [], problems))
    .mockImplementation((_project: string, { annotation }) => Promise.resolve(reply(annotation.id, null)));
  const made = await started({ submit });
  made.session?.document.edit({ kind: 'set_note', note: 'mine' });
  await made.submit({ type: 'complete' });
  await vi.waitFor(() => expect(made.session?.task.assignment.id).toBe('one'));
  expect(made.session?.draft.note).toBe('mine');
  expect(made.session?.refusal?.problems).toEqual(problems);
  await made.submit({ type: 'complete' });
  expect(made.session?.task.assignment.id).toBe('two');
});

test('a refused submission does not interrupt the next item once that was begun', async () => {
  const refusal = new ApiError(422, 'problems', 'refused');
  let refuse: (error: ApiError) => void = () => undefined;
  const submit = vi.fn().mockReturnValueOnce(new Promise((_, reject) => (refuse = reject)));
  const made = await started({ submit });
  await made.submit({ type: 'complete' });
  made.session?.document.edit({ kind: 'set_note', note: 'begun' });
  await vi.waitFor(() => expect(submit).toHaveBeenCalled());
  refuse(refusal);
  await vi.waitFor(() => expect(made.refused?.assignment).toBe('one'));
  expect(made.session?.task.assignment.id).toBe('two');
  await made.bringBack();
  expect(made.session?.task.assignment.id).toBe('one');
  submit.mockImplementation((_project: string, { annotation }) =>
    Promise.resolve(reply(annotation.id, null)),
  );
  await made.submit({ type: 'complete' });
  expect(made.session?.draft.note).toBe('begun');
});

test('an assignment that is gone gives way to the next item', async () => {
  const gone = new ApiError(410, 'gone', 'this assignment was submitted');
  await started({ task: () => Promise.reject(gone) }, 'submitted');
});

test('what was fetched ahead is fetched anew when its time ran out', async () => {
  const ended = { ...task('stale').assignment, deadline: Date.now() - 1 };
  const next = vi
    .fn()
    .mockResolvedValueOnce(task('one'))
    .mockResolvedValueOnce({ ...task('stale'), assignment: ended })
    .mockResolvedValue(task('fresh'));
  const made = await started({ next, submit: () => new Promise(() => undefined) });
  await made.submit({ type: 'complete' });
  expect(made.session?.task.assignment.id).toBe('fresh');
});

test('the lease of what was fetched ahead is extended while somebody works', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const soon = { ...task('two').assignment, deadline: Date.now() + 60_000 };
  const extend = vi.fn().mockResolvedValue({ deadline: Date.now() + 3_600_000 });
  const next = (_project: string, after: string | null) =>
    Promise.resolve(after === null ? task('one') : { ...task('two'), assignment: soon });
  const made = await started({ next, extend });
  made.session?.active.sign();
  vi.advanceTimersByTime(60_000);
  vi.useRealTimers();
  await vi.waitFor(() => expect(extend).toHaveBeenCalledWith('two'));
  expect(extend).toHaveBeenCalledTimes(1);
});

test('a refused submission of another project is told of, and not opened here', async () => {
  const outbox = await openOutbox(`desk ${user + 1}`);
  const body = newBody();
  await outbox.keepSubmission({
    id: body.annotation,
    project: 'elsewhere',
    assignment: 'there',
    annotation: { id: body.annotation, outcome: { type: 'complete' } },
    task: task('there'),
    body,
    queuedAt: 0,
    refused: { message: 'refused', problems: [] },
  });
  const made = await started({});
  expect(made.refused?.project).toBe('elsewhere');
  await made.bringBack();
  expect(made.session?.task.assignment.id).toBe('one');
  expect(await outbox.submissions()).toHaveLength(1);
  outbox.close();
});

test('after a conflict undo brings the other draft, whichever was gone on with', async () => {
  for (const goesOn of ['keepMine', 'takeTheirs'] as const) {
    const theirs = newBody({ ...newBody().draft, note: 'theirs' });
    const stale = new ApiError(409, 'stale_draft', 'saved elsewhere', [], [], {
      draft: { revision: 7, client: 'other', saved_at: 0, body: theirs },
    });
    const saveDraft = vi.fn().mockRejectedValueOnce(stale).mockResolvedValue({ revision: 8, saved_at: 0 });
    const made = await started({ saveDraft });
    const session = made.session;
    session?.document.edit({ kind: 'set_note', note: 'mine' });
    await session?.flush();
    await session?.[goesOn]();
    const [kept, other] = goesOn === 'keepMine' ? ['mine', 'theirs'] : ['theirs', 'mine'];
    expect(session?.draft.note).toBe(kept);
    session?.document.undo();
    expect(session?.draft.note).toBe(other);
    await made.close();
  }
});
