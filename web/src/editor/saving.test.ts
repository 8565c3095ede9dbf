// Saving and sending: drafts and submissions survive failures, arrive once, and belong to one person.
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiError } from '../api/client';
import { emptyDraft } from '../model/sample';
import type { Annotation, Submitted, Task } from '../model/types';
import { newBody, readBody, type DraftBody } from './body';
import { openOutbox, type Outbox } from './outbox';
import { DraftSaver, type SaveState } from './saver';
import { Sender, type SendState } from './sender';

const offline = () => new ApiError(0, 'offline', 'no reply');
const body = (note: string): DraftBody => ({ ...newBody({ ...emptyDraft(), note }), annotation: 'A' });

let outbox: Outbox;
let user = 0;

beforeEach(async () => {
  user += 1;
  outbox = await openOutbox(`user ${user}`);
});

afterEach(() => outbox.close());

describe('a draft', () => {
  const states: SaveState[] = [];
  function saver(saveDraft: () => Promise<{ revision: number; saved_at: number }>, onConflict = vi.fn()) {
    states.length = 0;
    return new DraftSaver({
      project: 'p',
      assignment: 'a',
      revision: 3,
      client: 'tab',
      outbox,
      service: { saveDraft },
      onState: (state) => void states.push(state),
      onConflict,
      delayMs: 0,
    });
  }

  test('is in the browser before the server answers', async () => {
    const saving = saver(() => new Promise(() => undefined));
    await saving.change(body('kept'));
    expect((await outbox.draft('a'))?.body.draft.note).toBe('kept');
    expect((await outbox.draft('a'))?.dirty).toBe(true);
    saving.stop();
  });
  test('is clean with the new revision when it has arrived', async () => {
    const saving = saver(() => Promise.resolve({ revision: 4, saved_at: 1 }));
    await saving.change(body('x'));
    await saving.flush();
    expect(await outbox.draft('a')).toMatchObject({ dirty: false, revision: 4 });
    expect(states.at(-1)).toBe('saved');
  });
  test('stays dirty without connection, and is sent when it is back', async () => {
    let online = false;
    const saving = saver(() =>
      online ? Promise.resolve({ revision: 4, saved_at: 1 }) : Promise.reject(offline()),
    );
    await saving.change(body('x'));
    await saving.flush();
    expect(states.at(-1)).toBe('offline');
    expect((await outbox.draft('a'))?.dirty).toBe(true);
    online = true;
    saving.resume();
    await vi.waitFor(() => expect(states.at(-1)).toBe('saved'));
  });
  test('of another tab is a conflict until it is settled', async () => {
    const draft = { revision: 9, body: body('theirs'), saved_at: 1, client: 'other' };
    const refusal = new ApiError(409, 'conflict', 'saved since', [], [], { draft });
    const save = vi.fn().mockRejectedValueOnce(refusal).mockResolvedValue({ revision: 10, saved_at: 2 });
    const onConflict = vi.fn();
    const saving = saver(save, onConflict);
    await saving.change(body('mine'));
    await saving.flush();
    expect(onConflict).toHaveBeenCalledWith(draft);
    await saving.settle(9, body('mine'));
    expect(save.mock.calls.at(-1)?.slice(0, 2)).toEqual(['a', 9]);
    expect(states.at(-1)).toBe('saved');
  });
  test('that arrived while its answer was lost is no conflict', async () => {
    const draft = { revision: 4, body: body('earlier'), saved_at: 1, client: 'tab' };
    const refusal = new ApiError(409, 'conflict', 'saved since', [], [], { draft });
    const save = vi.fn().mockRejectedValueOnce(refusal).mockResolvedValue({ revision: 5, saved_at: 2 });
    const onConflict = vi.fn();
    const saving = saver(save, onConflict);
    await saving.change(body('later'));
    await vi.waitFor(() => expect(states.at(-1)).toBe('saved'));
    expect(save.mock.calls.at(-1)?.slice(0, 2)).toEqual(['a', 4]);
    expect(onConflict).not.toHaveBeenCalled();
  });
  test('of a lease that ended is kept here', async () => {
    const saving = saver(() => Promise.reject(new ApiError(410, 'lease_ended', 'ended')));
    await saving.change(body('x'));
    await saving.flush();
    expect(states.at(-1)).toBe('lost');
    expect((await outbox.draft('a'))?.body.draft.note).toBe('x');
  });
  test('of no known form is nothing', () => {
    expect(readBody({ v: 2 })).toBeNull();
    expect(readBody({ ...body('x'), draft: { regions: 'none' } })).toBeNull();
    expect(readBody(JSON.parse(JSON.stringify(body('x'))))).toEqual(body('x'));
  });
});

