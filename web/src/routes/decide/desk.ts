// One decision that is worked on: kept on the server as its draft, looked at, revealed, signed.
import { createSignal, onCleanup, type Accessor } from 'solid-js';
import { api, ApiError, path } from '../../api/client';
import type { components } from '../../api/schema';
import { ulid } from '../../editor/ulid';
import { assembled, type Choice, type Decision } from './facts';
import type { DecisionTask } from './rows';

type TruthView = components['schemas']['TruthView'];
type DraftSaved = components['schemas']['DraftSaved'];

const CALM_MS = 500;

export type SaveState = 'saved' | 'saving' | 'unsaved';

function begun(task: DecisionTask): Decision {
  const kept = task.draft?.body as Decision | undefined;
  if (kept?.v === 1) return kept;
  return { v: 1, truth: ulid(), choices: {}, opened: [], reason: '' };
}

export interface Desk {
  task: Accessor<DecisionTask>;
  decision: Accessor<Decision>;
  saved: Accessor<SaveState>;
  choose: (key: string, choice: Choice | undefined) => void;
  setReason: (reason: string) => void;
  open: (what: string) => void;
  isOpened: (what: string) => boolean;
  reveal: () => Promise<void>;
  sign: () => Promise<TruthView>;
  release: () => Promise<void>;
}

/** `onStale` is told when another tab changed the draft; what stands then is shown. */
export function createDesk(first: DecisionTask, onStale: () => void): Desk {
  const [task, setTask] = createSignal(first);
  const [decision, setDecision] = createSignal(begun(first));
  const [saved, setSaved] = createSignal<SaveState>('saved');
  const at = (...parts: string[]) => path('/api/assignments', first.assignment.id, ...parts);
  const client = ulid();
  let revision = first.draft?.revision ?? 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let last: Promise<void> = Promise.resolve();

  const put = async () => {
    const body = { body: decision(), client };
    const headers = { 'If-Match': `"${revision}"` };
    try {
      const reply = await api.put<DraftSaved>(at('draft'), body, { headers, keepalive: true });
      revision = reply.revision;
      if (waiting === undefined) setSaved('saved');
    } catch (error) {
      setSaved('unsaved');
      if (!(error instanceof ApiError && error.code === 'stale_draft')) return;
      const fresh = await api.post<DecisionTask | null>(
        path('/api/projects', slugOf(), 'decisions', 'next'),
        { kind: first.assignment.kind, item: first.assignment.item },
      );
      if (!fresh) return;
      revision = fresh.draft?.revision ?? 0;
      setDecision(begun(fresh));
      setSaved('saved');
      onStale();
    }
  };
  const slugOf = () => location.pathname.split('/')[2] ?? '';
  const flush = () => {
    clearTimeout(waiting);
    waiting = undefined;
    last = last.then(put);
    return last;
  };
  const change = (next: Decision) => {
    setDecision(next);
    setSaved('saving');
    clearTimeout(waiting);
    waiting = setTimeout(() => void flush(), CALM_MS);
  };
  onCleanup(() => {
    if (waiting !== undefined) void flush();
  });
  const isOpened = (what: string) => decision().opened.some((one) => one.what === what);
  return {
    task,
    decision,
    saved,
    isOpened,
    choose: (key, choice) => {
      const choices = Object.fromEntries(Object.entries(decision().choices).filter(([one]) => one !== key));
      change({ ...decision(), choices: choice ? { ...choices, [key]: choice } : choices });
    },
    setReason: (reason) => change({ ...decision(), reason }),
    open: (what) => {
      if (isOpened(what) || !task().required.includes(what)) return;
      change({ ...decision(), opened: [...decision().opened, { what, at: Date.now() }] });
    },
    reveal: async () => {
      const revealed = await api.post<DecisionTask>(at('reveal-readers'));
      setTask({ ...task(), readers: revealed.readers, names_shown_at: revealed.names_shown_at });
    },
    sign: async () => {
      clearTimeout(waiting);
      waiting = undefined;
      await last;
      const { facts, sources } = assembled(task(), decision());
      const kind = task().assignment.kind === 'review' ? 'reviewed' : 'adjudicated';
      const { truth: id, opened, reason } = decision();
      const truth = { id, kind, facts, sources, opened, ...(reason.trim() ? { reason: reason.trim() } : {}) };
      return api.post<TruthView>(at('truth'), { truth, seen: task().seen });
    },
    release: async () => {
      await flush();
      await api.post(at('release'));
    },
  };
}
