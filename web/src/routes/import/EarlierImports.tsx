// Imports of before, with their reports: what came of them, and the rows that were not taken.
import { createSignal, For, Show, type Component } from 'solid-js';
import { api } from '../../api/client';
import { keys, projectPath } from '../../api/projects';
import { useQuery } from '../../api/query';
import type { Job } from '../../api/types';
import { Chip, type ChipProps } from '../../ui/Chip';
import { ErrorNote } from '../../ui/ErrorNote';
import { ago, count, dateTime } from '../../ui/format';
import { JobView, STAGE } from './JobView';
import { messages } from './messages';

const TONE: Readonly<Record<Job['state'], ChipProps['tone']>> = {
  queued: 'accent',
  running: 'accent',
  done: 'ok',
  failed: 'danger',
  cancelled: 'warn',
};

const COUNTED = ['new', 'revised', 'unchanged'] as const;

/** `1,190 new, 4 changed, 2 not taken`; how many rows were read where an import has not come to its end. */
export function outcome(job: Job): string {
  const summary: unknown = job.summary;
  const counted = COUNTED.flatMap((kind) => {
    const n: unknown = typeof summary === 'object' && summary !== null ? Reflect.get(summary, kind) : 0;
    return typeof n === 'number' && n > 0 ? [messages.outcome[kind](count(n))] : [];
  });
  const read = job.done > 0 || counted.length > 0 ? [messages.outcome.read(count(job.done), job.unit)] : [];
  const refused = job.n_problems > 0 ? [messages.outcome.rejected(count(job.n_problems))] : [];
  return [...(counted.length > 0 ? counted : read), ...refused].join(', ') || messages.outcome.nothing;
}

/** Nothing at all before the first import. */
export const EarlierImports: Component<{ slug: string }> = (props) => {
  const jobs = useQuery(() => ({
    queryKey: keys.below(props.slug, 'jobs'),
    queryFn: ({ signal }) => api.get<Job[]>(projectPath(props.slug, 'jobs'), signal),
    staleTime: 0,
  }));
  const imports = () => (jobs.data ?? []).filter((job) => job.kind === 'import' || job.kind === STAGE);
  return (
    <>
      <Show when={jobs.isLoadingError}>
        <ErrorNote error={jobs.error} onRetry={() => void jobs.refetch()} />
      </Show>
      <Show when={imports().length > 0}>
        <section class="earlier">
          <h3>{messages.earlier}</h3>
          <ul>
            <For each={imports()}>{(job) => <Earlier job={job} />}</For>
          </ul>
        </section>
      </Show>
    </>
  );
};

const Earlier: Component<{ job: Job }> = (props) => {
  const [open, setOpen] = createSignal(false);
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <Chip tone={TONE[props.job.state]}>{messages.jobState[props.job.state]}</Chip>
          <span class="grow">{outcome(props.job)}</span>
          <time class="muted small" data-tip={dateTime(props.job.created_at)}>
            {ago(props.job.created_at)}
          </time>
        </summary>
        <Show when={open()}>
          <JobView id={props.job.id} />
        </Show>
      </details>
    </li>
  );
};