describe('a submission', () => {
  const annotation: Annotation = { id: 'A', outcome: { type: 'complete' } };
  const task: Task = {
    assignment: { id: 'a', deadline: 0, design_version: 1 },
    item: { external_id: '', slots: {} },
    hidden_slots: [],
    media: {},
    first_impression: [],
    progress: { submitted: 0, today: 0, total: 1 },
  };
  const reply: Submitted = {
    annotation: { id: 'A', seq: 1, late: false, surplus: false, duplicate: false },
    progress: { submitted: 1, today: 1, total: 1 },
  };
  const keep = () =>
    outbox.keepSubmission({
      id: 'A',
      project: 'p',
      assignment: 'a',
      annotation,
      task,
      body: body('x'),
      queuedAt: 1,
      refused: null,
    });
  function sender(submit: () => Promise<Submitted>) {
    const seen: { states: SendState[]; sent: string[]; refused: string[] } = {
      states: [],
      sent: [],
      refused: [],
    };
    const sending = new Sender({
      outbox,
      service: { submit },
      lockName: 'lock',
      wants: () => ({ next: false, after: null, designVersion: null }),
      onSent: (kept) => void seen.sent.push(kept.id),
      onRefused: (kept) => void seen.refused.push(kept.refused?.message ?? ''),
      onState: (state) => void seen.states.push(state),
    });
    return { sending, seen };
  }

  test('is forgotten once it has arrived', async () => {
    await keep();
    const { sending, seen } = sender(() => Promise.resolve(reply));
    await sending.kick();
    expect(seen.sent).toEqual(['A']);
    expect(await outbox.submissions()).toEqual([]);
  });
  test('waits without connection, and is sent once', async () => {
    await keep();
    let online = false;
    const { sending, seen } = sender(() => (online ? Promise.resolve(reply) : Promise.reject(offline())));
    await sending.kick();
    expect(seen.states.at(-1)).toEqual({ waiting: 1, offline: true, signedOut: false });
    expect(await outbox.submissions()).toHaveLength(1);
    online = true;
    await Promise.all([sending.kick(), sending.kick()]);
    sending.stop();
    expect(seen.sent).toEqual(['A']);
  });
  test('that is refused stays, with why', async () => {
    await keep();
    const refusal = new ApiError(422, 'problems', 'claim 1 has no verdict');
    const { sending, seen } = sender(() => Promise.reject(refusal));
    await sending.kick();
    expect(seen.refused).toEqual(['claim 1 has no verdict']);
    expect((await outbox.submissions())[0]?.refused?.message).toBe('claim 1 has no verdict');
  });
  test('that the database refuses lives in the page', async () => {
    outbox.close();
    await keep();
    expect((await outbox.submissions()).map(({ id }) => id)).toEqual(['A']);
    await outbox.forgetSubmission('A');
    expect(await outbox.submissions()).toEqual([]);
  });
  test('of another person is never seen', async () => {
    await keep();
    const other = await openOutbox('somebody else');
    expect(await other.submissions()).toEqual([]);
    expect(await other.draft('a')).toBeUndefined();
    other.close();
  });
});
