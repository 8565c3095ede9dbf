// What pages do with live updates: they read again what has become newer than what they show.
import { createEffect, createSignal, onCleanup, type Accessor } from 'solid-js';
import { listen, type LiveEvent } from './live';
import { client } from './session';
import { keys } from './projects';
import type { Job } from './types';

/** A page that changes all the time is not read more often than this. */
const CALM_MS = 3_000;

const [seqs, setSeqs] = createSignal<ReadonlyMap<string, number>>(new Map());

type JobEvent = Extract<LiveEvent, { type: 'job' }>;

/**
 * Puts how far a job is into what was read of it. One that has ended is read once more, and goes on until then: the event
 * does not tell what came of it.
 */
function heardOfJob(event: JobEvent): void {
  const { state, done, total, n_problems } = event;
  const goesOn = state === 'queued' || state === 'running';
  client.setQueryData<Job>(
    ['job', event.id],
    (job) => job && { ...job, done, total, n_problems, ...(goesOn && { state }) },
  );
  if (goesOn) return;
  void client.invalidateQueries({ queryKey: ['job', event.id] });
  if (event.kind === 'import') void client.invalidateQueries({ queryKey: keys.below(event.project, 'jobs') });
  if (event.kind === 'export')
    void client.invalidateQueries({ queryKey: keys.below(event.project, 'exports') });
}

/** Follows the stream for the whole application; the returned function ends that. */
export function follow(): () => void {
  return listen((event) => {
    if (event.type === 'job') heardOfJob(event);
    if (event.type === 'offers') void client.invalidateQueries({ queryKey: keys.projects });
    if (event.type === 'project') {
      setSeqs((before) => new Map(before).set(event.project, event.seq));
      if (event.role == null) void client.invalidateQueries({ queryKey: keys.projects });
    }
  });
}

/** Calls `refresh` when the project has facts that are newer than those that `shown` was computed from. */
export function useLive(
  slug: Accessor<string>,
  shown: Accessor<number | undefined>,
  refresh: () => void,
): void {
  let last = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  createEffect(() => {
    const now = shown();
    if (now === undefined || (seqs().get(slug()) ?? 0) <= now || waiting !== undefined) return;
    waiting = setTimeout(
      () => {
        waiting = undefined;
        last = Date.now();
        refresh();
      },
      Math.max(0, last + CALM_MS - Date.now()),
    );
  });
  onCleanup(() => clearTimeout(waiting));
}
