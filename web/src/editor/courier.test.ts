// What waits in the outbox goes out without a workbench, once, and not behind the back of one that is open.
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from '../api/client';
import { emptyDraft } from '../model/sample';
import type { Submitted } from '../model/types';
import { newBody } from './body';
import { Courier, type Waiting } from './courier';
import { openOutbox, type Outbox } from './outbox';

const reply: Submitted = {
  annotation: { id: 'A', seq: 1, late: false, surplus: false, duplicate: false },
  progress: { submitted: 1, today: 1, total: 1 },
};

let outbox: Outbox;
let user = 0;
let seen: Waiting[];
let held: string[];

beforeEach(async () => {
  user += 1;
  seen = [];
  held = [];
  outbox = await openOutbox(`user ${user}`);
  vi.stubGlobal('navigator', {
    locks: {
      query: () => Promise.resolve({ held: held.map((name) => ({ name })) }),
      request: (_: string, run: () => Promise<void>) => run(),
    },
  });
});

afterEach(() => {
  outbox.close();
  vi.unstubAllGlobals();
});

async function keep(...ids: string[]): Promise<void> {
  for (const [at, id] of ids.entries()) {
    await outbox.keepSubmission({
      id,
      project: 'p',
      assignment: `of ${id}`,
      annotation: { id, outcome: { type: 'complete' } },
      task: {
        assignment: { id: `of ${id}`, deadline: 0, design_version: 1 },
        item: { external_id: '', slots: {} },
        hidden_slots: [],
        media: {},
        first_impression: [],
        progress: { submitted: 0, today: 0, total: 1 },
      },
      body: newBody(emptyDraft()),
      queuedAt: at,
      refused: null,
    });
  }
}

function courier(submit: () => Promise<Submitted>): Courier {
  return new Courier({
    user: `user ${user}`,
    service: { submit },
    onChange: (now) => void seen.push(now),
    onSent: () => undefined,
  });
}

test('an empty outbox sends nothing', async () => {
  const submit = vi.fn();
  const sending = courier(submit);
  await sending.look();
  expect(submit).not.toHaveBeenCalled();
  expect(seen.at(-1)).toEqual({ waiting: 0, why: null, sent: 0, refused: null });
  sending.close();
});

test('what waits goes out, and how many they were is told', async () => {
  await keep('A', 'B');
  const sending = courier(() => Promise.resolve(reply));
  await Promise.all([sending.look(), sending.look()]);
  expect(seen.map(({ waiting }) => waiting)).toEqual([2, 0]);
  expect(seen.at(-1)?.sent).toBe(2);
  expect(await outbox.submissions()).toEqual([]);
  sending.close();
});

test('without connection it waits and says so', async () => {
  await keep('A');
  const sending = courier(() => Promise.reject(new ApiError(0, 'offline', 'no reply')));
  await sending.look();
  expect(seen.at(-1)).toMatchObject({ waiting: 1, why: 'offline', sent: 0 });
  sending.close();
});

test('while a workbench is open in some tab, that one sends', async () => {
  await keep('A');
  held = [`crosscheck-work-user ${user}-p`];
  const submit = vi.fn(() => Promise.resolve(reply));
  const sending = courier(submit);
  await sending.look();
  expect(submit).not.toHaveBeenCalled();
  expect(seen.at(-1)).toMatchObject({ waiting: 1, why: 'workbench' });
  held = ['crosscheck-work-somebody else-p'];
  await sending.look();
  expect(submit).toHaveBeenCalledOnce();
  sending.close();
});

test('a refused one is shown until a person looks at it', async () => {
  await keep('A');
  const sending = courier(() => Promise.reject(new ApiError(422, 'problems', 'claim 1 has no verdict')));
  await sending.look();
  expect(seen.at(-1)).toMatchObject({ waiting: 0, refused: { id: 'A', project: 'p' } });
  sending.close();
});
